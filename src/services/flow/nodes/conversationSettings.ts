import { z } from 'zod';
import { localisedPhrases, localisedText } from '../localised.ts';
import { nodeCacheSettings } from './cacheQuestion.ts';
import { outcomeId, variableName } from './common.ts';
import { httpSettings } from './httpRequest.ts';

const capture = z.object({
  variable: variableName,
  type: z.enum(['string', 'number', 'boolean']).default('string'),
  description: z.string().max(500).default(''),
});

const outcome = z.object({
  id: outcomeId,
  label: z.string().max(120).default(''),
  description: z
    .string()
    .max(1_000)
    .default('')
    .meta({ title: 'When', description: 'For the language model.' }),
  examples: localisedPhrases.default({}).meta({ title: 'Callers may say' }),
  capture: z.array(capture).max(20).default([]),
});
export type ConversationOutcome = z.output<typeof outcome>;

const knowledge = z.object({
  questions: localisedPhrases.default({}),
  answer: localisedText.default({}),
});

const tool = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'a name of small letters, digits and _'),
  description: z.string().max(1_000).default(''),
  parameters: z
    .array(
      z.object({
        name: variableName,
        type: z.enum(['string', 'number', 'boolean']).default('string'),
        description: z.string().max(500).default(''),
        required: z.boolean().default(true),
      }),
    )
    .max(20)
    .default([]),
  /** The arguments are `{{ args.name }}`. */
  request: httpSettings,
});
export type ConversationTool = z.output<typeof tool>;

export const conversationSettings = z.object({
  opening: localisedText.default({}).meta({ title: 'Opening line' }),
  instructions: z.string().max(8_000).default('').meta({ title: 'Instructions for the language model' }),
  goals: z.array(z.string().max(500)).max(20).default([]),
  outcomes: z.array(outcome).max(20).default([]),
  knowledge: z.array(knowledge).max(500).default([]),
  tools: z.array(tool).max(20).default([]),
  followUp: localisedText.default({}).meta({ title: 'After an answer', description: '“Anything else?”' }),
  unsure: localisedText.optional().meta({ title: 'When not understood' }),
  noInput: localisedText.optional().meta({ title: 'After silence' }),
  maxTurns: z.number().int().min(1).max(100).default(12),
  retries: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(2)
    .meta({ title: 'Misunderstandings or silences in a row' }),
  interruptible: z.boolean().default(true).meta({ title: 'Callers may cut in' }),
  cache: nodeCacheSettings.prefault({}),
});
export type ConversationSettings = z.output<typeof conversationSettings>;
