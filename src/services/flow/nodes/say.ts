import { z } from 'zod';
import { localisedText } from '../localised.ts';
import { defineNode } from '../nodeType.ts';

export const say = defineNode({
  type: 'say',
  title: 'Say',
  description: 'Says a line in the call’s language and goes on.',
  category: 'speech',
  icon: 'message-square',
  entered: true,
  schema: z.object({
    lines: localisedText.default({}).meta({ title: 'Line' }),
    interruptible: z.boolean().default(true).meta({ title: 'Callers may cut in' }),
    voice: z.string().max(200).optional().meta({ title: 'Voice', description: 'Only for this line.' }),
  }),
  outcomesRule: 'One: next.',
  consequence:
    'A line without `{{ }}` is synthesised when the workflow is published, so that a caller hears it at once. A language without a text of its own hears the line in another language, and the check says so.',
  outcomes: () => [{ id: 'next', label: 'Next' }],
  listens: () => false,
  lines: (data) => [{ path: ['lines'], text: data.lines, required: true, voice: data.voice }],
  enter: (ctx) => ({
    effects: ctx.say(ctx.data.lines, { interruptible: ctx.data.interruptible, voice: ctx.data.voice }),
    next: { do: 'go', outcome: 'next' },
  }),
});
