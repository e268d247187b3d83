import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUCKET_COUNT, bucketOf, lowerBound } from './buckets.ts';
import { Histogram } from './histogram.ts';
import { decodeHistogram, encodeHistogram } from './histogramCodec.ts';

/** Spread evenly over the orders of magnitude, as latencies are. */
const latency = fc.double({ min: Math.log(0.01), max: Math.log(120_000), noNaN: true }).map(Math.exp);
const latencies = fc.array(latency, { minLength: 1, maxLength: 300 });
const anything = fc.array(fc.oneof(latency, fc.constant(0), fc.double({ min: 0, max: 1e9, noNaN: true })), {
  maxLength: 60,
});

function of(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

const state = (h: Histogram) => ({
  count: h.count,
  sum: h.sumMs,
  min: h.min,
  max: h.max,
  entries: [...h.entries()],
});

describe('buckets', () => {
  test('follow each other without gap, none wider than 1/64 of its lower bound', () => {
    for (let bucket = 1; bucket < BUCKET_COUNT; bucket++) {
      const low = lowerBound(bucket);
      const high = lowerBound(bucket + 1);
      expect(high).toBeGreaterThan(low);
      expect((high - low) / low).toBeLessThanOrEqual(1 / 64 + 1e-12);
    }
  });

  test('hold their values', () => {
    fc.assert(
      fc.property(latency, (ms) => {
        const bucket = bucketOf(ms);
        // A rounding at the very edge may lie on the other side of it.
        expect(lowerBound(bucket)).toBeLessThanOrEqual(ms * (1 + 1e-12));
        expect(lowerBound(bucket + 1)).toBeGreaterThan(ms * (1 - 1e-12));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('histogram', () => {
  test('is empty at first', () => {
    expect(new Histogram().summary()).toEqual({ count: 0, mean: 0, p50: 0, p90: 0, p95: 0, p99: 0, max: 0 });
  });

  test('percentiles are within 0.8 % of the exact ones', () => {
    fc.assert(
      fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, fraction) => {
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(fraction * sorted.length)) - 1] ?? 0;
        const found = of(values).percentile(fraction);
        expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(1 / 128 + 1e-9);
      }),
      { numRuns: 2_000 },
    );
  });

  test('count, mean, min and max are exact', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const histogram = of(values);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(histogram.count).toBe(values.length);
        expect(histogram.sumMs / values.length).toBeCloseTo(mean, 2);
        expect(histogram.max).toBe(Math.max(...values));
        expect(histogram.min).toBe(Math.min(...values));
      }),
    );
  });

  test('merging is the same as recording all in one, in any order and grouping', () => {
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        const all = state(of([...a, ...b, ...c]));
        expect(state(of(a).merge(of(b)).merge(of(c)))).toEqual(all);
        expect(state(of(a).merge(of(b).merge(of(c))))).toEqual(all);
        expect(state(of(c).merge(of(b)).merge(of(a)))).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });

  test('subtracting takes a merge back', () => {
    fc.assert(
      fc.property(latencies, anything, (a, b) => {
        const there = of(a).merge(of(b)).subtract(of(b));
        const { count, sum, entries } = state(there);
        expect({ count, sum, entries }).toMatchObject({
          count: a.length,
          sum: of(a).sumMs,
          entries: [...of(a).entries()],
        });
      }),
    );
  });

  test('survives its bytes', () => {
    fc.assert(
      fc.property(anything, (values) => {
        const histogram = of(values);
        expect(state(decodeHistogram(encodeHistogram(histogram)))).toEqual(state(histogram));
      }),
    );
  });

  test('bytes that are none of ours are refused, never followed by a crash', () => {
    expect(() => decodeHistogram(new Uint8Array())).toThrow(RangeError);
    const outcome = (bytes: Uint8Array) => {
      try {
        return decodeHistogram(bytes);
      } catch (error) {
        return error as Error;
      }
    };
    const versioned = fc
      .uint8Array({ minLength: 0, maxLength: 60 })
      .map((bytes) => Uint8Array.of(1, ...bytes));
    fc.assert(
      fc.property(fc.oneof(versioned, fc.uint8Array()), (bytes) => {
        expect([Histogram, RangeError]).toContain(outcome(bytes)?.constructor);
      }),
      { numRuns: 5_000 },
    );
    const good = encodeHistogram(of([1, 10, 100]));
    expect(() => decodeHistogram(good.subarray(0, good.length - 1))).toThrow(RangeError);
  });

  test('what is no duration does no harm', () => {
    const histogram = of([Number.NaN, Infinity, -Infinity, -5, 1e12]);
    expect(histogram.count).toBe(2);
    expect(histogram.min).toBe(0);
    expect(histogram.max).toBe(1e12);
    expect(histogram.percentile(1)).toBe(1e12);
  });

  test('counts what lies below each bound, to the bucket', () => {
    fc.assert(
      fc.property(latencies, fc.array(latency, { maxLength: 20 }), (values, some) => {
        const bounds = some.toSorted((a, b) => a - b);
        const below = of(values).countsBelow(bounds);
        for (const [i, bound] of bounds.entries()) {
          expect(below[i]).toBeGreaterThanOrEqual(values.filter((ms) => ms < bound * (1 - 1 / 63)).length);
          expect(below[i]).toBeLessThanOrEqual(values.filter((ms) => ms < bound * (1 + 1e-12)).length);
        }
      }),
    );
  });
});
