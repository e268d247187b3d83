/** One cell of `bench peers`: a contender in a mode with so many calls at a time, run in parts and added up. */
import { round, summarise } from '../statistics.ts';
import type { Job, PeerFigures } from './jobs.ts';
import type { MeasuredTurn } from './frameCaller.ts';
import { isRelay, type Contender, type PeerProcess, type Pool } from './processes.ts';
import type { Mode } from './script.ts';

export interface Cell {
  readonly contender: Contender;
  readonly mode: Mode;
  readonly calls: number;
}

/** A part of a cell. */
export interface CellRun {
  readonly turns: readonly MeasuredTurn[];
  /** How late callers' frames left; empty where the carrier hears. */
  readonly late: readonly number[];
  readonly figures: readonly PeerFigures[];
}

export interface Share {
  readonly seed: number;
  /** Of the cell, in this part; rounded up to whole turns of each call. */
  readonly turns: number;
  /** Number of the part's first turn in the script. */
  readonly first: number;
  /** Side by side, each with processes of its own: where one call alone would take too long. */
  readonly copies: number;
}

/** A telephone call is not endless; history grows with it. */
const TURNS_A_CALL = 10;

/** `count` lines, each with its calls of at most ten turns; together at least `turns`. */
export function linesOf(turns: number, count: number, first: number): Job['lines'] {
  const each = Math.ceil(turns / count);
  return Array.from({ length: count }, (_, line) => {
    const numbers = Array.from({ length: each }, (_, at) => first + line * each + at);
    const calls: number[][] = [];
    for (let at = 0; at < each; at += TURNS_A_CALL) calls.push(numbers.slice(at, at + TURNS_A_CALL));
    return calls;
  });
}

export async function runCell(pool: Pool, cell: Cell, share: Share): Promise<CellRun> {
  const { contender, mode, calls } = cell;
  const lines = linesOf(share.turns, calls * share.copies, share.first);
  const count = contender === 'livekitEach' ? lines.length : share.copies;
  const processes = await pool.take(contender, mode, count);
  const carriers = isRelay(contender) ? await pool.take('carrier', mode, count) : [];
  try {
    const linesEach = lines.length / count;
    return merge(
      await Promise.all(
        processes.map((one, at) =>
          runPart(one, carriers[at] ?? null, {
            mode,
            seed: share.seed,
            lines: lines.slice(at * linesEach, (at + 1) * linesEach),
          }),
        ),
      ),
    );
  } finally {
    pool.give(contender, mode, processes);
    pool.give('carrier', mode, carriers);
  }
}

async function runPart(one: PeerProcess, carrier: PeerProcess | null, job: Job): Promise<CellRun> {
  await one.begin();
  const { server } = one;
  const { turns, late } = await (carrier && server ? carrier.run({ ...job, server }) : one.run(job));
  return { turns, late, figures: [await one.end()] };
}

export function merge(runs: readonly CellRun[]): CellRun {
  return {
    turns: runs.flatMap(({ turns }) => turns),
    late: runs.flatMap(({ late }) => late),
    figures: runs.flatMap(({ figures }) => figures),
  };
}

interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** null: not measured. */
export interface Row {
  readonly contender: Contender;
  readonly mode: Mode;
  readonly calls: number;
  readonly turns: number;
  readonly unanswered: number | null;
  /** Last input → first audio or token. In mode `overhead` alone: elsewhere the providers' time is in it. */
  readonly engineMs: Percentiles | null;
  /** Acoustic end of speech → first audio. */
  readonly wholeMs: Percentiles | null;
  readonly cpuMsPerTurn: number | null;
  /** Resident at its largest: the whole process shared among its calls; and what it grew by since it was ready. */
  readonly rssMbPerCall: number | null;
  readonly grownMbPerCall: number | null;
  readonly eventLoopP99Ms: number | null;
  readonly callerLateP99Ms: number | null;
}

/** Absent run: the contender took no part. */
export function rowOf({ contender, mode, calls }: Cell, run: CellRun | null): Row {
  const turns = run?.turns ?? [];
  const taken = (of: (turn: MeasuredTurn) => number | null) =>
    turns.map(of).filter((value) => value !== null);
  const answers = taken(({ wholeMs }) => wholeMs);
  const figures = run?.figures ?? [];
  const isOverhead = mode === 'overhead';
  const callsEach = contender === 'livekitEach' ? 1 : calls;
  const perCall = (mb: (one: PeerFigures) => number) =>
    figures.length === 0 ? null : round(mean(figures.map(mb)) / callsEach, 1);
  return {
    contender,
    mode,
    calls,
    turns: turns.length,
    unanswered: run ? turns.length - answers.length : null,
    engineMs: isOverhead ? percentiles(taken(({ engineMs }) => engineMs)) : null,
    wholeMs: isOverhead ? null : percentiles(answers),
    cpuMsPerTurn:
      figures.length === 0 ? null : round(sum(figures.map(({ cpuMs }) => cpuMs)) / turns.length, 1),
    rssMbPerCall: perCall(({ rssPeakMb }) => rssPeakMb),
    grownMbPerCall: perCall(({ rssPeakMb, rssReadyMb }) => Math.max(0, rssPeakMb - rssReadyMb)),
    eventLoopP99Ms:
      figures.length === 0 ? null : round(Math.max(...figures.map(({ loopP99Ms }) => loopP99Ms)), 1),
    callerLateP99Ms: run && run.late.length > 0 ? round(summarise(run.late).p99, 1) : null,
  };
}

function percentiles(values: readonly number[]): Percentiles | null {
  if (values.length === 0) return null;
  const { p50, p95, p99 } = summarise(values);
  return { p50: round(p50, 1), p95: round(p95, 1), p99: round(p99, 1) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
