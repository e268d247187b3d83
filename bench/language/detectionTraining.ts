/**
 * Measures what each word of `detectionCues.ts` is worth: a log-linear model over them, HKCanCor (CC BY 4.0) against CPP
 * (Apache-2.0) and CrossWOZ (Apache-2.0), whole turns and their clauses. `node bench/language/detectionTraining.ts [data]`
 * prints what five-fold cross-validation by conversation gives and writes `detectWeights.json`.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { CueIndex } from '../../src/services/language/cantonese/detectIndex.ts';
import { detectFold } from '../../src/services/language/cantonese/detectFold.ts';
import { both, cantonese, written } from './detectionCues.ts';

export interface Example {
  readonly cues: readonly number[];
  readonly isCantonese: boolean;
  /** Of the cross-validation. */
  readonly part: number;
  /** Han characters. */
  readonly length: number;
  readonly weight: number;
}

const PARTS = 5;

interface Trained {
  readonly bias: { readonly whole: number; readonly short: number };
  readonly weights: readonly number[];
}

interface Bound {
  readonly low: number;
  readonly high: number;
  readonly start: number;
}

/** The words with the range that their weight may take. */
export function boundsOf(): Map<string, Bound> {
  const bounds = new Map<string, Bound>();
  const strong = new Set<string>();
  for (const [sign, groups] of [
    [1, cantonese],
    [-1, written],
  ] as const) {
    for (const { floor, cap = 8, words } of groups) {
      for (const word of words.split(' ')) {
        if (bounds.has(word)) continue;
        // What holds a sure character already is told by it.
        const least = word.length > 1 && [...word].some((it) => strong.has(it)) ? 0 : floor;
        if (floor >= 2 && [...word].length === 1) strong.add(word);
        bounds.set(word, {
          low: sign > 0 ? least : -cap,
          high: sign > 0 ? cap : -least,
          start: sign * least,
        });
      }
    }
  }
  for (const word of both.split(' ')) bounds.set(word, { low: -6, high: 6, start: 0 });
  return bounds;
}

/** `options.cantonese` of `detect.ts`. */
const shippedThreshold = 1.2;

/** How many Han characters a whole turn needs; below it is a short reply, with a prior of its own. */
export const wholeTurn = 5;

const RATE = 0.15;
const CUE_RATE = 0.45;
const DECAY = 0.002;
const ROUNDS = 6;

/** Stochastic gradient with a rate of its own for each word (AdaGrad), held inside the bounds. */
export function train(examples: readonly Example[], bounds: readonly Bound[]): Trained {
  const weights = bounds.map(({ start }) => start);
  const sums = bounds.map(() => 1);
  const bias = { whole: 0, short: 0 };
  const biasSum = { whole: 1, short: 1 };
  const order = examples.map((_, i) => i).sort((a, b) => scrambled(a) - scrambled(b));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const i of order) {
      const { cues, isCantonese, length, weight } = examples[i]!;
      const kind = length < wholeTurn ? 'short' : 'whole';
      let score = bias[kind];
      for (const cue of cues) score += weights[cue]!;
      const error = (1 / (1 + Math.exp(-score)) - (isCantonese ? 1 : 0)) * weight;
      biasSum[kind] += error * error;
      bias[kind] -= (RATE * error) / Math.sqrt(biasSum[kind]);
      for (const cue of cues) {
        const { low, high, start } = bounds[cue]!;
        const slope = error + DECAY * (weights[cue]! - start);
        sums[cue]! += slope * slope;
        weights[cue] = Math.min(
          high,
          Math.max(low, weights[cue]! - (CUE_RATE * slope) / Math.sqrt(sums[cue]!)),
        );
      }
    }
  }
  return { bias, weights };
}

const scrambled = (n: number): number => Math.imul(n, 2_654_435_761) >>> 0;

export const hanCount = (text: string): number => text.match(/[\p{Script=Han}\p{Co}]/gu)?.length ?? 0;
export const clausesOf = (text: string): string[] =>
  text.split(/[^\p{Script=Han}\p{Co}A-Za-z0-9]+/u).filter((it) => hanCount(it) > 0);
const partOf = (name: string): number => createHash('sha256').update(name).digest().readUInt32BE(0) % PARTS;

export function examplesOf(data: string, index: CueIndex): Example[] {
  const examples: Example[] = [];
  const add = (text: string, isCantonese: boolean, part: number, clauses: number) => {
    const texts = [text, ...clausesOf(text).slice(0, clauses)];
    for (const [i, it] of texts.entries())
      if (hanCount(it) > 0)
        examples.push({
          cues: index.find(detectFold(it)),
          isCantonese,
          part,
          length: hanCount(it),
          weight: i === 0 ? 1 : 0.5,
        });
  };
  const rows = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  const language = join(data, 'language');
  for (const row of rows(readFileSync(join(language, 'hkcancor.dev.jsonl'), 'utf8'))) {
    const { file, text } = row as { file: string; text: string };
    add(text, true, partOf(file), 100);
  }
  for (const row of rows(readFileSync(join(language, 'cpp_pinyin.dev.jsonl'), 'utf8'))) {
    const { text } = row as { text: string };
    add(text, false, partOf(text), 2);
  }
  const dialogues = gunzipSync(readFileSync(join(data, 'dialogue/crosswoz_valtest.jsonl.gz'))).toString();
  for (const row of rows(dialogues)) {
    const { id, turns } = row as { id: string; turns: { s: string; t: string }[] };
    for (const { s, t } of turns) if (s === 'U') add(t, false, partOf(id), 1);
  }
  return examples;
}

/** Of each part, scored by what was learned from the others: Cantonese turns found, and others taken for it. */
export function crossValidate(examples: readonly Example[], bounds: readonly Bound[], threshold: number) {
  const tally = { turns: 0, found: 0, others: 0, mistaken: 0 };
  for (let part = 0; part < PARTS; part += 1) {
    const { bias, weights } = train(
      examples.filter((it) => it.part !== part),
      bounds,
    );
    for (const it of examples) {
      if (it.part !== part || it.weight < 1 || it.length < wholeTurn) continue;
      const isOver = it.cues.reduce((sum, cue) => sum + weights[cue]!, bias.whole) >= threshold;
      tally[it.isCantonese ? 'turns' : 'others'] += 1;
      if (isOver) tally[it.isCantonese ? 'found' : 'mistaken'] += 1;
    }
  }
  return tally;
}

if (import.meta.main) {
  const data =
    process.argv[2] ?? process.env.WEAVER_DATA ?? join(import.meta.dirname, '../../../shared/data');
  const bounds = boundsOf();
  const words = [...bounds.keys()];
  const examples = examplesOf(data, new CueIndex(words));
  console.log(crossValidate(examples, [...bounds.values()], shippedThreshold));
  const { bias, weights } = train(examples, [...bounds.values()]);
  const rounded = (value: number) => Math.round(value * 100) / 100;
  const kept = words.map((word, i) => [word, rounded(weights[i]!)] as const).filter(([, it]) => it !== 0);
  const out = join(import.meta.dirname, '../../src/services/language/cantonese/detectWeights.json');
  const table = {
    bias: { whole: rounded(bias.whole), short: rounded(bias.short) },
    words: Object.fromEntries(kept),
  };
  writeFileSync(out, `${JSON.stringify(table, null, 2)}\n`);
}
