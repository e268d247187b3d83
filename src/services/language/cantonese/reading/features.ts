/** What the learned model sees of a place: neighbours, their kinds, where the clause ends; inside a word, the word. */
import { ASK, isBoundary, OUTSIDE } from './text.ts';

const KINDS: Readonly<Record<string, string>> = {
  N: '一二三四五六七八九十零兩廿卅百千萬幾半第',
  M: '個隻條張件次位間部架本支枝啲套樣種份年日晚分歲號粒塊杯班',
  D: '呢嗰哩邊每嘅',
  R: '我你佢哋人',
  G: '唔冇未都就又仲先咪',
  A: '咗緊過住完晒埋返',
  P: '啊呀喇嚹啦囉囖喎𡃉㗎嘞吖嗎咩啫噃嘛啩𠻹',
  H: '好幾太最真咁更',
  J: '嚟來去入出上落起',
};
const NO_KIND = code('-');
const kinds = new Map<number, number>();
for (const [kind, members] of Object.entries(KINDS))
  for (const member of members) if (!kinds.has(code(member))) kinds.set(code(member), code(kind));

function code(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Each with its letter in the file of weights, in the order of their numbers. */
const LETTERS = {
  base: 'b',
  before: '<',
  after: '>',
  twoBefore: 'L',
  twoAfter: 'R',
  both: 'B',
  kindBefore: 'K',
  kindAfter: 'k',
  kinds: 'c',
  ends: 'e',
  asks: 'q',
  word: 'w',
  kindAndWord: 'W',
  wordAndKind: 'V',
} as const;
export const TEMPLATES = Object.values(LETTERS).join('');

const SPAN = 2 ** 21;

/** A feature's number: that of its template, and two below 2²¹. */
export function feature(template: number, a: number, b = 0): number {
  return (template * SPAN + a) * SPAN + b;
}

const T = Object.fromEntries(Object.keys(LETTERS).map((name, i) => [name, i])) as Record<
  keyof typeof LETTERS,
  number
>;

export interface Word {
  /** Where its reading is kept: its number. */
  readonly value: number;
  readonly from: number;
  readonly length: number;
}

const asks = /[邊點乜咩幾誰]|咪|係唔係|有冇|(.)唔\1/u;

export class Features {
  readonly #symbols: Int32Array;
  /** Of the clause that ends at a place. */
  readonly #questions = new Map<number, boolean>();

  constructor(symbols: Int32Array) {
    this.#symbols = symbols;
  }

  /** @param base Number of the syllable that is read so far, −1 for none. */
  at(i: number, base: number, word: Word | null): number[] {
    if (word !== null) return this.#ofWord(word);
    const [p2, p1, n1, n2] = [
      this.#symbol(i - 2),
      this.#symbol(i - 1),
      this.#symbol(i + 1),
      this.#symbol(i + 2),
    ];
    const [k1, k2] = [kinds.get(p1) ?? NO_KIND, kinds.get(n1) ?? NO_KIND];
    const [starts, ends] = [isBoundary(p1), isBoundary(n1)];
    const found = [
      feature(T.base, base + 1),
      feature(T.before, p1),
      feature(T.after, n1),
      feature(T.twoBefore, p2, p1),
      feature(T.twoAfter, n1, n2),
      feature(T.both, p1, n1),
      feature(T.kindBefore, k1),
      feature(T.kindAfter, k2),
      feature(T.kinds, k1, k2),
      feature(T.ends, Number(starts), Number(ends)),
    ];
    if (ends) found.push(feature(T.asks, Number(this.#asks(i)), n1 === ASK ? 1 : 0));
    return found;
  }

  #symbol(i: number): number {
    return this.#symbols[i] ?? OUTSIDE;
  }

  #ofWord({ value, from, length }: Word): number[] {
    const before = kinds.get(this.#symbol(from - 1)) ?? NO_KIND;
    const after = kinds.get(this.#symbol(from + length)) ?? NO_KIND;
    return [
      feature(T.word, value),
      feature(T.kindAndWord, value, before),
      feature(T.wordAndKind, value, after),
    ];
  }

  #asks(end: number): boolean {
    const known = this.#questions.get(end);
    if (known !== undefined) return known;
    let from = end;
    while (from > 0 && end - from < LONGEST_CLAUSE && !isBoundary(this.#symbol(from - 1))) from--;
    const answer = asks.test(String.fromCodePoint(...this.#symbols.subarray(from, end)));
    this.#questions.set(end, answer);
    return answer;
  }
}

const LONGEST_CLAUSE = 40;
