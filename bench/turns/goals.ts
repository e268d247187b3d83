/** The goals of answering in human time (DESIGN §5), from the main run. */
import { goal, type Goal } from '../frame.ts';
import type { SetupReport } from './report.ts';

/** A P99 of fewer turns is not worth printing (latency.md 1.5). */
export const ENOUGH_TURNS = 10_000;

export function goalsOf({ classes, run }: SetupReport): Goal[] {
  const enough = (classes.all?.turns ?? 0) >= ENOUGH_TURNS;
  const tail = (value: number | undefined) => (enough ? (value ?? null) : null);
  const clocks = [
    ['all turns', classes.all],
    ['closed turns', classes.closed],
  ] as const;
  const limits = {
    'all turns': { decision: [60, 250, 400], speech: [340, 250, 550, 1_000], cutIns: 0.05, comparison: '<=' },
    'closed turns': {
      decision: [20, 100, null],
      speech: [300, null, 400, 500],
      cutIns: 0.02,
      comparison: '<',
    },
  } as const;
  const clockGoals = clocks.flatMap(([name, result]) => {
    const { decision, speech, cutIns, comparison } = limits[name];
    const platform = result?.decisionToAudio.summary;
    const waited = result?.speechEndToAudio.summary;
    const rows = [
      ['decision → audio, mean', '<=', decision[0], platform?.mean],
      ['decision → audio, P95', '<=', decision[1], platform?.p95],
      ['decision → audio, P99', '<=', decision[2], tail(platform?.p99)],
      ['speech end → audio, mean', comparison, speech[0], waited?.mean],
      ['speech end → audio, P50', '<=', speech[1], waited?.p50],
      ['speech end → audio, P95', comparison, speech[2], waited?.p95],
      ['speech end → audio, P99', comparison, speech[3], tail(waited?.p99)],
    ] as const;
    const timed = rows.flatMap(([what, sign, limit, value]) =>
      limit === null ? [] : [goal(`${name}: ${what}`, sign, limit, value ?? null, 'ms')],
    );
    const cut = result ? result.falseCutIns.share * 100 : null;
    return [...timed, goal(`${name}: audible false cut-ins`, '<=', cutIns * 100, cut, '%')];
  });
  return [
    ...clockGoals,
    goal('waste of model tokens: speculation and hedges', '<=', 40, run.model.wasteShare * 100, '%'),
    goal('barge-in: onset → clear, P95', '<', 250, run.interruptions.bargeIn?.p95 ?? null, 'ms'),
    goal('open turns', '>=', 40, run.openShare * 100, '%'),
  ];
}
