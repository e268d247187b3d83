import { languageTag } from '../../../types/language.ts';
import type { LanguageTag } from '../../../types/language.ts';

/** A carrier's language code as a tag (`en-us` → `en-US`), or the fallback when it is none. */
export function asLanguageTag(code: string, fallback: LanguageTag): LanguageTag {
  if (code === '' || code === 'multi') return fallback;
  let canonical: string | undefined;
  try {
    canonical = Intl.getCanonicalLocales(code)[0];
  } catch {
    return fallback;
  }
  const parsed = languageTag.safeParse(canonical);
  return parsed.success ? parsed.data : fallback;
}

/** The code that ConversationRelay knows for a language: Macau's Cantonese is spoken and heard as Hong Kong's. */
export function relayLanguageCode(language: LanguageTag): string {
  return relayCodes[language] ?? language;
}

const relayCodes: Readonly<Record<string, string>> = {
  'zh-MO': 'zh-HK',
  'yue-HK': 'zh-HK',
  'yue-MO': 'zh-HK',
  'yue-Hant-HK': 'zh-HK',
  yue: 'zh-HK',
};
