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
