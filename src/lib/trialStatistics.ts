/** Two groups of calls compared: medians and shares, each difference with its 95 % confidence interval. */

/** 97.5th percentile of the normal distribution. */
const Z = 1.96;
/** Below this the interval of a median is not to be trusted. */
export const LEAST_CALLS = 20;

export interface Compared {
  readonly with: number;
  readonly without: number;
  /** without − with: above 0 the optimisation helps. */
  readonly gain: number;
  readonly low: number;
  readonly high: number;
}

export function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * Difference of the medians of two independent groups. Distribution-free: each median's standard error is read off the order
 * statistics around it (McKean and Schrader 1984). null: too few values.
 */
export function compareMedians(withIt: readonly number[], withoutIt: readonly number[]): Compared | null {
  if (Math.min(withIt.length, withoutIt.length) < LEAST_CALLS) return null;
  const [a, b] = [ascending(withIt), ascending(withoutIt)];
  const gain = median(b) - median(a);
  const half = Z * Math.hypot(medianError(a), medianError(b));
  return { with: median(a), without: median(b), gain, low: gain - half, high: gain + half };
}

/** Difference of two shares, by Newcombe's hybrid of Wilson intervals (1998, method 10). null: too few. */
export function compareShares(withIt: Share, withoutIt: Share): Compared | null {
  if (Math.min(withIt.of, withoutIt.of) < LEAST_CALLS) return null;
  const [a, b] = [wilson(withIt), wilson(withoutIt)];
  const gain = b.share - a.share;
  return {
    with: a.share,
    without: b.share,
    gain,
    low: gain - Math.hypot(b.share - b.low, a.high - a.share),
    high: gain + Math.hypot(b.high - b.share, a.share - a.low),
  };
}

export interface Share {
  readonly count: number;
  readonly of: number;
}

function medianError(sorted: readonly number[]): number {
  const n = sorted.length;
  const rank = Math.max(1, Math.round((n + 1) / 2 - Z * Math.sqrt(n / 4)));
  return ((sorted[n - rank] ?? 0) - (sorted[rank - 1] ?? 0)) / (2 * Z);
}

function wilson({ count, of }: Share): { share: number; low: number; high: number } {
  const share = count / of;
  const centre = share + Z ** 2 / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return { share, low: (centre - half) / scale, high: (centre + half) / scale };
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
