/** The English lists, compiled; a phrase is found as it is spelt, or by the stems of its words. */
import { compile, type Mark } from '../lexicon.ts';
import { sides } from './opposites.ts';
import { stem } from './stem.ts';
import * as words from './words.ts';

const lists = {
  light: `${words.light}, ${words.positive.replaceAll('\n', ' ')}`,
  generic: words.generic,
  topics: words.topics,
  sides,
  questions: words.questions,
  negations: words.negations,
  units: words.units,
  dates: words.dates,
  shells: words.shells,
  polar: words.polar,
  must: words.must,
};

const split = (phrase: string) =>
  phrase
    .replace(/[^a-z0-9 ]/g, ' ')
    .split(' ')
    .filter((word) => word !== '');
const exact = compile(lists, split, ' ');
const stemmed = compile(lists, (phrase) => split(phrase).map(stem), ' ');

export interface Found {
  readonly marks: readonly Mark[];
  readonly used: number;
}

/** The longest phrase of at least `least` words that begins at `at`. */
export function phraseAt(
  tokens: readonly string[],
  stems: readonly string[],
  at: number,
  least: number,
): Found | null {
  const reach = Math.max(exact.longestFrom(tokens[at] ?? ''), stemmed.longestFrom(stems[at] ?? ''));
  for (let used = Math.min(reach, tokens.length - at); used >= least; used--) {
    const marks =
      exact.get(tokens.slice(at, at + used).join(' ')) ?? stemmed.get(stems.slice(at, at + used).join(' '));
    if (marks) return { marks, used };
  }
  return null;
}
