import type { MinuteFigures } from '../../services/metrics/index.ts';
import type { AlertRule } from '../../types/apiMonitoring.ts';

export interface Judgement {
  readonly value: number;
  readonly over: boolean;
}

/** What a rule says of the figures of its window. null: too few turns for a percentile that means something. */
export function judge(
  { metric, percentile, threshold, minTurns }: AlertRule,
  figures: MinuteFigures,
): Judgement | null {
  if (metric === 'speechEndToAudio' || metric === 'decisionToAudio') {
    const histogram = figures[metric];
    if (histogram.count < minTurns) return null;
    const value = histogram.percentile(percentile / 100);
    return { value, over: value > threshold };
  }
  const value = { errors: figures.errorCount, lateTurns: figures.lateTurns, failovers: figures.failovers }[
    metric
  ];
  return { value, over: value > threshold };
}
