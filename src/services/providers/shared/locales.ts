/** What each provider calls a language, and its voices for it: the part of the language table that clients need. */
import { languageTable } from '../../../lib/languages/table.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type { LanguageRecord } from '../../../types/languageRecord.ts';

/** A field that is missing is not served, or not known to be. */
export interface ProviderLocale {
  readonly azureStt?: string;
  readonly azureTts?: {
    readonly locale: string;
    readonly female: readonly string[];
    readonly male: readonly string[];
    /** Whether voices of this locale take the phoneme element. */
    readonly phonemes: boolean;
  };
  readonly googleStt?: {
    readonly code: string;
    /** Whether the chirp_2 model streams it. */
    readonly chirp2: boolean;
  };
  readonly googleTts?: {
    readonly locale: string;
    readonly female: readonly string[];
    readonly male: readonly string[];
    /** Voices whose gender is not known. */
    readonly unknown: readonly string[];
    /** In public use, not in the documentation that was read. */
    readonly unconfirmed?: readonly string[];
  };
  /** ElevenLabs Scribe's language code. */
  readonly scribe?: string;
  /** ElevenLabs models that speak it. */
  readonly elevenTts?: readonly string[];
  /** Deepgram nova-3's language code. */
  readonly deepgramStt?: string;
}

/** All tags, custom languages among them. */
export function knownLocales(): LanguageTag[] {
  return languageTable.all().map(({ tag }) => tag);
}

/** The row of a language, or of the one that stands for it (`en` finds `en-US`, `yue` finds `zh-HK`). */
export function providerLocale(language: LanguageTag): ProviderLocale | undefined {
  const match = languageTable.find(language);
  return match && rowOf(match.record);
}

/** All languages for which `has` holds. */
export function localesWith(has: (locale: ProviderLocale) => boolean): LanguageTag[] {
  return languageTable.all().flatMap((record) => (has(rowOf(record)) ? [record.tag] : []));
}

const rows = new WeakMap<LanguageRecord, ProviderLocale>();

function rowOf(record: LanguageRecord): ProviderLocale {
  const known = rows.get(record);
  if (known) return known;
  const row = { ...azureRow(record), ...googleRow(record), ...otherRows(record) };
  rows.set(record, row);
  return row;
}

function azureRow({ providers: { azure } }: LanguageRecord): ProviderLocale {
  const { stt, tts } = azure;
  return {
    ...(stt && { azureStt: stt.code }),
    ...(tts && {
      azureTts: {
        locale: tts.code,
        female: tts.voices.female,
        male: tts.voices.male,
        phonemes: tts.phonemes ?? false,
      },
    }),
  };
}

function googleRow({ providers: { google } }: LanguageRecord): ProviderLocale {
  const { stt, tts } = google;
  return {
    ...(stt && { googleStt: { code: stt.code, chirp2: stt.chirp2 ?? false } }),
    ...(tts && {
      googleTts: {
        locale: tts.code,
        female: tts.voices.female,
        male: tts.voices.male,
        unknown: tts.voices.other,
        ...(tts.voices.unconfirmed.length > 0 && { unconfirmed: tts.voices.unconfirmed }),
      },
    }),
  };
}

function otherRows({ providers: { elevenlabs, deepgram } }: LanguageRecord): ProviderLocale {
  const models = Object.entries(elevenlabs.tts).flatMap(([model, speaks]) =>
    speaks === true ? [model] : [],
  );
  return {
    ...(elevenlabs.stt && { scribe: elevenlabs.stt.code }),
    ...(models.length > 0 && { elevenTts: models }),
    ...(deepgram.stt && { deepgramStt: deepgram.stt.code }),
  };
}
