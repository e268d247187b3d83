import { z } from 'zod';
import { localisedPhrases, localisedText } from '../localised.ts';
import { defineNode } from '../nodeType.ts';
import { key } from './common.ts';

export const global = defineNode({
  type: 'global',
  title: 'Global handler',
  description: 'What callers may ask for at any time: a person, the question again.',
  category: 'logic',
  icon: 'globe',
  entered: false,
  schema: z.object({
    phrases: localisedPhrases.default({}).meta({ title: 'Callers may say' }),
    digit: key.optional().meta({ title: 'Key' }),
    line: localisedText.default({}).meta({ title: 'Line' }),
    // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON, never awaited
    then: z.enum(['go', 'resume', 'stay']).default('go').meta({
      title: 'Then',
      description: 'Go on along its connection, ask the interrupted question again, or just listen on.',
    }),
  }),
  outcomesRule: 'next when it goes on; none when it comes back.',
  consequence:
    'Offered wherever the caller is listened to; a phrase must be nearly all that was said. A node’s own clear answer goes first.',
  outcomes: (data) => (data.then === 'go' ? [{ id: 'next', label: 'Next' }] : []),
  listens: () => false,
  lines: (data) => [{ path: ['line'], text: data.line, required: false }],
  answers: (data) => [{ path: [], id: 'handler', phrases: data.phrases, digit: data.digit }],
  enter(ctx) {
    const { then } = ctx.data;
    return {
      effects: ctx.say(ctx.data.line),
      next: then === 'go' ? { do: 'go', outcome: 'next' } : { do: 'back', how: then },
    };
  },
});
