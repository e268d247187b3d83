import { z } from 'zod';

/** How one provider has been at one kind of work since the start, as this server measured it. */
export const providerHealthReport = z
  .object({
    provider: z.string(),
    work: z.enum(['recogniser', 'synthesiser', 'model', 'embedder']),
    /** `closed`: asked in its place; `open`: asked last; `half-open`: about to be tried again. */
    state: z.enum(['closed', 'open', 'half-open']),
    counts: z.object({
      requests: z.number().int(),
      failures: z.number().int(),
      /** First-output timers that ran out. */
      slow: z.number().int(),
      /** Requests sent beside a slow one, and those of them that came too late to be used. */
      hedges: z.number().int(),
      hedgesLost: z.number().int(),
      /** Paid for and thrown away: characters (synthesiser), tokens (model), ms of audio (recogniser). */
      wastedUnits: z.number(),
    }),
    lastFailure: z.object({ kind: z.string(), agoMs: z.number().int() }).nullable(),
    languages: z.array(
      z.object({
        language: z.string(),
        samples: z.number().int(),
        /** Request (end of speech, for a recogniser) → first output, ms, over the newest 200. */
        p50Ms: z.number(),
        p95Ms: z.number(),
        /** After how long without output another provider is asked too. */
        hedgeAfterMs: z.number(),
        hedgeFrom: z.enum(['measured', 'published', 'assumed']),
      }),
    ),
  })
  .meta({ id: 'ProviderHealthReport' });
export type ProviderHealthReport = z.infer<typeof providerHealthReport>;

/** One place in the order in which providers are asked for a language. */
export const providerRank = z
  .object({
    work: z.enum(['recogniser', 'synthesiser', 'model']),
    language: z.string(),
    rank: z.number().int(),
    provider: z.string(),
    state: z.enum(['closed', 'open', 'half-open']),
    /** What this place in the order is meant to reach, ms to the first output. Shown, not enforced. */
    targetMs: z.number().int(),
    /** Measured here; null until there are samples. */
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    samples: z.number().int(),
  })
  .meta({ id: 'ProviderRank' });
export type ProviderRank = z.infer<typeof providerRank>;

export const providerHealthAnswer = z
  .object({ health: z.array(providerHealthReport), order: z.array(providerRank) })
  .meta({ id: 'ProviderHealthAnswer' });
export type ProviderHealthAnswer = z.infer<typeof providerHealthAnswer>;
