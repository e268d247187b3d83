/**
 * Readings by context, learned from transcripts: for each character a logistic regression over its readings, from which
 * the reading so far has a start. The weights are text, one line a character (`scripts/language/trainCantonese.ts` writes
 * them): character and readings; then features, each a letter of {@link TEMPLATES}, what it is about, and a sign for the
 * weight of each reading. A line is read when its character is first met.
 */
import { syllableNumber } from './jyutping.ts';
import { feature, TEMPLATES } from './features.ts';
import type { Trie } from './trie.ts';

/** Log-odds by which the reading so far is ahead: of a character by itself, and of one in a word of the list. */
export const PRIOR = { alone: 2, inWord: 5 } as const;
/** Weights are kept in steps, as printable signs. */
const STEP = 0.15;
const ZERO = 80;
const [LEAST, MOST] = [35, 125];

export function signOf(weight: number): string {
  return String.fromCharCode(Math.min(MOST, Math.max(LEAST, ZERO + Math.round(weight / STEP))));
}

function weightOf(sign: string): number {
  return (sign.charCodeAt(0) - ZERO) * STEP;
}

/** `null` is written so, where the word list has no reading. */
export const NO_READING = '-';

interface Learned {
  readonly readings: readonly string[];
  readonly weights: ReadonlyMap<number, readonly number[]>;
}

export class Model {
  readonly #lines = new Map<number, string>();
  readonly #learned = new Map<number, Learned>();
  readonly #trie: Trie;

  constructor(lines: readonly string[], trie: Trie) {
    this.#trie = trie;
    for (const line of lines) this.#lines.set(line.codePointAt(0) ?? 0, line);
  }

  has(character: number): boolean {
    return this.#lines.has(character);
  }

  /** The likeliest reading; the one so far where it is not among those learned. */
  read(character: number, base: string | null, inWord: boolean, features: readonly number[]): string | null {
    const { readings, weights } = this.#of(character);
    const known = readings.indexOf(base ?? NO_READING);
    if (known < 0 && base !== null) return base;
    const scores = readings.map((_, i): number => (i === known ? (inWord ? PRIOR.inWord : PRIOR.alone) : 0));
    for (const number of features) {
      const found = weights.get(number);
      if (found) for (const [i, weight] of found.entries()) scores[i] = (scores[i] ?? 0) + weight;
    }
    let best = Math.max(known, 0);
    for (const [i, score] of scores.entries()) if (score > (scores[best] ?? 0)) best = i;
    const reading = readings[best];
    return reading === undefined || reading === NO_READING ? null : reading;
  }

  #of(character: number): Learned {
    const known = this.#learned.get(character);
    if (known) return known;
    const [head = '', ...features] = (this.#lines.get(character) ?? '').split('\t');
    const [, ...readings] = head.split(' ');
    const weights = new Map<number, readonly number[]>();
    for (const text of features) {
      const signs = text.slice(-readings.length);
      weights.set(featureOf(text.slice(0, -readings.length), this.#trie), Array.from(signs, weightOf));
    }
    const learned = { readings, weights };
    this.#learned.set(character, learned);
    return learned;
  }
}

function featureOf(text: string, trie: Trie): number {
  const letter = text.slice(0, 1);
  const template = TEMPLATES.indexOf(letter);
  const rest = text.slice(1);
  if (letter === 'b') return feature(template, rest === NO_READING ? 0 : syllableNumber(rest) + 1);
  const codes = Array.from(rest, (character) => character.codePointAt(0) ?? 0);
  if (letter === 'e' || letter === 'q') return feature(template, Number(rest[0]), Number(rest[1]));
  if (!'wWV'.includes(letter)) return feature(template, codes[0] ?? 0, codes[1] ?? 0);
  const length = letter === 'w' ? codes.length : codes.length - 1;
  return feature(template, trie.longest(codes, 0, length).value, letter === 'w' ? 0 : (codes[length] ?? 0));
}
