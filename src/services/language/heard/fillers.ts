/**
 * Sounds and words that speakers fill pauses with and recognisers write down. Only those that mean nothing: "uh huh", ừ and
 * อืม agree, and stay. Languages that are not here have none. Written without native speakers, Chinese and English aside (U).
 */
import { chineseOf } from '../../../lib/spoken/index.ts';
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';

export interface Fillers {
  /** Left out where they stand as a word of their own. */
  readonly alone: readonly string[];
  /** Left out anywhere, in scripts without spaces. */
  readonly anywhere: readonly string[];
  /** Left out where they open a clause: elsewhere they are words (即係, "pues", "also"). */
  readonly opening: readonly string[];
}

function of(alone: string, opening = '', anywhere = ''): Fillers {
  const list = (words: string) => words.split(' ').filter((word) => word !== '');
  return { alone: list(alone), opening: list(opening), anywhere: list(anywhere) };
}

const table: Readonly<Record<string, Fillers>> = {
  en: of('um uh uhm umm er erm ah eh hm hmm mmm'),
  // 呃 is also "to cheat": it goes only where it opens a clause. English ones come along in mixed speech.
  yue: of('呃 um uh er erm hmm', '呃 即係話 即係', '嗯 誒'),
  zh: of('额 額 欸 um uh', '那个 那個 就是说 就是說', '呃 嗯'),
  ja: of(
    'あの その まあ えー うーん んー',
    'あのー そのー えー うーん んー',
    'えーっと えっと えーと ええと',
  ),
  ko: of('음 어 으음 흠 저기 그', '그러니까'),
  vi: of('ờ ờm ừm à ơ'),
  th: of('เอ่อ อ่า เอิ่ม'),
  es: of('eh em ehm mmm', 'este pues'),
  fr: of('euh heu hum', 'ben bah'),
  de: of('äh ähm öh öhm hm', 'also'),
  it: of('ehm eh uhm mmm', 'cioè'),
  pt: of('hum hã ahn eh ehm'),
  nl: of('eh ehm uh uhm', 'nou'),
  ru: of('э эм ээ эээ ммм', 'ну'),
  uk: of('е ем еее ммм', 'ну'),
  pl: of('yyy eee hm'),
  tr: of('ıı ıhm eee hmm', 'şey'),
  ar: of('اه امم آه', 'يعني'),
  hi: of('अं उम्म आं', 'मतलब'),
  id: of('eh em ehm hmm anu'),
  ms: of('em eh err hmm anu'),
  fil: of('ah eh kuwan'),
};
const none: Fillers = { alone: [], opening: [], anywhere: [] };

export function fillerTable(language: LanguageTag): Fillers {
  const chinese = chineseOf(language);
  if (chinese) return table[chinese.spoken === 'cantonese' ? 'yue' : 'zh'] ?? none;
  const primary = primarySubtag(language);
  return table[primary === 'tl' ? 'fil' : primary] ?? none;
}

/** Every filler of a language, once; empty where none are known. */
export function fillersOf(language: LanguageTag): readonly string[] {
  const { alone, opening, anywhere } = fillerTable(language);
  return [...new Set([...alone, ...anywhere, ...opening])];
}

/** "uh huh" agrees and "uh uh" does not. */
const NOT_FILLER = /^(?:huh|uh|oh)$/;
/** 呃人 and its like are "to cheat". */
const CHEATED = /^[人錢钱晒咗鬼我你佢]/u;

/** 嗯，唔該 is a yes. */
const AGREED = /^嗯 ?(?:唔該|多謝|謝謝|谢谢|麻煩|麻烦)/u;

/** `clauses` in small letters, words parted by single spaces. A text of fillers alone stays: 嗯 may be an answer. */
export function withoutFillers(clauses: readonly string[], language: LanguageTag): readonly string[] {
  const table = fillerTable(language);
  if (table === none || AGREED.test(clauses.join(' '))) return clauses;
  const alone = new Set(table.alone);
  const rest = clauses
    .map((clause) => opened(inner(clause, table.anywhere), table.opening))
    .map((clause) => words(clause, alone))
    .filter((clause) => clause !== '');
  return rest.length === 0 ? clauses : rest;
}

function inner(clause: string, anywhere: readonly string[]): string {
  return anywhere.reduce((text, filler) => text.replaceAll(filler, ' '), clause).trim();
}

function opened(clause: string, opening: readonly string[]): string {
  let text = clause;
  for (let found = true; found;) {
    const filler = opening.find((word) => text.startsWith(word) && opensClause(text, word));
    found = filler !== undefined;
    if (filler !== undefined) text = text.slice(filler.length).trimStart();
  }
  return text;
}

/** Something must follow, and in scripts with spaces the filler must end there. */
function opensClause(text: string, filler: string): boolean {
  const after = text.slice(filler.length);
  if (after.trim() === '') return false;
  if (filler === '呃' && CHEATED.test(after) && !/^我(?:想|要|哋想)/u.test(after)) return false;
  return /^[\p{Script=Han}\p{Script=Hiragana}]/u.test(filler) || /^\s/.test(after);
}

function words(clause: string, alone: ReadonlySet<string>): string {
  const all = clause.split(' ').filter((word) => word !== '');
  return all.filter((word, i) => !isFiller(word, alone) || pairs(all, i)).join(' ');
}

const pairs = (all: readonly string[], i: number) =>
  (all[i] === 'uh' && (NOT_FILLER.test(all[i + 1] ?? '') || all[i - 1] === 'uh')) || false;

/** Ummm and errr too. */
function isFiller(word: string, alone: ReadonlySet<string>): boolean {
  if (alone.has(word)) return true;
  if (word.length > 12 || !/(.)\1\1/u.test(word)) return false;
  return alone.has(word.replace(/(.)\1+/gu, '$1'));
}
