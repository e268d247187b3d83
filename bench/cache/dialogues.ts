/** A dialogue set: random splits beside other rules, and streams from nothing. */
import { goal, type Goal } from '../frame.ts';
import { round } from '../statistics.ts';
import { testBaselines } from './baselines.ts';
import { testCold, testEviction } from './cold.ts';
import type { DataTurn } from './data.ts';
import { clopperPearson } from './interval.ts';
import { prepareTurns } from './prepare.ts';
import { learn, splitCalls, testOurs, type PreparedTurn, type Tested } from './split.ts';
import { embedAll } from './vectors.ts';

export const DELTAS = [0.01, 0.02, 0.05, 0.1] as const;
const COLD_DELTA = 0.05;
/** A 90 % certificate may be wrong in one split of ten. */
const MAY_EXCEED = 0.1;

const LONG = 15_000;

type Note = (line: string) => void;

interface Repeats {
  readonly splits: number;
  readonly seeds: number;
}

export async function dialogueSet(
  name: string,
  turns: readonly DataTurn[],
  { splits, seeds }: Repeats,
  note: Note,
) {
  note(`${name}: ${turns.length} turns`);
  const vectors = await embedAll(
    turns.map(({ words }) => words),
    note,
  );
  const prepared = prepareTurns(turns, vectors, note);
  const rules = new Map<string, Tested[][]>();
  for (let seed = 1; seed <= splits; seed++) {
    const split = splitCalls(prepared, seed);
    const tested = {
      ours: testOurs(learn(prepared, split), DELTAS),
      ...testBaselines(prepared, split, DELTAS, seed),
    };
    for (const [rule, rows] of Object.entries(tested)) rules.set(rule, [...(rules.get(rule) ?? []), rows]);
    if (seed % 5 === 0) note(`  ${seed} of ${splits} splits`);
  }
  const table = [...rules].flatMap(([rule, runs]) =>
    DELTAS.map((delta, i) =>
      row(
        rule,
        delta,
        runs.map((run) => run[i]!),
      ),
    ),
  );
  // A long stream is fitted anew too often to be repeated.
  const cold = coldStreams(prepared, turns.length > LONG ? 1 : seeds);
  return {
    results: {
      turns: turns.length,
      answers: new Set(turns.map(({ answer }) => answer)).size,
      splits: table,
      ...cold,
    },
    goals: DELTAS.flatMap((delta) => goalsOf(name, delta, table, splits)),
  };
}

function row(rule: string, delta: number, runs: readonly Tested[]) {
  const hits = runs.reduce((sum, run) => sum + run.hits, 0);
  const wrong = runs.reduce((sum, run) => sum + run.wrong, 0);
  const turns = runs.reduce((sum, run) => sum + run.turns, 0);
  const exceed = runs.filter((run) => run.wrong > delta * run.hits).length;
  return {
    rule,
    delta,
    hitShare: round(hits / turns),
    wrongAmongHits: hits === 0 ? null : round(wrong / hits),
    /** Of all splits together: they share turns, so it is narrower than it should be. */
    interval95: clopperPearson(wrong, hits).map((end) => round(end)),
    wrongPerTurn: round(wrong / turns),
    splitsOver: exceed,
    splits: runs.length,
    /** No more splits over the bound than a 90 % certificate allows. */
    keepsBound: exceed <= Math.ceil(runs.length * MAY_EXCEED),
  };
}

type Row = ReturnType<typeof row>;

function goalsOf(name: string, delta: number, table: readonly Row[], splits: number): Goal[] {
  const of = (rule: string) => table.find((one) => one.rule === rule && one.delta === delta);
  const ours = of('ours');
  // A rule that breaks the bound answers more and may not: only those that keep it are rivals.
  const rivals = table.filter((one) => one.rule !== 'ours' && one.delta === delta && one.keepsBound);
  const best = rivals.reduce((most, one) => Math.max(most, one.hitShare), 0);
  const percent = `${delta * 100} %`;
  return [
    goal(
      `${name}, bound ${percent}: splits over it`,
      '<=',
      Math.ceil(splits * MAY_EXCEED),
      ours?.splitsOver ?? null,
      'splits',
    ),
    goal(
      `${name}, bound ${percent}: hits, against the best rule that keeps it`,
      '>',
      best,
      ours?.hitShare ?? null,
      'of turns',
    ),
  ];
}

function coldStreams(prepared: readonly PreparedTurn[], seeds: number) {
  const orders = Array.from({ length: seeds }, (_, seed) => seed + 1);
  return {
    cold: orders.map((seed) => testCold(prepared, seed, COLD_DELTA)),
    eviction: orders.flatMap((seed) =>
      [10_000, 1_000].map((entries) => ({ seed, ...testEviction(prepared, seed, entries) })),
    ),
  };
}
