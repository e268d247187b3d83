import { z } from 'zod';
import { localisedText } from '../localised.ts';
import { defineNode } from '../nodeType.ts';
import { isTimezone } from '../parse/localTime.ts';

export const start = defineNode({
  type: 'start',
  title: 'Start',
  description: 'Where every call begins: the greeting and the business’s time zone.',
  category: 'call',
  icon: 'phone-incoming',
  entered: false,
  schema: z.object({
    greeting: localisedText.default({}).meta({ title: 'Greeting' }),
    interruptible: z.boolean().default(true).meta({ title: 'Callers may cut in' }),
    timezone: z
      .string()
      .refine(isTimezone, 'a time zone such as Asia/Hong_Kong')
      .default('UTC')
      .meta({ title: 'Time zone', description: 'Where “tomorrow” is counted.' }),
  }),
  outcomesRule: 'One: next.',
  consequence:
    'The greeting is the first thing a caller hears, and its audio is made before the first call. Exactly one Start a flow. “Tomorrow” in what callers say is counted in its time zone.',
  outcomes: () => [{ id: 'next', label: 'Next' }],
  listens: () => false,
  lines: (data) => [{ path: ['greeting'], text: data.greeting, required: false }],
  enter: (ctx) => ({
    effects: ctx.say(ctx.data.greeting, { interruptible: ctx.data.interruptible }),
    next: { do: 'go', outcome: 'next' },
  }),
});
