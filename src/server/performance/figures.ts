/** Figures of many calls. Percentiles are of single turns, never averages of percentiles. */
import type { ClockFigures, DayFigures, TrialReport } from '../../types/apiPerformance.ts';
import type { Optimisation } from '../../types/trial.ts';
import { compareMedians, compareShares, LEAST_CALLS, median } from '../../lib/trialStatistics.ts';
import type { CallDigest, TurnDigest } from './digests.ts';

/** As in the metrics: speech end → audio above this is late. */
const LATE_MS = 1_500;

export function figuresOf(calls: readonly CallDigest[]): DayFigures {
  const turns = calls.flatMap((call) => call.turns);
  const values = (clock: Clock) => turns.flatMap((turn) => turn[clock] ?? []);
  return {
    calls: calls.length,
    turns: turns.length,
    clocks: {
      decisionToAudio: clockOf(values('decisionToAudioMs')),
      speechEndToAudio: clockOf(values('speechEndToAudioMs')),
      earEstimate: clockOf(values('earEstimateMs')),
    },
    lateTurns: values('speechEndToAudioMs').filter((ms) => ms > LATE_MS).length,
    sources: counted(turns.flatMap(({ source }) => source ?? [])),
    errors: counted(calls.flatMap(({ errors }) => [...new Set(errors)])),
    callsWithErrors: calls.filter(({ errors }) => errors.length > 0).length,
  };
}

type Clock = Exclude<keyof TurnDigest, 'source'>;

export function clockOf(values: readonly number[]): ClockFigures {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (fraction: number) => sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? 0;
  return {
    count: sorted.length,
    mean: sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length,
    p50: rank(0.5),
    p95: rank(0.95),
    p99: rank(0.99),
  };
}

/** `groupOf`: what a call went without; undefined: it was no part of the trial. */
export function trialOf(
  optimisation: Optimisation,
  calls: readonly CallDigest[],
  groupOf: (call: CallDigest) => Optimisation | null | undefined,
): TrialReport {
  const without = calls.filter((call) => groupOf(call) === optimisation);
  const withIt = calls.filter((call) => groupOf(call) === null);
  const medians = (clock: Clock) => compareMedians(mediansOf(withIt, clock), mediansOf(without, clock));
  return {
    optimisation,
    callsWith: mediansOf(withIt, 'decisionToAudioMs').length,
    callsWithout: mediansOf(without, 'decisionToAudioMs').length,
    needed: LEAST_CALLS,
    decisionToAudio: medians('decisionToAudioMs'),
    speechEndToAudio: medians('speechEndToAudioMs'),
    failedCalls: compareShares(failuresOf(withIt), failuresOf(without)),
  };
}

/** The call is what was drawn by lot, so it is the unit: turns of one call are alike. */
function mediansOf(calls: readonly CallDigest[], clock: Clock): number[] {
  return calls.flatMap(({ turns }) => {
    const values = turns.flatMap((turn) => turn[clock] ?? []).sort((a, b) => a - b);
    return values.length === 0 ? [] : [median(values)];
  });
}

function failuresOf(calls: readonly CallDigest[]) {
  return { count: calls.filter(({ errors }) => errors.length > 0).length, of: calls.length };
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
