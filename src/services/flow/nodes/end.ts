import { z } from 'zod';
import { localisedText } from '../localised.ts';
import { defineNode } from '../nodeType.ts';

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
  }),
  outcomesRule: 'None: the call is over.',
  outcomes: () => [],
  listens: () => false,
  lines: (data) => [{ path: ['line'], text: data.line, required: false }],
  enter: (ctx) => ({
    effects: ctx.say(ctx.data.line, { interruptible: false }),
    next: { do: 'end', reason: ctx.data.reason },
  }),
});
