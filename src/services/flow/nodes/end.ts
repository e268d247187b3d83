import { z } from 'zod';
import { localisedText } from '../localised.ts';
import { defineNode } from '../nodeType.ts';
import { outcomeId } from './common.ts';

export const end = defineNode({
  type: 'end',
  title: 'End',
  description: 'Says goodbye and hangs up.',
  category: 'call',
  icon: 'phone-off',
  entered: true,
  schema: z.object({
    line: localisedText.default({}).meta({ title: 'Goodbye' }),
    reason: z
      .enum(['completed', 'silence', 'failed'])
      .default('completed')
      .meta({ title: 'Recorded as', description: 'How the call is counted in the list of calls.' }),
    outcome: outcomeId.optional().meta({
      title: 'Way out of a sub-flow',
      description: 'When another flow runs this one as a step, it goes on by this name.',
    }),
  }),
  outcomesRule: 'None: the call is over.',
  consequence:
    'The line is not interruptible and is heard to its end before the call is hung up. In a flow that runs as a sub-flow, the call goes back to the flow around it instead.',
  outcomes: () => [],
  listens: () => false,
  lines: (data) => [{ path: ['line'], text: data.line, required: false }],
  enter: (ctx) => ({
    effects: ctx.say(ctx.data.line, { interruptible: false }),
    next: { do: 'end', reason: ctx.data.reason, exit: ctx.data.outcome ?? ctx.data.reason },
  }),
});
