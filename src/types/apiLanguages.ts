/** The part of the API that is about languages: what is known of each, what works where, and what was measured here. */
import { z } from 'zod';
import { languageTag } from './language.ts';
import { languageRecord } from './languageRecord.ts';

/** `substitute`: with the code of a near language, because there is none for this one. */
export const languageMark = z.enum(['yes', 'no', 'unknown', 'substitute']).meta({ id: 'LanguageMark' });
export type LanguageMark = z.infer<typeof languageMark>;

const hearsAndSpeaks = z.object({ hears: languageMark, speaks: languageMark });

export const languageWorks = z
  .object({
    azure: hearsAndSpeaks,
    google: hearsAndSpeaks,
    /** Speaks: one of the models that calls can use. */
    elevenlabs: hearsAndSpeaks,
    deepgram: hearsAndSpeaks,
    /** Twilio's ConversationRelay. */
    relay: hearsAndSpeaks,
  })
  .meta({ id: 'LanguageWorks' });
export type LanguageWorks = z.infer<typeof languageWorks>;

/** A provider that this server would ask, with what it measured of it in this language since its start. */
const measuredProvider = z.object({
  provider: z.string(),
  /** Request (end of speech, for a recogniser) → first output, ms; null: nothing was measured. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  samples: z.number().int(),
});
export type MeasuredProvider = z.infer<typeof measuredProvider>;

const summary = {
  tag: languageTag,
  /** ISO 639, of what is spoken: `yue` for `zh-HK`. */
  language: z.string(),
  names: z.object({ english: z.string(), own: z.string() }),
  flag: z.string().nullable(),
  script: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  tonal: z.boolean(),
  tones: z.number().int().nullable(),
  /** Added by a user. */
  custom: z.boolean(),
  works: languageWorks,
  /** What runs on this machine, by name. */
  embedded: z.object({ hears: z.array(z.string()), speaks: z.array(z.string()) }),
  /** In the order in which this server asks them by default; empty: nobody is set up for the language. */
  recognisers: z.array(measuredProvider),
  synthesisers: z.array(measuredProvider),
};

export const languageSummary = z.object(summary).meta({ id: 'LanguageSummary' });
export type LanguageSummary = z.infer<typeof languageSummary>;

export const languageList = z.object({ languages: z.array(languageSummary) }).meta({ id: 'LanguageList' });
export type LanguageList = z.infer<typeof languageList>;

export const languageDetail = z
  .object({
    ...summary,
    match: z.object({
      wanted: z.string(),
      /** Anything but `exact`, `spelling` and `alias` is a substitute. */
      rule: z.enum(['exact', 'spelling', 'alias', 'private-use', 'script', 'region']),
      /** One sentence; null when the record is the tag's own. */
      reason: z.string().nullable(),
    }),
    record: languageRecord,
  })
  .meta({ id: 'LanguageDetail' });
export type LanguageDetail = z.infer<typeof languageDetail>;
