/**
 * Number words of languages other than Chinese and Vietnamese, from n2words 4.0.0, each language loaded when first needed
 * (5 to 15 ms). Its output was read through for 1 to 10^9, and what is wrong is not used: Greek, Finnish, Filipino, Hausa,
 * Hebrew, Persian, Kannada, Marathi, Swedish, Tamil, Telugu and Yoruba get figures, which voices read well.
 */
import { createRequire } from 'node:module';
import { primarySubtag, type LanguageTag } from '../../types/language.ts';

interface NumberWords {
  toCardinal(value: number): string;
  toOrdinal(value: number): string;
}

const require = createRequire(import.meta.url);
const loaded = new Map<string, NumberWords>();

/** Primary subtag → file of n2words. `U`: plausible, not read by anyone who speaks the language. */
const files: Readonly<Record<string, string>> = {
  ar: 'ar-SA',
  az: 'az-AZ', // U
  bn: 'bn-BD', // U
  cs: 'cs-CZ',
  da: 'da-DK',
  de: 'de-DE',
  en: 'en-US',
  es: 'es-ES',
  fr: 'fr-FR',
  gu: 'gu-IN', // U
  hi: 'hi-IN',
  hr: 'hr-HR',
  hu: 'hu-HU',
  id: 'id-ID',
  it: 'it-IT',
  ja: 'ja-JP',
  ka: 'ka-GE', // U
  ko: 'ko-KR',
  lt: 'lt-LT', // U
  lv: 'lv-LV', // U
  ms: 'ms-MY',
  nb: 'nb-NO',
  nl: 'nl-NL',
  no: 'nb-NO',
  pa: 'pa-IN', // U
  pl: 'pl-PL',
  pt: 'pt-PT',
  ro: 'ro-RO',
  ru: 'ru-RU',
  sr: 'sr-Cyrl-RS',
  sw: 'sw-KE', // U
  th: 'th-TH',
  tr: 'tr-TR',
  uk: 'uk-UA',
  ur: 'ur-PK', // U
};

/** Ordinals that read right without the noun's gender or case. */
const ordinals = new Set('en es fr pt it nl th vi id ms tr ru pl hi ar ja ko'.split(' '));

const repairs: Readonly<Record<string, (words: string) => string>> = {
  // Latin i for Cyrillic і: a voice would switch languages inside the word.
  uk: (words) => words.replaceAll('i', 'і').replaceAll("'", '’'),
  nb: (words) => words.replace(/[,-]/g, ''),
  no: (words) => words.replace(/[,-]/g, ''),
};
const brazilian = (words: string) =>
  words
    .replace(/dezasseis/g, 'dezesseis')
    .replace(/dezassete/g, 'dezessete')
    .replace(/dezanove/g, 'dezenove');

/** Whether numbers of the language can be written out. */
export function hasWords(language: LanguageTag): boolean {
  return files[primarySubtag(language)] !== undefined;
}

/** A whole number in words; null where the language or the size has none that can be relied on. */
export function cardinal(value: number, language: LanguageTag): string | null {
  const primary = primarySubtag(language);
  const limit = primary === 'da' ? 1e6 : primary === 'pt' ? 1e8 : 1e9;
  if (!Number.isInteger(value) || value < 0 || value >= limit) return null;
  const words = wordsOf(language)?.toCardinal(value);
  if (words === undefined) return null;
  const repaired = (repairs[primary] ?? ((all: string) => all))(words);
  return language === 'pt-BR' || language === 'pt' ? brazilian(repaired) : repaired;
}

/** Masculine where there are genders; null where the form would hang on the noun. */
export function ordinal(value: number, language: LanguageTag): string | null {
  if (!Number.isInteger(value) || value < 1 || value >= 1_000) return null;
  if (!ordinals.has(primarySubtag(language))) return null;
  return wordsOf(language)?.toOrdinal(value) ?? null;
}

function wordsOf(language: LanguageTag): NumberWords | null {
  const file = fileOf(language);
  if (file === undefined) return null;
  const known = loaded.get(file);
  if (known) return known;
  const words = require(`n2words/${file}`) as NumberWords;
  loaded.set(file, words);
  return words;
}

function fileOf(language: LanguageTag): string | undefined {
  const primary = primarySubtag(language);
  // "one hundred five" is American; lakh and crore are India's and Pakistan's.
  if (primary === 'en') {
    if (/-(IN|PK|BD)$/.test(language)) return 'en-IN';
    return /^en(-US|-PH)?$/.test(language) ? 'en-US' : 'en-GB';
  }
  if (language === 'fr-BE') return 'fr-BE';
  if (language.startsWith('sr-Latn')) return 'sr-Latn-RS';
  return files[primary];
}
