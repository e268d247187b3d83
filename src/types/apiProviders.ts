/** The part of the API that is about providers: what is set up, by whom, and whether it works. Never the value of a secret. */
import { z } from 'zod';
import { languageTag } from './language.ts';

export const providerWork = z.enum(['recogniser', 'synthesiser', 'model', 'embedder']);

export const providerField = z
  .object({
    name: z.string(),
    /** Environment variable that sets it and wins over what is stored. */
    environment: z.string(),
    secret: z.boolean(),
    required: z.boolean(),
    /** Where the value in force comes from; null: not set. */
    from: z.enum(['environment', 'store', 'default']).nullable(),
    /** Whether a value is stored here, in force or not. */
    stored: z.boolean(),
    /** The value in force; always null for a secret. Names, passwords and queries in addresses are masked. */
    value: z.string().nullable(),
  })
  .meta({ id: 'ProviderField' });
export type ProviderField = z.infer<typeof providerField>;

export const providerProblem = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  /** What stands in the message. */
  detail: z.record(z.string(), z.unknown()).optional(),
});
export type ProviderProblem = z.infer<typeof providerProblem>;

export const providerAccount = z
  .object({
    name: z.string(),
    /** False for embedded providers, which need no settings. */
    configurable: z.boolean(),
    /** Everything that it needs is set and fits. */
    configured: z.boolean(),
    /** What to set, when something is missing. */
    missing: z.string().nullable(),
    /** Why what is set cannot be used. */
    problem: providerProblem.nullable(),
    fields: z.array(providerField),
    works: z.array(
      z.object({
        work: providerWork,
        available: z.boolean(),
        unavailable: z.string().nullable(),
        can: z.string(),
        cannot: z.string(),
        licence: z.string(),
        loaded: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'ProviderAccount' });
export type ProviderAccount = z.infer<typeof providerAccount>;

export const providerList = z.object({ providers: z.array(providerAccount) }).meta({ id: 'ProviderList' });

/** Field → value. A field that is left out stays as it is stored; null removes it. */
export const providerChange = z
  .record(z.string(), z.union([z.string().max(20_000), z.number()]).nullable())
  .meta({ id: 'ProviderChange' });
export type ProviderChange = z.infer<typeof providerChange>;

export const providerCheckRequest = z
  .object({ language: languageTag.optional() })
  .meta({ id: 'ProviderCheckRequest' });

export const providerCheck = z
  .object({
    provider: z.string(),
    work: providerWork,
    /** null: not tried, because it is not configured or does not serve the language. */
    ok: z.boolean().nullable(),
    /**
     * Request to first audio or token. Of a recogniser: end of the speech to the final text. Of an embedder: the same as
     * `totalMs`.
     */
    firstOutputMs: z.number().nullable(),
    /** Request to the last output. Of a recogniser the speech itself is in it. */
    totalMs: z.number().nullable(),
    /** Voices for the language: how many, and the names of the first. */
    voices: z.object({ count: z.number().int(), names: z.array(z.string()) }).optional(),
    /** From the error table, when it failed. */
    code: z.string().optional(),
    /** What happened, one sentence. */
    says: z.string(),
    /** What to do about it, when something is to be done. */
    fix: z.string().nullable(),
  })
  .meta({ id: 'ProviderCheck' });
export type ProviderCheck = z.infer<typeof providerCheck>;

export const providerCheckList = z
  .object({
    /** Nothing that is configured failed. */
    ok: z.boolean(),
    checks: z.array(providerCheck),
  })
  .meta({ id: 'ProviderCheckList' });
export type ProviderCheckList = z.infer<typeof providerCheckList>;
