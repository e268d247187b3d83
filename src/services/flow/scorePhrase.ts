/** How near what was said is to one phrase by its words, 0 to 1. */
import { deniedWords, deniers, deniesAlike } from './denial.ts';
import { MAX_EFFORT, NearWords, type Near } from './nearness.ts';
import { isHan, wordsOf, type Word } from './words.ts';

export interface Phrase {
  readonly words: readonly Word[];
  readonly weight: number;
  /** Nothing of it is as light as "the" or 我. */
  readonly isHeavy: boolean;
  readonly isHan: boolean;
  readonly hasNumber: boolean;
  /** It holds a "not" of its own. */
  readonly denies: boolean;
}

interface Placed extends Word {
  readonly at: number;
}

interface Kept {
  readonly all: readonly Placed[];
  readonly heavy: readonly Placed[];
}

/** What was said, made ready for many phrases. */
export interface Said extends Phrase {
  readonly denied: ReadonlySet<number>;
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly hasLatin: boolean;
  readonly near: NearWords;
  /** Without what is denied, for phrases that deny nothing themselves. */
  readonly kept: Kept;
  readonly whole: Kept;
}

/** What may still be spent on one utterance; scoring takes from it. */
export interface Effort {
  effort: number;
}

export const effortOf = (): Effort => ({ effort: MAX_EFFORT });

export interface Score {
  readonly score: number;
  /** The first word of the phrase within what was said. */
  readonly from: number;
}

const NONE: Score = { score: 0, from: 0 };
const nothingDenied: ReadonlySet<number> = new Set();

const MAX_PHRASES = 10_000;
const MAX_SAID = 8;
const phrases = new Map<string, Phrase>();
const utterances = new Map<string, Said>();

/** Kept for the next utterance; what is oldest goes first. */
export function phraseOf(text: string): Phrase {
  return remembered(phrases, MAX_PHRASES, text, () => phraseFrom(wordsOf(text)));
}

export function saidOf(text: string): Said {
  return remembered(utterances, MAX_SAID, text, () => saidFrom(phraseFrom(wordsOf(text))));
}

function remembered<T>(kept: Map<string, T>, most: number, text: string, make: () => T): T {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const made = make();
  const [oldest] = kept.keys();
  if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
  kept.set(text, made);
  return made;
}

function phraseFrom(words: readonly Word[]): Phrase {
  return {
    words,
    weight: weigh(words),
    isHeavy: words.every(({ weight }) => weight === 1),
    isHan: words.some(({ text, numeral }) => numeral !== true && isHan(text)),
    hasNumber: words.some(isNumber),
    denies: words.some(({ text, not }) => not === 'denies' || deniers.has(text)),
  };
}

function saidFrom(phrase: Phrase): Said {
  const { words } = phrase;
  const denied = deniedWords(words);
  const placed = words.map((word, at) => ({ ...word, at }));
  const latin = placed.filter(({ text }) => !isHan(text));
  const split = (all: readonly Placed[]): Kept => ({ all, heavy: all.filter(({ weight }) => weight === 1) });
  return {
    ...phrase,
    denied,
    places: Map.groupBy(words.keys(), (at) => words[at]?.text ?? ''),
    hasLatin: latin.length > 0,
    near: new NearWords(latin),
    kept: split(placed.filter(({ at }) => !denied.has(at))),
    whole: split(placed),
  };
}

function weigh(words: readonly Word[]): number {
  let sum = 0;
  for (const word of words) sum += word.weight;
  return sum;
}

/**
 * Weighted overlap: mostly how much of the phrase was said, a little how much of what was said is the phrase. Below
 * `floor` the score is not worked out: 0.
 */
export function scoreWords(said: Said, wanted: Phrase, left = effortOf(), floor = 0): Score {
  if (said.words.length === 0 || wanted.words.length === 0) return NONE;
  if (isSame(said.words, wanted.words)) return { score: 1, from: 0 };
  if (floor > 0 && mostOf(said, wanted) <= floor) return NONE;
  // 有預約 is no 冇預約.
  if (wanted.denies && !deniesAlike(said.words, wanted.words)) return NONE;
  if (!holdsNumbers(said, wanted)) return NONE;
  const run = holdsRun(said, wanted);
  const { overlap, from } =
    run === null ? looseOverlap(said, wanted, left) : { overlap: wanted.weight, from: run };
  if (overlap === 0) return NONE;
  const recall = Math.min(1, overlap / wanted.weight);
  const precision = Math.min(1, overlap / said.weight);
  // Words in order and side by side are worth more than the same words scattered.
  const score = 0.7 * recall + 0.3 * precision;
  return { score: Math.min(0.98, run === null ? score * 0.94 : score), from };
}

function isSame(said: readonly Word[], wanted: readonly Word[]): boolean {
  return said.length === wanted.length && said.every((word, i) => word.text === wanted[i]?.text);
}

/** No score is above this; far cheaper than the score. */
function mostOf(said: Said, { words, weight }: Phrase): number {
  let overlap = 0;
  for (const word of words)
    if (said.places.has(word.text) || (said.hasLatin && !isHan(word.text))) overlap += word.weight;
  return Math.min(0.98, 0.7 * (overlap / weight) + 0.3 * Math.min(1, overlap / said.weight));
}

/** Nothing but the number tells 星期一 from 星期六, and 14 is no 4. */
function holdsNumbers(said: Said, wanted: Phrase): boolean {
  if (!wanted.hasNumber || !(wanted.isHan || said.hasNumber)) return true;
  const inPhrase = new Set(wanted.words.map(({ text }) => text));
  const isFree = (at: number) =>
    [numberBefore(said.words, at), numberAfter(said.words, at)].every(
      (beside) => beside === undefined || inPhrase.has(beside),
    );
  return wanted.words.every((word) => !isNumber(word) || said.places.get(word.text)?.some(isFree) === true);
}

const isNumber = ({ numeral, text }: Word) => numeral === true || /^(day)?[0-9]+$/.test(text);

/** The number that stands right before this one, also by "and". */
function numberBefore(words: readonly Word[], at: number): string | undefined {
  if (words[at]?.numeral !== true) return undefined;
  const before = words[at - 1];
  const beyond = words[at - 2];
  if (before?.numeral === true) return before.text;
  return before?.text === 'and' && /^(hundr|thousand|million)$/.test(beyond?.text ?? '')
    ? beyond?.text
    : undefined;
}

function numberAfter(words: readonly Word[], at: number): string | undefined {
  if (words[at]?.numeral !== true) return undefined;
  const after = words[at + 1];
  return after?.numeral === true ? after.text : undefined;
}

/** The phrase as it is, or with small words between its own (改個預約 for 改預約, "book me an appointment"). Where it begins. */
function holdsRun(said: Said, wanted: Phrase): number | null {
  const { all, heavy } = wanted.denies ? said.whole : said.kept;
  const from = runIn(all, said.words, wanted.words);
  if (from !== null || !wanted.isHeavy || wanted.words.length < 2) return from;
  return runIn(heavy, said.words, wanted.words);
}

function runIn(kept: readonly Placed[], said: readonly Word[], wanted: readonly Word[]): number | null {
  for (let start = 0; start + wanted.length <= kept.length; start++) {
    if (!wanted.every((word, i) => kept[start + i]?.text === word.text)) continue;
    const from = kept[start]?.at ?? 0;
    const to = kept[start + wanted.length - 1]?.at ?? 0;
    if (numberBefore(said, from) === undefined && numberAfter(said, to) === undefined) return from;
  }
  return null;
}

const exactly = (said: Said, text: string): Near => ({
  found: (said.places.get(text) ?? []).map((at) => [at, 1] as const),
  effort: 0,
});

function looseOverlap(said: Said, wanted: Phrase, left: Effort): { overlap: number; from: number } {
  const used = new Set<number>();
  const denied = wanted.denies ? nothingDenied : said.denied;
  let overlap = 0;
  let from = said.words.length;
  wanted.words.forEach((word, w) => {
    let best = 0;
    let at = -1;
    const consider = (i: number, near: number) => {
      if (near > best && !used.has(i) && !denied.has(i)) [best, at] = [near, i];
    };
    if (isHan(word.text) || isNumber(word))
      for (const i of said.places.get(word.text) ?? [])
        consider(i, isHan(word.text) ? hanNearness(said.words, i, wanted.words, w) : 1);
    else {
      const { found, effort } = left.effort > 0 ? said.near.to(word.text) : exactly(said, word.text);
      left.effort -= effort;
      for (const [i, near] of found) consider(i, near);
    }
    if (at < 0) return;
    used.add(at);
    from = Math.min(from, at);
    overlap += best * word.weight;
  });
  return { overlap, from };
}

/** Single characters are shared by chance; a character counts in full only beside its neighbour. */
function hanNearness(said: readonly Word[], i: number, wanted: readonly Word[], w: number): number {
  const after = wanted[w + 1] !== undefined && said[i + 1]?.text === wanted[w + 1]?.text;
  const before = wanted[w - 1] !== undefined && said[i - 1]?.text === wanted[w - 1]?.text;
  return after || before ? 1 : wanted.length <= 2 ? 0.4 : 0.5;
}
