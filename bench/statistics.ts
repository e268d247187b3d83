/** Summaries of measured values. Percentiles by nearest rank: every figure was really measured. */

export interface Summary {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Raises when there is nothing to summarise: a percentile of nothing is not a figure. */
export function summarise(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError('no values to summarise');
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  let sum = 0;
  for (const value of sorted) sum += value;
  return {
    count: sorted.length,
    mean: round(sum / sorted.length),
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Least squares: the line's slope (y per x) and its value at the first and last x. */
export function regression(points: readonly Point[]): { slope: number; first: number; last: number } {
  const n = points.length;
  if (n < 2) throw new RangeError('a line needs two points');
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
  let covariance = 0;
  let variance = 0;
  for (const { x, y } of points) {
    covariance += (x - meanX) * (y - meanY);
    variance += (x - meanX) ** 2;
  }
  if (variance === 0) throw new RangeError('all points have the same x');
  const slope = covariance / variance;
  const at = (x: number) => meanY + slope * (x - meanX);
  return { slope, first: at(points[0]?.x ?? 0), last: at(points[n - 1]?.x ?? 0) };
}

export function round(value: number, digits = 4): number {
  return Number(value.toFixed(digits));
}
