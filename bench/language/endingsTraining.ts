/**
 * Learns from HKCanCor (CC BY 4.0) how likely speech is over after its last words: ends of sentences against cuts between
 * words inside of them. `node bench/language/endingsTraining.ts [data]` prints the areas under the curve of a five-fold
 * cross-validation by conversation and writes `endingsWeights.json`.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endingFeatures } from '../../src/services/language/cantonese/endingsFeatures.ts';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

export interface Cut {
  /** What was said up to here, without the punctuation behind it. */
  readonly text: string;
  readonly isEnd: boolean;
  /** A comma stands here: the speaker may well pause, and goes on. */
  readonly atComma: boolean;
  readonly part: number;
}

export interface EndingTable {
  readonly bias: number;
  readonly endings: Readonly<Record<string, number>>;
}

const PARTS = 5;
/** Cuts taken of a sentence at most, so that long ones do not outweigh the rest. */
const CUTS = 4;
const hash = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0);

/** Ends of sentences and cuts where the part of speech changes, from the conversations. */
export function cutsOf(rows: readonly Row[]): Cut[] {
  return rows.flatMap((row) => {
    const text = String(row['text']);
    const part = hash(String(row['file'])) % PARTS;
    const syllables = row['syll'] as readonly (readonly [number, string, string, string?])[];
    const characters = [...text];
    const cuts: Cut[] = [];
    let start = 0;
    for (const [i, character] of characters.entries()) {
      if (!/[。？！?!]/u.test(character)) continue;
      cuts.push(...sentenceCuts(characters, start, i, syllables, part));
      start = i + 1;
    }
    return cuts;
  });
}

function sentenceCuts(
  characters: readonly string[],
  start: number,
  end: number,
  syllables: readonly (readonly [number, string, string, string?])[],
  part: number,
): Cut[] {
  const upTo = (at: number) =>
    characters
      .slice(start, at)
      .join('')
      .replace(/[^\p{L}\p{N}\p{Co}]+$/u, '');
  const whole = upTo(end);
  if (whole === '') return [];
  const inside = syllables.filter(([at]) => at > start && at < end);
  const boundaries = inside.flatMap(([at, , , tag], i) =>
    i > 0 && inside[i - 1]?.[3] !== tag ? [{ at, atComma: inside[i - 1]![0] + 1 < at }] : [],
  );
  const picked = boundaries
    .map((it) => ({ ...it, text: upTo(it.at) }))
    .filter((it) => it.text !== '' && it.text !== whole)
    .sort((a, b) => hash(`${whole}${a.at}`) - hash(`${whole}${b.at}`))
    .slice(0, CUTS);
  return [
    { text: whole, isEnd: true, atComma: false, part },
    ...picked.map(({ text, atComma }) => ({ text, isEnd: false, atComma, part })),
  ];
}

const RATE = 0.3;
const DECAY = 0.004;
const ROUNDS = 6;
const MIN_SEEN = 16;

export function trainEndings(cuts: readonly Cut[]): EndingTable {
  const rows = cuts.map((it) => ({ features: endingFeatures(it.text), isEnd: it.isEnd }));
  const seen = new Map<string, number>();
  for (const { features } of rows) for (const it of features) seen.set(it, (seen.get(it) ?? 0) + 1);
  const weights = new Map([...seen].filter(([, count]) => count >= MIN_SEEN).map(([it]) => [it, 0]));
  const sums = new Map<string, number>();
  // Ends and cuts weigh the same in sum: how often a recogniser reports which is another's business.
  const ends = rows.filter((it) => it.isEnd).length;
  const balance = { end: rows.length / (2 * ends), cut: rows.length / (2 * (rows.length - ends)) };
  let bias = 0;
  let biasSum = 1;
  const order = rows.map((_, i) => i).sort((a, b) => scrambled(a) - scrambled(b));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const i of order) {
      const { features, isEnd } = rows[i]!;
      const known = features.filter((it) => weights.has(it));
      const score = known.reduce((sum, it) => sum + weights.get(it)!, bias);
      const error = (1 / (1 + Math.exp(-score)) - (isEnd ? 1 : 0)) * (isEnd ? balance.end : balance.cut);
      biasSum += error * error;
      bias -= (RATE * error) / Math.sqrt(biasSum);
      for (const it of known) {
        const slope = error + DECAY * weights.get(it)!;
        const sum = (sums.get(it) ?? 1) + slope * slope;
        sums.set(it, sum);
        weights.set(it, weights.get(it)! - (RATE * slope) / Math.sqrt(sum));
      }
    }
  }
  const kept = [...weights].map(([it, weight]) => [it, round(weight)] as const);
  return { bias: round(bias), endings: Object.fromEntries(kept.filter(([, it]) => Math.abs(it) >= 0.15)) };
}

const round = (value: number) => Math.round(value * 100) / 100;
const scrambled = (n: number): number => Math.imul(n, 2_654_435_761) >>> 0;

/** Chance that an end scores above a cut. */
export function areaUnderCurve(ends: readonly number[], cuts: readonly number[]): number {
  const all = [...ends.map((it) => ({ it, isEnd: true })), ...cuts.map((it) => ({ it, isEnd: false }))];
  all.sort((a, b) => a.it - b.it);
  let sum = 0;
  for (let i = 0; i < all.length;) {
    let j = i;
    while (j < all.length && all[j]!.it === all[i]!.it) j += 1;
    for (let k = i; k < j; k += 1) if (all[k]!.isEnd) sum += (i + j + 1) / 2;
    i = j;
  }
  const n = ends.length;
  return n === 0 || cuts.length === 0 ? 0 : (sum - (n * (n + 1)) / 2) / (n * cuts.length);
}

function scoreWith({ bias, endings }: EndingTable, text: string): number {
  return endingFeatures(text).reduce((sum, it) => sum + (endings[it] ?? 0), bias);
}

if (import.meta.main) {
  const data =
    process.argv[2] ?? process.env.WEAVER_DATA ?? join(import.meta.dirname, '../../../shared/data');
  const cuts = cutsOf(rowsOf(data, 'hkcancor', 'dev'));
  const held = { ends: [] as number[], cuts: [] as number[], commas: [] as number[] };
  for (let part = 0; part < PARTS; part += 1) {
    const table = trainEndings(cuts.filter((it) => it.part !== part));
    for (const it of cuts.filter((it) => it.part === part)) {
      const score = scoreWith(table, it.text);
      held[it.isEnd ? 'ends' : 'cuts'].push(score);
      if (it.atComma) held.commas.push(score);
    }
  }
  console.log({
    ends: held.ends.length,
    cuts: held.cuts.length,
    area: areaUnderCurve(held.ends, held.cuts),
    areaAtCommas: areaUnderCurve(held.ends, held.commas),
  });
  const out = join(import.meta.dirname, '../../src/services/language/cantonese/endingsWeights.json');
  writeFileSync(out, `${JSON.stringify(trainEndings(cuts), null, 2)}\n`);
}
