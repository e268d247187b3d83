/** Words of the lexicon in a text: the way through it that leaves the fewest pieces, as pinyin-pro counts them. */
import { beginning, type Lexicon, type Word } from './lexicon.ts';

/** What a word and a character by itself cost: a word of two is better than a character and a word that overlaps it. */
const WORD_COST = 0.6;
const CHARACTER_COST = 1;

const NONE: readonly Word[] = [];

/** For each place of the text the word that begins there, if one does. `text` is simplified; words do not overlap. */
export function segment(text: string, { words }: Lexicon): (Word | undefined)[] {
  const n = text.length;
  const cost = new Float64Array(n + 1);
  const chosen: (Word | undefined)[] = Array.from({ length: n });
  for (let i = n - 1; i >= 0; i--) {
    cost[i] = CHARACTER_COST + (cost[i + 1] ?? 0);
    for (const word of words.get(beginning(text, i)) ?? NONE) {
      const { length } = word.text;
      const whole = WORD_COST + (cost[i + length] ?? 0);
      if (whole > (cost[i] ?? 0) || !text.startsWith(word.text, i)) continue;
      cost[i] = whole;
      chosen[i] = word;
    }
  }
  return chosen;
}

/** The words on the way: those that `segment` chose and no earlier one covers. */
export function* wordsOf(
  chosen: readonly (Word | undefined)[],
): Generator<readonly [at: number, word: Word]> {
  for (let i = 0; i < chosen.length;) {
    const word = chosen[i];
    if (word !== undefined) yield [i, word];
    i += word?.text.length ?? 1;
  }
}
