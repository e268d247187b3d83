/** How far the scripted lines of a workflow version are synthesised. */
import { z } from 'zod';
import { languageTag } from './language.ts';
import { workflowVersion } from './workflow.ts';

export const preparationFailure = z
  .object({
    language: languageTag,
    /** null = the synthesiser's own. */
    voice: z.string().nullable(),
    /** From the error table. */
    code: z.string(),
    /** How many clauses. */
    clauses: z.number().int().positive(),
  })
  .meta({ id: 'PreparationFailure' });
export type PreparationFailure = z.infer<typeof preparationFailure>;

export const preparation = z
  .object({
    /** 0 = the draft. */
    version: z.number().int().min(0),
    /** `failed`: it could not be begun; `failures` says why. Lines that failed alone leave it `done`. */
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    /** In clauses: what a synthesiser is given at a time. Those that are kept from before count as done. */
    done: z.number().int().min(0),
    total: z.number().int().min(0),
    failed: z.number().int().min(0),
    /** What was made last. */
    language: languageTag.nullable(),
    voice: z.string().nullable(),
    /** Known when it is done. */
    failures: z.array(preparationFailure),
    /** With `failed`: a code from the error table. */
    code: z.string().optional(),
  })
  .meta({ id: 'Preparation' });
export type Preparation = z.infer<typeof preparation>;

/** Published: its lines are being synthesised, and calls are answered meanwhile. */
export const publishAnswer = workflowVersion
  .extend({
    preparation: z.object({
      state: preparation.shape.state,
      /** Server-sent events, each a {@link Preparation}. */
      events: z.string(),
    }),
  })
  .meta({ id: 'PublishAnswer' });
export type PublishAnswer = z.infer<typeof publishAnswer>;
