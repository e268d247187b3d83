import type { HistogramSummary } from '../../types/metrics.ts';
import { BUCKET_COUNT, bucketOf, lowerBound, middle } from './buckets.ts';

/** Counts are kept for the buckets in use only, a stretch that grows by this many: a stage seldom spans three octaves. */
const GROW_BY = 32;

/**
 * Mergeable histogram of milliseconds, 0.01 ms to 120 s, percentiles within 0.8 %.
 *
 * Percentiles of several histograms are never averaged: `merge` them and ask the sum. Merging is exact, associative and
 * commutative (the sum of values is kept in whole microseconds).
 */
export class Histogram {
  /** Bucket of `#counts[0]`. */
  #first = 0;
  #counts = new Float64Array(0);
  #count = 0;
  #sumUs = 0;
  #min = Infinity;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  /** Smallest and largest value recorded, exactly; 0 when empty. */
  get min(): number {
    return this.#count === 0 ? 0 : this.#min;
  }

  get max(): number {
    return this.#max;
  }

  get sumMs(): number {
    return this.#sumUs / 1000;
  }

  /** Below zero counts as zero (two clocks that disagree); what is not a number is left out. */
  record(ms: number, times = 1): void {
    if (!Number.isFinite(ms)) return;
    const value = ms > 0 ? ms : 0;
    const bucket = bucketOf(value);
    this.#cover(bucket, bucket);
    this.#counts[bucket - this.#first]! += times;
    this.#count += times;
    this.#sumUs += Math.round(value * 1000) * times;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /** Adds another's counts to this one. */
  merge(other: Histogram): this {
    if (other.#count === 0) return this;
    this.#cover(other.#first, other.#first + other.#counts.length - 1);
    const shift = other.#first - this.#first;
    other.#counts.forEach((count, at) => (this.#counts[at + shift]! += count));
    this.#count += other.#count;
    this.#sumUs += other.#sumUs;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    return this;
  }

  /** Takes away what was merged before. Afterwards `min` and `max` are bounds, no longer exact: see {@link setMax}. */
  subtract(other: Histogram): this {
    if (other.#count === 0) return this;
    this.#cover(other.#first, other.#first + other.#counts.length - 1);
    const shift = other.#first - this.#first;
    other.#counts.forEach((count, at) => (this.#counts[at + shift]! -= count));
    this.#count -= other.#count;
    this.#sumUs -= other.#sumUs;
    if (this.#count === 0) {
      this.#min = Infinity;
      this.#max = 0;
    }
    return this;
  }

  /** For a sliding window, whose owner knows the largest value of what is left. */
  setMax(ms: number): void {
    this.#max = ms;
  }

  /** Nearest rank: the smallest value that at least `fraction` (0-1) of all values do not exceed. 0 when empty. */
  percentile(fraction: number): number {
    return this.percentiles([fraction])[0] ?? 0;
  }

  /** Several, ascending, in one walk over the buckets. */
  percentiles(fractions: readonly number[]): number[] {
    const found: number[] = [];
    let seen = 0;
    let at = -1;
    for (const fraction of fractions) {
      const rank = Math.max(1, Math.ceil(fraction * this.#count));
      // The last one is known exactly.
      if (rank >= this.#count) {
        found.push(this.#max);
        continue;
      }
      while (seen < rank && at < this.#counts.length - 1) seen += this.#counts[++at]!;
      found.push(Math.min(Math.max(middle(at + this.#first), this.#min), this.#max));
    }
    return found;
  }

  /**
   * For each bound (ms, ascending): how many values lie below it, give or take the bucket (1.6 %) that the bound itself
   * lies in.
   */
  countsBelow(bounds: readonly number[]): number[] {
    let seen = 0;
    let at = 0;
    return bounds.map((bound) => {
      const until = Math.min(bucketOf(bound) - this.#first, this.#counts.length);
      for (; at < until; at++) seen += this.#counts[at]!;
      return seen;
    });
  }

  summary(): HistogramSummary {
    const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = this.percentiles([0.5, 0.9, 0.95, 0.99]);
    return {
      count: this.#count,
      mean: round(this.#count === 0 ? 0 : this.sumMs / this.#count),
      p50: round(p50),
      p90: round(p90),
      p95: round(p95),
      p99: round(p99),
      max: round(this.#max),
    };
  }

  /** Buckets in use, in ascending order, with their counts. */
  *entries(): Generator<readonly [bucket: number, count: number]> {
    for (let at = 0; at < this.#counts.length; at++) {
      if (this.#counts[at] !== 0) yield [at + this.#first, this.#counts[at]!];
    }
  }

  /** Rebuilds one from what {@link entries} and the getters gave. For `histogramCodec`. */
  static from(parts: {
    entries: Iterable<readonly [number, number]>;
    sumMs: number;
    min: number;
    max: number;
  }): Histogram {
    const histogram = new Histogram();
    for (const [bucket, count] of parts.entries) {
      if (bucket < 0 || bucket >= BUCKET_COUNT) throw new RangeError(`no such bucket: ${bucket}`);
      histogram.#cover(bucket, bucket);
      histogram.#counts[bucket - histogram.#first]! += count;
      histogram.#count += count;
    }
    if (histogram.#count === 0) return histogram;
    histogram.#sumUs = Math.round(parts.sumMs * 1000);
    histogram.#min = parts.min;
    histogram.#max = parts.max;
    return histogram;
  }

  /** Makes room for the buckets from `low` to `high`. */
  #cover(low: number, high: number): void {
    const end = this.#first + this.#counts.length;
    if (this.#counts.length > 0 && low >= this.#first && high < end) return;
    const first =
      Math.floor((this.#counts.length > 0 ? Math.min(low, this.#first) : low) / GROW_BY) * GROW_BY;
    const last = this.#counts.length > 0 ? Math.max(high, end - 1) : high;
    const grown = new Float64Array(Math.ceil((last + 1 - first) / GROW_BY) * GROW_BY);
    grown.set(this.#counts, this.#counts.length > 0 ? this.#first - first : 0);
    this.#first = first;
    this.#counts = grown;
  }
}

/** Bounds of the bucket that a value falls into; for tests and for drawing. */
export function bucketBounds(ms: number): readonly [low: number, high: number] {
  const bucket = bucketOf(ms);
  return [lowerBound(bucket), lowerBound(bucket + 1)];
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
