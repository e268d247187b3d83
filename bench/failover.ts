/**
 * Whole calls over real sockets while one provider fails: does every caller get every word, and how much later. Latencies
 * are drawn from published distributions: figures are measured here with simulated providers.
 */
import { WeaverError } from '../src/types/errors/index.ts';
import { delays, runCell, type CellOptions, type PhaseResult } from './failover/cell.ts';
import { healthyCost } from './failover/cost.ts';
import {
  faultNames,
  orders,
  profiles,
  startProviders,
  type FaultName,
  type Work,
} from './failover/providers.ts';
import { type BenchOptions, type Goal, goal, runIfMain } from './frame.ts';
import { wholeNumber } from './options.ts';
import { round, summarise } from './statistics.ts';

const works = ['recogniser', 'synthesiser', 'model'] as const satisfies readonly Work[];
const AFTER_OPEN_MS = 20;
const HEALTHY_COST_MS = 1;

export const failover = {
  name: 'failover',
  description:
    'whole calls while a provider refuses, stalls, breaks, babbles or is slow: answers, words, delay',
  options: {
    calls: 'callers at a time (20)',
    turns: 'turns of each cell of the table (200; quick 20)',
    seed: 'of the latencies drawn (1)',
    only: 'one kind of work: recogniser, synthesiser or model',
    fault: `one fault: ${faultNames.join(', ')}`,
  },
  async run(options: BenchOptions) {
    const calls = wholeNumber(options.values, 'calls', 20);
    const turns = wholeNumber(options.values, 'turns', options.quick ? 20 : 200);
    const seed = wholeNumber(options.values, 'seed', 1);
    const faultTurns = Math.max(1, Math.round(turns / calls));
    const healthyTurns = 1;
    const kinds = oneOf(options.values['only'], works, 'only');
    const faults = oneOf(options.values['fault'], faultNames, 'fault');
    const cells = kinds.length * (faults.length + 1) + 1;
    const progress = options.progress('failover', cells * calls * (healthyTurns + faultTurns + 1));
    let done = 0;
    const providers = await startProviders(seed);
    const cell: CellOptions = {
      providers,
      calls,
      healthyTurns,
      faultTurns,
      step: () => progress.update(++done),
    };
    try {
      const healthy = await runCell('model', null, cell);
      const table: Row[] = [];
      const seconds: Partial<Record<Work, PhaseResult>> = {};
      for (const work of kinds) {
        // What the second provider costs when it is simply the first: what a turn can be once the breaker is open.
        const alone = await runCell(work, null, cell, { [work]: [orders[work][1]] });
        seconds[work] = alone.faulty;
        for (const fault of faults) {
          const result = await runCell(work, fault, cell);
          table.push(rowOf(work, fault, result, healthy.faulty, alone.faulty));
          options.note(lineOf(table.at(-1) as Row));
        }
      }
      const cost = await healthyCost(options.quick ? 500 : 3_000);
      return {
        conditions: {
          calls,
          turnsOfEachCell: faultTurns * calls,
          seed,
          providers:
            'simulated, real wire formats on loopback, real clients; first and second of each kind below',
          orders,
          profiles,
          speech: 'tone speech, read back word by word at the caller’s end',
          clock: 'speech end → first byte of the answer on the socket',
        },
        results: {
          healthy: summaryOf(healthy.faulty),
          secondAlone: Object.fromEntries(
            Object.entries(seconds).map(([work, result]) => [work, summaryOf(result)]),
          ),
          table,
          healthyPathCost: cost,
        },
        goals: goalsOf(table, cost),
      };
    } finally {
      progress.stop();
      await providers.close();
    }
  },
};

interface Row {
  readonly work: Work;
  readonly fault: FaultName;
  readonly turns: number;
  readonly unanswered: number;
  readonly wordsLost: number;
  readonly wordsRepeated: number;
  /** The first answers that did not come word for word, as they were heard. */
  readonly mistakes: readonly { readonly said: string; readonly heard: string }[];
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
  /** Against the healthy run. */
  readonly addedP50Ms: number | null;
  readonly addedP95Ms: number | null;
  readonly turnsWithBreakerOpen: number;
  /** Turns with the breaker open, against the second provider alone: what the mechanism adds. */
  readonly addedAfterOpenP50Ms: number | null;
  readonly hedges: number;
  readonly failovers: number;
  readonly errors: Readonly<Record<string, number>>;
}

function rowOf(
  work: Work,
  fault: FaultName,
  { faulty }: { readonly faulty: PhaseResult },
  healthy: PhaseResult,
  alone: PhaseResult,
): Row {
  const all = delays(faulty.figures.turns);
  const open = faulty.figures.turns.filter((turn) => turn.open);
  const well = summarise(delays(healthy.figures.turns));
  const figures = all.length > 0 ? summarise(all) : null;
  const afterOpen = delays(open).length > 0 ? summarise(delays(open)).p50 : null;
  const count = (key: 'lost' | 'repeated') => faulty.turns.reduce((sum, turn) => sum + turn[key], 0);
  return {
    work,
    fault,
    turns: faulty.turns.length,
    unanswered: faulty.turns.filter(({ answered }) => !answered).length,
    wordsLost: count('lost'),
    wordsRepeated: count('repeated'),
    mistakes: faulty.turns
      .filter(({ lost, repeated }) => lost + repeated > 0)
      .slice(0, 5)
      .map(({ said, heard }) => ({ said, heard })),
    p50Ms: figures?.p50 ?? null,
    p95Ms: figures?.p95 ?? null,
    maxMs: figures?.max ?? null,
    addedP50Ms: figures && round(figures.p50 - well.p50, 1),
    addedP95Ms: figures && round(figures.p95 - well.p95, 1),
    turnsWithBreakerOpen: open.length,
    addedAfterOpenP50Ms:
      afterOpen === null ? null : round(afterOpen - summarise(delays(alone.figures.turns)).p50, 1),
    hedges: faulty.figures.hedges,
    failovers: faulty.figures.failovers,
    errors: faulty.figures.errors,
  };
}

function summaryOf({ turns, figures }: PhaseResult) {
  const values = delays(figures.turns);
  return {
    turns: turns.length,
    unanswered: turns.filter(({ answered }) => !answered).length,
    wordsLost: turns.reduce((sum, turn) => sum + turn.lost, 0),
    wordsRepeated: turns.reduce((sum, turn) => sum + turn.repeated, 0),
    speechEndToAudioMs: values.length > 0 ? summarise(values) : null,
    hedges: figures.hedges,
    errors: figures.errors,
  };
}

function goalsOf(table: readonly Row[], cost: Awaited<ReturnType<typeof healthyCost>>): Goal[] {
  const sum = (key: 'unanswered' | 'wordsLost' | 'wordsRepeated') =>
    table.reduce((total, row) => total + row[key], 0);
  const afterOpen = table.flatMap(({ addedAfterOpenP50Ms: ms }) => (ms === null ? [] : [ms]));
  return [
    goal('turns without an answer, all cells', '=', 0, sum('unanswered'), 'turns'),
    goal('words lost, all cells', '=', 0, sum('wordsLost'), 'words'),
    goal('words repeated, all cells', '=', 0, sum('wordsRepeated'), 'words'),
    goal(
      'worst P50 that the mechanism adds once a breaker is open',
      '<=',
      AFTER_OPEN_MS,
      afterOpen.length > 0 ? Math.max(...afterOpen) : null,
      'ms',
    ),
    ...works.map((work) =>
      goal(`healthy-path cost, ${work}, P50`, '<', HEALTHY_COST_MS, cost[work].addedP50Ms, 'ms'),
    ),
  ];
}

function lineOf(row: Row): string {
  const ms = (value: number | null) => (value === null ? 'none' : `${Math.round(value)} ms`);
  return (
    `${row.work} ${row.fault}: ${row.turns} turns, ${row.unanswered} unanswered, ${row.wordsLost} words lost, ` +
    `${row.wordsRepeated} repeated, added P50 ${ms(row.addedP50Ms)} P95 ${ms(row.addedP95Ms)}, ` +
    `once open ${ms(row.addedAfterOpenP50Ms)}`
  );
}

function oneOf<T extends string>(given: string | undefined, all: readonly T[], option: string): readonly T[] {
  if (given === undefined) return all;
  const found = all.find((name) => name === given);
  if (found !== undefined) return [found];
  const reason = `one of ${all.join(', ')} is needed`;
  throw new WeaverError('CLI_OPTION_INVALID', { option: `--${option}`, value: given, reason });
}

await runIfMain(import.meta, failover);
