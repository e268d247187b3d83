/** What a call says by itself: in the caller's language where there are lines for it, else in English. */
import { spokenLanguage } from '../spokenLanguage.ts';
import type { LanguageTag } from '../../types/language.ts';
import { ar } from './sets/ar.ts';
import { cmnCn } from './sets/cmnCn.ts';
import { cmnTw } from './sets/cmnTw.ts';
import { de } from './sets/de.ts';
import { en } from './sets/en.ts';
import { es } from './sets/es.ts';
import { fil } from './sets/fil.ts';
import { fr } from './sets/fr.ts';
import { hi } from './sets/hi.ts';
import { id } from './sets/id.ts';
import { ja } from './sets/ja.ts';
import { ko } from './sets/ko.ts';
import { ms } from './sets/ms.ts';
import { pt } from './sets/pt.ts';
import { ru } from './sets/ru.ts';
import { th } from './sets/th.ts';
import { vi } from './sets/vi.ts';
import { yueGz } from './sets/yueGz.ts';
import { yueHk } from './sets/yueHk.ts';
import { yueMo } from './sets/yueMo.ts';
import type { LineKind, LineSet, Register } from './types.ts';

export { lineKinds } from './types.ts';
export type { LineKind, Register } from './types.ts';

/** By spoken language; of Chinese, by spoken language and region too. The first of a language serves its other regions. */
const sets: readonly LineSet[] = [
  en,
  yueHk,
  yueMo,
  yueGz,
  cmnCn,
  cmnTw,
  ja,
  ko,
  vi,
  th,
  es,
  fr,
  de,
  pt,
  hi,
  id,
  ms,
  fil,
  ar,
  ru,
];
const byTag = new Map<string, LineSet>();
for (const set of sets) {
  const { language, region } = spokenLanguage(set.language);
  if (!byTag.has(language)) byTag.set(language, set);
  byTag.set(`${language}-${region}`, set);
}
/** Wu is written as Mandarin is. */
const writtenAs: Readonly<Record<string, string>> = { wuu: 'cmn' };

function setOf(tag: LanguageTag): LineSet | undefined {
  const { language, region } = spokenLanguage(tag);
  const serving = writtenAs[language] ?? language;
  if (serving === 'cmn' && (region === 'HK' || region === 'MO')) return cmnTw;
  return byTag.get(`${serving}-${region}`) ?? byTag.get(serving);
}

export interface BuiltInLine {
  readonly text: string;
  /** What the text is written in: a tag that voices and carriers know. Of another language than asked for: English. */
  readonly language: LanguageTag;
  /** False: no native speaker has read it yet (`U`). Shown wherever lines are listed. */
  readonly checked: boolean;
  /** Whether the language that was asked for has lines. */
  readonly own: boolean;
}

export interface LineOptions {
  /** Default: `business`. */
  readonly register?: Register;
}

/**
 * @example builtInLine('goodbye', 'zh-HK').text // 多謝您嘅來電，再見。
 * @example builtInLine('goodbye', 'sw-KE') // English, own: false
 */
export function builtInLine(kind: LineKind, language: LanguageTag, options: LineOptions = {}): BuiltInLine {
  const own = setOf(language);
  const set = own ?? en;
  const line = set.lines[kind];
  return {
    text: typeof line === 'string' ? line : line[options.register ?? 'business'],
    language: set.language,
    checked: set.checked,
    own: own !== undefined,
  };
}

/** The languages that have lines of their own, and whether a native speaker's check is still to come. */
export function languagesWithLines(): { readonly language: LanguageTag; readonly checked: boolean }[] {
  return sets.map(({ language, checked }) => ({ language, checked }));
}

/** One line in every language that has it, as flows keep their texts: by tag. */
export function builtInLines(kind: LineKind, options: LineOptions = {}): Record<LanguageTag, string> {
  return Object.fromEntries(
    sets.map(({ language }) => [language, builtInLine(kind, language, options).text] as const),
  );
}
