/** Jyutping by context against three corpora, beside to-jyutping alone; speed and load, each in a process of its own. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { getJyutpingList } from 'to-jyutping';
import { readCantonese, warmCantonese } from '../../src/services/language/cantonese/reading/readCantonese.ts';
import type { LoadCost } from './cantoneseLoad.ts';
import { rowsIn } from './rows.ts';

const CORPORA = ['hkcancor', 'wordshk', 'cantomap'] as const;
const ROUNDS = 9;
const SPEED_TEXTS = 5_000;
const LOADS = 5;

interface Row {
  readonly text: string;
  /** Code-point offset, character, reading. */
  readonly syll: readonly (readonly [at: number, character: string, reading: string])[];
}

export interface CantoneseAccuracy {
  readonly syllables: number;
  readonly exactPercent: number;
  readonly tonePercent: number;
  readonly baseExactPercent: number;
  readonly baseTonePercent: number;
}

export interface CantoneseResult {
  /** Null where the data has no such file. */
  readonly hkcancor: CantoneseAccuracy | null;
  readonly wordshk: CantoneseAccuracy | null;
  readonly cantomap: CantoneseAccuracy | null;
  readonly usPerCharacter: number | null;
  readonly baseUsPerCharacter: number | null;
  /** Modules, data and the first reading, in a fresh process: elapsed, and of that CPU time. */
  readonly loadMs: number;
  readonly loadCpuMs: number;
  readonly rssMb: number;
  readonly baseLoadMs: number;
  readonly baseRssMb: number;
}

/** @param options.data The data folder, or its `language`; `half`: only files of that half (`dev`). */
export async function benchCantonese(options: { data: string; half?: string }): Promise<CantoneseResult> {
  warmCantonese();
  const rows = new Map(CORPORA.map((name) => [name, rowsFrom(options.data, name, options.half)]));
  const accuracy = (name: (typeof CORPORA)[number]) => accuracyOf(rows.get(name) ?? []);
  const [own, base] = [await loadCost('reader'), await loadCost('to-jyutping')];
  return {
    hkcancor: accuracy('hkcancor'),
    wordshk: accuracy('wordshk'),
    cantomap: accuracy('cantomap'),
    ...speed([...rows.values()].flat().map(({ text }) => text)),
    loadMs: own.ms,
    loadCpuMs: own.cpuMs,
    rssMb: own.rssMb,
    baseLoadMs: base.ms,
    baseRssMb: base.rssMb,
  };
}

function rowsFrom(data: string, name: string, half: string | undefined): Row[] {
  const inner = path.join(data, 'language');
  return rowsIn<Row>(existsSync(inner) ? inner : data, name, half);
}

function accuracyOf(rows: readonly Row[]): CantoneseAccuracy | null {
  const own = new Tally();
  const base = new Tally();
  for (const { text, syll } of rows) {
    const readings = new Map(readCantonese(text).map(({ at, reading }) => [at, reading]));
    const offsets = utf16Offsets(text);
    const list = getJyutpingList(text);
    for (const [at, , gold] of syll) {
      own.add(gold, readings.get(offsets[at] ?? -1) ?? null);
      base.add(gold, list[at]?.[1] ?? null);
    }
  }
  if (own.count === 0) return null;
  return {
    syllables: own.count,
    exactPercent: own.percent(own.exact),
    tonePercent: own.percent(own.tone),
    baseExactPercent: base.percent(base.exact),
    baseTonePercent: base.percent(base.tone),
  };
}

function utf16Offsets(text: string): number[] {
  let at = 0;
  return Array.from(text, ({ length }) => (at += length) - length);
}

class Tally {
  count = 0;
  exact = 0;
  tone = 0;

  add(gold: string, reading: string | null): void {
    this.count++;
    if (reading === gold) this.exact++;
    if (reading !== null && reading.at(-1) === gold.at(-1)) this.tone++;
  }

  percent(part: number): number {
    return Math.round((part / this.count) * 10_000) / 100;
  }
}

/** CPU time, median of rounds that take turns: what else the machine does falls on both. */
function speed(texts: readonly string[]): Pick<CantoneseResult, 'usPerCharacter' | 'baseUsPerCharacter'> {
  const every = Math.max(1, Math.floor(texts.length / SPEED_TEXTS));
  const sample = texts.filter((_, i) => i % every === 0);
  const characters = sample.reduce((sum, { length }) => sum + length, 0);
  if (characters === 0) return { usPerCharacter: null, baseUsPerCharacter: null };
  const time = (read: (text: string) => unknown): number => {
    const before = process.cpuUsage();
    for (const text of sample) read(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / characters;
  };
  const [own, base]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    own.push(time(readCantonese));
    base.push(time(getJyutpingList));
  }
  return { usPerCharacter: median(own), baseUsPerCharacter: median(base) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 1_000) / 1_000;
}

async function loadCost(what: string): Promise<LoadCost> {
  const child = path.join(import.meta.dirname, 'cantoneseLoad.ts');
  const costs: LoadCost[] = [];
  for (let i = 0; i < LOADS; i++) {
    const { stdout } = await promisify(execFile)(process.execPath, [child, what]);
    costs.push(JSON.parse(stdout) as LoadCost);
  }
  return {
    ms: median(costs.map(({ ms }) => ms)),
    cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
    rssMb: median(costs.map(({ rssMb }) => rssMb)),
  };
}
