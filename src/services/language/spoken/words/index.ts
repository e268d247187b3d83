/** One file a language: the words for signs and short forms. Written without native speakers (U), English and Chinese aside. */
import { primarySubtag, type LanguageTag } from '../../../../types/language.ts';
import { chineseOf } from '../../../../lib/spoken/index.ts';
import { ar } from './ar.ts';
import { cantonese } from './cantonese.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fil } from './fil.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { id } from './id.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { mandarin } from './mandarin.ts';
import { ms } from './ms.ts';
import { nl } from './nl.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import { th } from './th.ts';
import { vi } from './vi.ts';
import type { SignWords } from './types.ts';

export type { SignWords } from './types.ts';

const byPrimary: Readonly<Record<string, SignWords>> = {
  en,
  ja,
  ko,
  vi,
  th,
  es,
  fr,
  de,
  pt,
  it,
  nl,
  hi,
  id,
  ms,
  fil,
  ar,
  ru,
  tl: fil,
};

/** Null for a language that has none here; its signs stay as they are. */
export function signWords(language: LanguageTag): SignWords | null {
  const chinese = chineseOf(language);
  if (chinese) return chinese.spoken === 'cantonese' ? cantonese : mandarin;
  return byPrimary[primarySubtag(language)] ?? null;
}
