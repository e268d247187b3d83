/** What a ramp says. */
import { LIMITS, type Step } from './ramp.ts';

type Judged = Pick<Step, 'calls' | 'broken' | 'eventLoopP99Ms' | 'pacerP99Ms'>;

export function lastGood<S extends Judged>(steps: readonly S[]): S | undefined {
  return steps.findLast(({ broken }) => broken.length === 0);
}

/** The step that ended the ramp, if one did. */
export function brokenStep<S extends Judged>(steps: readonly S[]): S | undefined {
  const last = steps.at(-1);
  return last && last.broken.length > 0 ? last : undefined;
}

/** Between the last good step and the one that broke: where the first figure to do so crosses its limit. */
export function callsPerCore(steps: readonly Judged[]): number {
  const [good, broken] = [lastGood(steps), brokenStep(steps)];
  if (!good || !broken) return good?.calls ?? 0;
  const crossings = [
    crossing(good.eventLoopP99Ms, broken.eventLoopP99Ms, LIMITS.eventLoopP99Ms),
    crossing(good.pacerP99Ms, broken.pacerP99Ms, LIMITS.pacerP99Ms),
    // Frames are missed or not: there is nothing between.
    broken.broken.includes('frames missed') ? 0 : 1,
  ];
  return Math.floor(good.calls + Math.min(...crossings) * (broken.calls - good.calls));
}

/** Where between 0 and 1 a figure that goes from `low` to `high` reaches `limit`; 1 if it does not. */
function crossing(low: number, high: number, limit: number): number {
  return high < limit ? 1 : (limit - low) / (high - low);
}
