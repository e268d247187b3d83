/** Multinomial logistic regression for each character, by AdaGrad, with the reading so far as prior (see the reader's `model.ts`). */
import { TEMPLATES } from '../../src/services/language/cantonese/reading/features.ts';
import { syllables } from '../../src/services/language/cantonese/reading/jyutping.ts';
import { NO_READING, PRIOR, signOf } from '../../src/services/language/cantonese/reading/model.ts';

export interface Example {
  readonly character: number;
  /** The word of the list around it. */
  readonly word: string | null;
  /** Read so far. */
  readonly base: string | null;
  /** To be learned; and what the corpus has. */
  readonly gold: string;
  readonly said: string;
  readonly features: readonly number[];
  /** The conversation. */
  readonly group: string;
  readonly transcript: boolean;
}

/** Readings and features of one conversation alone are chance or one speaker's habit. */
const LEAST_GROUPS = 2;
const EPOCHS = 12;
const RATE = 0.3;
const DECAY = 0.15;
/** Weights below a step say nothing. */
const LEAST_WEIGHT = 0.15;

/** The lines that `Model` reads. */
export function learn(examples: readonly Example[]): string[] {
  const byCharacter = Map.groupBy(examples, ({ character }) => character);
  const lines: string[] = [];
  for (const [character, own] of byCharacter) {
    const line = learnOne(own);
    if (line !== null) lines.push(`${String.fromCodePoint(character)} ${line}`);
  }
  return lines;
}

function learnOne(examples: readonly Example[]): string | null {
  if (examples.every(({ base, gold }) => base === gold)) return null;
  const readings = readingsOf(examples);
  if (readings.length < 2) return null;
  const weights = new Map(
    [...frequent(examples, ({ features }) => features)].map((f) => [f, new Weights(readings.length)]),
  );
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (const example of examples) step(example, readings, weights, Math.sqrt(examples.length));
  const kept = [...weights].filter(([, { values }]) =>
    values.some((value) => Math.abs(value) >= LEAST_WEIGHT),
  );
  if (kept.length === 0) return null;
  const words = new Map(examples.flatMap(({ word, features }) => features.map((f) => [f, word] as const)));
  return [
    readings.join(' '),
    ...kept.map(([f, { values }]) => nameOf(f, words.get(f) ?? null) + [...values].map(signOf).join('')),
  ].join('\t');
}

class Weights {
  readonly values: Float64Array;
  readonly squares: Float64Array;

  constructor(count: number) {
    this.values = new Float64Array(count);
    this.squares = new Float64Array(count).fill(0.01);
  }
}

function readingsOf(examples: readonly Example[]): string[] {
  const bases = new Set(examples.map(({ base }) => base ?? NO_READING));
  return [...new Set([...frequent(examples, ({ gold }) => [gold]), ...bases])];
}

/** What occurs in more than one conversation. */
function frequent<T>(examples: readonly Example[], of: (example: Example) => readonly T[]): Set<T> {
  const groups = new Map<T, Set<string>>();
  for (const example of examples)
    for (const thing of of(example)) {
      const known = groups.get(thing) ?? new Set<string>();
      groups.set(thing, known.add(example.group));
    }
  return new Set([...groups].filter(([, { size }]) => size >= LEAST_GROUPS).map(([thing]) => thing));
}

function step(
  example: Example,
  readings: readonly string[],
  weights: ReadonlyMap<number, Weights>,
  size: number,
): void {
  const right = readings.indexOf(example.gold);
  if (right < 0) return;
  const base = readings.indexOf(example.base ?? NO_READING);
  const found = example.features.flatMap((f) => weights.get(f) ?? []);
  const scores = readings.map((_, i) => {
    const prior = i !== base ? 0 : example.word === null ? PRIOR.alone : PRIOR.inWord;
    return found.reduce((sum, { values }) => sum + (values[i] ?? 0), prior);
  });
  const most = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  for (const { values, squares } of found)
    for (const [i, share] of shares.entries()) {
      const value = values[i] ?? 0;
      const slope = share / total - (i === right ? 1 : 0) + (DECAY * value) / size;
      const square = (squares[i] ?? 0) + slope * slope;
      squares[i] = square;
      values[i] = value - (RATE * slope) / Math.sqrt(square);
    }
}

const SPAN = 2 ** 21;

/** As `model.ts` reads it. */
function nameOf(number: number, word: string | null): string {
  const b = number % SPAN;
  const a = ((number - b) / SPAN) % SPAN;
  const letter = TEMPLATES[Math.floor(number / SPAN / SPAN)] ?? '';
  if (letter === 'b') return letter + (a === 0 ? NO_READING : (syllables[a - 1] ?? ''));
  if (letter === 'e' || letter === 'q') return `${letter}${a}${b}`;
  const kind = b === 0 ? '' : String.fromCodePoint(b);
  return letter + ('wWV'.includes(letter) ? (word ?? '') : String.fromCodePoint(a)) + kind;
}
