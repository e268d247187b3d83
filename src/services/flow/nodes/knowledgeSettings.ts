import { z } from 'zod';
import { localisedPages, localisedPhrases, localisedText } from '../localised.ts';
import { defaultThreshold } from '../retrieval/choose.ts';
import { nodeCacheSettings } from './cacheQuestion.ts';

const byModel = { when: { setting: 'mode', values: ['model'] } };

const entry = z.object({
  questions: localisedPhrases.default({}).meta({ title: 'Callers may ask' }),
  answer: localisedText.default({}),
  source: localisedText.optional().meta({
    title: 'Source',
    description: 'Said after the answer where sources are named: “That is from our price list.”',
  }),
});

export const knowledgeSettings = z.object({
  ask: localisedText.default({}).meta({
    title: 'Question to the caller',
    description: 'Empty: what the caller said last is what is looked for.',
  }),
  mode: z.enum(['exact', 'model']).default('exact').meta({
    title: 'Answers',
    description: 'As they stand they are ready at once; a language model can put several together.',
  }),
  entries: z.array(entry).max(500).default([]).meta({ title: 'Questions and answers' }),
  text: localisedPages.default({}).meta({
    title: 'Text',
    description:
      'Each paragraph is an answer. A line that begins with # is the source of the paragraphs below it.',
  }),
  topK: z
    .number()
    .int()
    .min(1)
    .max(10)
    .default(3)
    .meta({ title: 'Passages for the model', ...byModel }),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({
      title: 'Least likeness, 0 to 1',
      description: `Empty: ${defaultThreshold.exact} for answers as they stand, ${defaultThreshold.model} for the model.`,
    }),
  cite: z.boolean().default(false).meta({ title: 'Name the source' }),
  noInput: localisedText.optional().meta({ title: 'After silence' }),
  retries: z.number().int().min(0).max(5).default(2).meta({ title: 'Times to ask again' }),
  interruptible: z.boolean().default(true).meta({ title: 'Callers may cut in' }),
  cache: nodeCacheSettings.prefault({}).meta(byModel),
});
export type KnowledgeSettings = z.output<typeof knowledgeSettings>;
