/** What a caller says that it is not: "I do not want to book" is no wish to book. */
import type { Word } from './words.ts';

export const deniers: ReadonlySet<string> = new Set([
  'not',
  'dont',
  'doesnt',
  'didnt',
  'never',
  'without',
  'isnt',
  'arent',
]);

const REACH = 4;
const HAN_REACH = 5;
const particle = /^[呀啊啦喇吖]$/;

/** 冇 and 未 say that something is not there, 唔 that one will not; 別 forbids. One does not stand for another. */
const groups: Readonly<Record<string, string>> = { 冇: '冇', 未: '冇', 唔: '唔', 非: '唔' };
const groupOf = ({ text }: Word) => groups[text] ?? text;

/** Whether all that the phrase denies in Chinese is denied in the same way. */
export function deniesAlike(said: readonly Word[], phrase: readonly Word[]): boolean {
  const denied = new Set(said.filter(({ not }) => not === 'denies').map(groupOf));
  return phrase.every((word) => word.not !== 'denies' || denied.has(groupOf(word)));
}

/** Indices of the words that a "not" before them takes back, itself among them. */
export function deniedWords(said: readonly Word[]): ReadonlySet<number> {
  const denied = new Set<number>();
  said.forEach((word, i) => {
    const isHanNot = word.not === 'denies' || word.not === 'maybe';
    if (!deniers.has(word.text) && !isHanNot) return;
    for (let j = i; j <= i + (isHanNot ? HAN_REACH : REACH) && j < said.length; j++) {
      const next = said[j];
      if (j > i && (next?.opens || next?.text === 'but' || next?.text === '但')) break;
      if (j > i && isHanNot && particle.test(next?.text ?? '')) break;
      // 唔係預約係改期: the second 係 says what it is instead.
      if (isHanNot && j > i + 2 && (next?.text === '係' || next?.text === '我')) break;
      denied.add(j);
    }
  });
  return denied;
}

/**
 * Whether 可唔可以 and the like ask for a word of the phrase: then it was not said, only asked for. `opposites` are the phrases
 * of the other choices; without a denial among them the question is a polite wish (改唔改得期).
 */
export function asksFor(
  said: readonly Word[],
  phrase: readonly Word[],
  opposites: () => Iterable<readonly Word[]>,
): boolean {
  const asked = said.flatMap(({ not }, i) => (not === 'asks' ? [said[i - 1]?.text ?? ''] : []));
  const own = asked.filter((text) => phrase.some((word) => word.text === text));
  if (own.length === 0) return false;
  for (const words of opposites())
    if (
      words.some(({ not }) => not === 'denies') &&
      words.some(({ text }) => own.includes(text) || (text === '冇' && own.includes('有')))
    )
      return true;
  return false;
}
