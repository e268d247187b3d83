/** Words that were said twice while the speaker looked for the next: "I I want", 我我想. */
import { chineseOf, digitWords } from '../../../lib/spoken/index.ts';
import type { LanguageTag } from '../../../types/language.ts';

/** Said twice on purpose. */
const MEANT = new Set('bye no yes very really so please ha that had double triple'.split(' '));
/** One character said twice is often a word of its own (睇睇, 媽媽, 人人); these never are. */
const stutters = /([我你佢佗他她呢這这嗰那係是喺在想要就即])\1+/gu;
/** Three times is no word, whatever it is; figures are never touched. */
const thrice = /([\p{Script=Han}])\1{2,}/gu;
const NUMERALS = /[零〇一二三四五六七八九十百千萬万億亿幺兩两]/u;

export function withoutRepeats(text: string, language: LanguageTag): string {
  if (chineseOf(language)) {
    const single = text
      .replace(stutters, '$1')
      .replace(thrice, (run, character: string) => (NUMERALS.test(character) ? run : character));
    return latin(single, language);
  }
  return latin(text, language);
}

function latin(text: string, language: LanguageTag): string {
  const numbers = new Set(digitWords(language) ?? []);
  const words = text.split(' ');
  return words
    .filter(
      (word, i) => word !== words[i - 1] || /\p{N}/u.test(word) || MEANT.has(word) || isName(word, numbers),
    )
    .join(' ');
}

/** Letters that are spelled ("double u, s, s") and numbers ("five five") are said as often as they are meant. */
function isName(word: string, numbers: ReadonlySet<string>): boolean {
  return numbers.has(word) || (/^\p{L}$/u.test(word) && !/^[ia]$/.test(word));
}
