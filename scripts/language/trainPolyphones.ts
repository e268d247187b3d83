/** Training of the Mandarin polyphone model: multinomial logistic regression by AdaGrad, with a little L2. */
import {
  RANKS,
  surroundings,
  type CharacterModel,
  type Evidence,
  type PolyphoneModel,
} from '../../src/services/language/mandarin/polyphones.ts';

export interface Example {
  readonly character: string;
  /** Simplified, one UTF-16 unit a character. */
  readonly text: string;
  readonly at: number;
  readonly evidence: Evidence;
  readonly gold: string;
}

export const defaultTraining = { epochs: 30, rate: 0.3, decay: 0.0003, seed: 1 } as const;
export type Training = { readonly [key in keyof typeof defaultTraining]: number };

/** A weight and the sum of its squared gradients. */
class Weight {
  value = 0;
  private squares = 0;

  step(gradient: number, decay: number, rate: number): void {
    const whole = gradient + decay * this.value;
    this.squares += whole * whole;
    this.value -= (rate * whole) / Math.sqrt(this.squares + 1e-4);
  }
}

interface Case {
  readonly gold: number;
  /** For each reading the weights that speak for it: its own and those it shares with other characters. */
  readonly own: readonly (readonly Weight[])[];
  readonly shared: readonly (readonly Weight[])[];
  /** Seen with one reading only: it says nothing about what decides between readings elsewhere. */
  readonly single: boolean;
}

class Table {
  private readonly weights = new Map<string, Weight>();

  at(key: string): Weight {
    let weight = this.weights.get(key);
    if (weight === undefined) this.weights.set(key, (weight = new Weight()));
    return weight;
  }

  value = (key: string): number => this.weights.get(key)?.value ?? 0;
}

/** What a character can be: seen readings, then the dictionary's, then those of its words. */
function readingsOf(examples: readonly Example[]): Map<string, { all: string[]; seen: Set<string> }> {
  const out = new Map<string, { all: string[]; seen: Set<string> }>();
  for (const { character, gold } of examples) {
    const entry = out.get(character) ?? { all: [], seen: new Set<string>() };
    entry.seen.add(gold);
    out.set(character, entry);
  }
  for (const { character, evidence } of examples) {
    const entry = out.get(character);
    if (entry === undefined) continue;
    const { readings, word } = evidence;
    entry.all = [...new Set([...entry.all, ...entry.seen, ...readings, ...(word === null ? [] : [word])])];
  }
  return out;
}

function sharedKeys(reading: string, { readings, word, length }: Evidence): string[] {
  const rank = readings.indexOf(reading);
  const out = [`rank${rank < 0 ? RANKS : Math.min(rank, RANKS - 1)}`];
  if (rank === 0) out.push(word === null ? 'first' : 'firstInWord');
  if (word === reading) out.push(`word${Math.min(length, 4)}`);
  return out;
}

/** A character that was seen with one reading only learns how sure that is, not what stands around it. */
const seenAround = ({ text, at }: Example, single: boolean): string[] =>
  single ? [''] : surroundings(text, at);

export function train(examples: readonly Example[], options: Training = defaultTraining): PolyphoneModel {
  const table = new Table();
  const readings = readingsOf(examples);
  const cases = examples.flatMap((example): Case[] => {
    const { all = [], seen = new Set() } = readings.get(example.character) ?? {};
    if (all.length < 2) return [];
    const around = seenAround(example, seen.size === 1);
    return [
      {
        single: seen.size === 1,
        gold: all.indexOf(example.gold),
        own: all.map((reading) => around.map((each) => table.at(`${example.character}${reading}\t${each}`))),
        shared: all.map((reading) => [
          ...sharedKeys(reading, example.evidence).map((key) => table.at(key)),
          ...(example.evidence.word === reading ? [table.at(`${example.character}word`)] : []),
        ]),
      },
    ];
  });
  fit(cases, options);
  return collect(table, examples, readings);
}

function fit(cases: Case[], { epochs, rate, decay, seed }: Training): void {
  let state = seed;
  const chance = () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 0x80000000;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = cases.length - 1; i > 0; i--) {
      const j = Math.floor(chance() * (i + 1));
      const [a, b] = [cases[i], cases[j]];
      if (a !== undefined && b !== undefined) [cases[i], cases[j]] = [b, a];
    }
    for (const each of cases) learn(each, rate, decay);
  }
}

const sum = (weights: readonly Weight[] | undefined): number =>
  (weights ?? []).reduce((total, { value }) => total + value, 0);

/** What characters share is seen so often that it needs a tenth of the decay. */
const SHARED_DECAY = 0.1;

function learn({ gold, own, shared, single }: Case, rate: number, decay: number): void {
  const scores = own.map((weights, i) => sum(weights) + sum(shared[i]));
  const highest = Math.max(...scores);
  const likelihoods = scores.map((score) => Math.exp(score - highest));
  const total = likelihoods.reduce((a, b) => a + b, 0);
  likelihoods.forEach((likelihood, i) => {
    const gradient = likelihood / total - (i === gold ? 1 : 0);
    for (const weight of own[i] ?? []) weight.step(gradient, decay, rate);
    if (!single) for (const weight of shared[i] ?? []) weight.step(gradient, decay * SHARED_DECAY, rate);
  });
}

function collect(
  table: Table,
  examples: readonly Example[],
  readings: ReturnType<typeof readingsOf>,
): PolyphoneModel {
  const { value } = table;
  const characters = new Map<string, CharacterModel>();
  for (const example of examples) {
    const { character } = example;
    const { all = [], seen = new Set() } = readings.get(character) ?? {};
    if (all.length < 2) continue;
    const known = characters.get(character);
    const weights = new Map(known?.weights);
    for (const each of seenAround(example, seen.size === 1))
      weights.set(
        each,
        all.map((reading) => value(`${character}${reading}\t${each}`)),
      );
    characters.set(character, { readings: all, word: value(`${character}word`), weights });
  }
  return {
    general: {
      word: [value('word2'), value('word3'), value('word4')],
      first: [value('first'), value('firstInWord')],
      rank: Array.from({ length: RANKS + 1 }, (_, rank) => value(`rank${rank}`)),
    },
    characters,
  };
}

/** Weights below this many hundredths change no decision that is not even. */
const SMALLEST = 8;

/** The lines of `data/weights.txt`: hundredths, what is small left out. */
export function modelLines({ general, characters }: PolyphoneModel): string[] {
  const hundredths = (values: readonly number[]) => values.map((value) => Math.round(value * 100));
  const lines = [`*\t${hundredths([...general.word, ...general.first, ...general.rank]).join(' ')}`];
  for (const [character, { readings, word, weights }] of [...characters].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    lines.push(`${character}\t${readings.join(' ')}\t${Math.round(word * 100)}`);
    for (const [around, values] of [...weights].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const rounded = hundredths(values);
      if (around === '' || Math.max(...rounded) - Math.min(...rounded) >= SMALLEST)
        lines.push(`\t${around}\t${rounded.join(' ')}`);
    }
  }
  return lines;
}
