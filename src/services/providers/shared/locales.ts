/** What each provider calls a language, and its voices for it: data from `locales.json`, with the sources there. */
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import data from './locales.json' with { type: 'json' };

/** A field that is missing is not known to be served. */
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

const locales = data.locales as Readonly<Record<string, ProviderLocale>>;

export const knownLocales: readonly LanguageTag[] = Object.keys(locales);

/**
 * The row of a language: of the tag itself, or of the first locale of the same primary language (`en` finds `en-US`).
 * Chinese is told apart by region (`zh-HK` is Cantonese), so an unknown region of `zh` finds nothing.
 */
export function providerLocale(language: LanguageTag): ProviderLocale | undefined {
  const exact = locales[language] ?? locales[canonical(language)];
  if (exact) return exact;
  const primary = primarySubtag(language);
  if (primary === 'zh' && language !== 'zh') return undefined;
  const usual = usualRegion[primary];
  if (usual) return locales[usual];
  const first = knownLocales.find((tag) => primarySubtag(tag) === primary);
  return first === undefined ? undefined : locales[first];
}

/** Languages for which the first row of the table is not the one that is meant. */
const usualRegion: Readonly<Record<string, string>> = {
  en: 'en-US',
  es: 'es-ES',
  pt: 'pt-BR',
  fr: 'fr-FR',
  de: 'de-DE',
  ar: 'ar-EG',
  zh: 'zh-CN',
  yue: 'zh-HK',
};

/** `ZH-hk` → `zh-HK`. */
function canonical(tag: LanguageTag): string {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return tag; // not a tag: it is in no table either
  }
}

/** All languages for which `has` holds. */
export function localesWith(has: (locale: ProviderLocale) => boolean): LanguageTag[] {
  return knownLocales.filter((tag) => has(locales[tag] as ProviderLocale));
}
