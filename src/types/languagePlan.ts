/** How one language of a workflow is heard and spoken on this server, and why. */
import { z } from 'zod';
import { languageTag } from './language.ts';

const asked = z.object({
  provider: z.string(),
  /** What the provider calls the language; null: not in its record. */
  code: z.string().nullable(),
  /** False: the code of a near language, because it has none for this one. */
  exact: z.boolean(),
  /** Measured by this server in this language; null until there are samples. Request (end of speech) → first output, ms. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  samples: z.number().int(),
});

const work = z.object({
  /** In the order in which they are asked now. Empty: nobody here can. */
  order: z.array(asked),
  reason: z.string(),
});

export const languagePlan = z
  .object({
    language: languageTag,
    /** Whose record it is; another tag than the language's is a substitute. Null: nothing is known of the language. */
    record: languageTag.nullable(),
    recordReason: z.string().nullable(),
    names: z.object({ english: z.string(), own: z.string() }).nullable(),
    transport: z.object({ choice: z.enum(['media', 'relay']), reason: z.string() }),
    /** On the audio transport. */
    hears: work,
    speaks: work.extend({ voice: z.string().nullable(), voiceReason: z.string() }),
    /** On ConversationRelay, where the carrier hears and speaks. */
    relay: z.object({
      code: z.string(),
      ttsProvider: z.string().nullable(),
      voice: z.string().nullable(),
      transcriptionProvider: z.string().nullable(),
      speechModel: z.string().nullable(),
      reason: z.string(),
    }),
    optimizations: z.array(
      z.object({
        name: z.enum(['languageOptimization', 'dialectSupport', 'toneAwareness', 'culturalContext']),
        on: z.boolean(),
        /** What it does for this language, in a sentence. */
        effect: z.string(),
      }),
    ),
  })
  .meta({ id: 'LanguagePlan' });
export type LanguagePlan = z.infer<typeof languagePlan>;

export const languagePlans = z.object({ plans: z.array(languagePlan) }).meta({ id: 'LanguagePlans' });
export type LanguagePlans = z.infer<typeof languagePlans>;
