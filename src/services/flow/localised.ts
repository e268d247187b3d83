/** Texts and phrase lists per language, as node settings keep them. */
import { z } from 'zod';
import { spokenLanguage } from '../../lib/spokenLanguage.ts';
import { primarySubtag, type LanguageTag } from '../../types/language.ts';

const languageKey = z
  .string()
  .regex(
    /^(default|[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)$/,
    'a language such as en-US, or "default"',
  );

/** One line per language; `default` serves the languages that have none. May hold `{{ expression }}`. */
export const localisedText = z.record(languageKey, z.string().max(4_000));
export type LocalisedText = z.infer<typeof localisedText>;

/** A whole text per language, nothing that is said at one go. */
export const localisedPages = z.record(languageKey, z.string().max(40_000));

/** What callers may say, per language. */
export const localisedPhrases = z.record(languageKey, z.array(z.string().min(1).max(200)).max(200));
export type LocalisedPhrases = z.infer<typeof localisedPhrases>;

/** Spoken Cantonese is tagged `yue` or `zh-HK`; a text for one serves the other. */
function family(tag: string): string {
  const primary = primarySubtag(tag);
  return primary === 'yue' ? 'zh' : primary;
}

/**
 * The key that serves `language` without help from another language: exact tag, then what is spoken there (`yue` serves
 * `zh-HK`, `zh-CN` serves `zh-SG`), then what is at least written alike.
 */
export function ownKey(keys: readonly string[], language: LanguageTag): string | undefined {
  if (keys.includes(language)) return language;
  const spoken = spokenLanguage(language);
  const same = keys.filter((key) => key !== 'default' && spokenLanguage(key).language === spoken.language);
  const there = same.find((key) => spokenLanguage(key).region === spoken.region) ?? same[0];
  if (there !== undefined) return there;
  const wanted = family(language);
  return keys.find((key) => key !== 'default' && family(key) === wanted);
}

/** Exact tag, primary subtag, `default`, the workflow's first language, then whatever there is. */
export function pick<T>(
  values: Readonly<Record<string, T>>,
  language: LanguageTag,
  first: LanguageTag,
): T | undefined {
  const keys = Object.keys(values);
  const key =
    ownKey(keys, language) ?? (keys.includes('default') ? 'default' : ownKey(keys, first)) ?? keys[0];
  return key === undefined ? undefined : values[key];
}

/** Phrases for `language`, with those under `default` (names, brand words) always added. */
export function pickPhrases(phrases: LocalisedPhrases, language: LanguageTag): readonly string[] {
  const key = ownKey(Object.keys(phrases), language);
  const own = key === undefined ? [] : (phrases[key] ?? []);
  const shared = phrases['default'] ?? [];
  return shared.length === 0 ? own : [...own, ...shared];
}

/** Whether two tags name the same spoken language as far as texts go. */
export function sameLanguage(a: LanguageTag, b: LanguageTag): boolean {
  return a === b || family(a) === family(b);
}
