import { languageTable } from '../../../lib/languages/table.ts';
import { languageTag } from '../../../types/language.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type { LanguageRecord } from '../../../types/languageRecord.ts';

export type RelayRecord = Exclude<LanguageRecord['twilio']['relay'], false | null>;

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

/** What is known of a language on ConversationRelay; undefined: nothing. */
export function relayRecord(language: LanguageTag): RelayRecord | undefined {
  return languageTable.find(language)?.record.twilio.relay || undefined;
}

/** The code that ConversationRelay knows for a language: Macau's Cantonese is spoken and heard as Hong Kong's. */
export function relayLanguageCode(language: LanguageTag): string {
  return relayRecord(language)?.code ?? language;
}
