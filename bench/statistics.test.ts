import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goal } from './frame.ts';
import { regression, summarise } from './statistics.ts';

describe('summarise', () => {
  it('takes percentiles by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(summarise(hundred)).toEqual({
      count: 100,
      mean: 50.5,
      p50: 50,
      p90: 90,
      p95: 95,
      p99: 99,
      max: 100,
    });
  });
  it('keeps the order of percentiles for any values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
        const { p50, p90, p95, p99, max } = summarise(values);
        expect([p50, p90, p95, p99, max]).toEqual([p50, p90, p95, p99, max].toSorted((a, b) => a - b));
        expect(max).toBe(Math.max(...values));
      }),
    );
  });
  it('refuses to summarise nothing', () => expect(() => summarise([])).toThrow(RangeError));
});

describe('regression', () => {
  it('finds the line that points lie on', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), (slope, offset) => {
        const found = regression([0, 1, 2, 5].map((x) => ({ x, y: slope * x + offset })));
        expect(found.slope).toBeCloseTo(slope, 9);
        expect(found.first).toBeCloseTo(offset, 9);
        expect(found.last).toBeCloseTo(slope * 5 + offset, 9);
      }),
    );
  });
  it('refuses a line through one point', () =>
    expect(() => regression([{ x: 1, y: 1 }])).toThrow(RangeError));
});

describe('goal', () => {
  it('is met only by a measured value on the right side', () => {
    expect(goal('p50', '<=', 2, 2, 'ms').met).toBe(true);
    expect(goal('p50', '<=', 2, 2.01, 'ms').met).toBe(false);
    expect(goal('p50', '<', 2, 2, 'ms').met).toBe(false);
    expect(goal('missed', '=', 0, 0, 'frames').met).toBe(true);
    expect(goal('hits', '>=', 40, 41, '%').met).toBe(true);
    expect(goal('p50', '<=', 2, null, 'ms')).toMatchObject({ value: null, met: false });
    expect(goal('p50', '<=', 2, Number.NaN, 'ms')).toMatchObject({ value: null, met: false });
  });
});
