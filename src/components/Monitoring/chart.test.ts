import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePath, nearest, placed, roundTicks, timeTicks } from './chart.ts';

describe('the latency axis', () => {
  it('has round figures', () => {
    expect(roundTicks(660, 5)).toEqual([0, 200, 400, 600]);
    expect(roundTicks(1_800, 5)).toEqual([0, 500, 1_000, 1_500]);
    expect(roundTicks(0, 5)).toEqual([0]);
  });

  it('begins at 0, ends below its limit, and is neither crowded nor bare', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.integer({ min: 3, max: 9 }),
        (to, most) => {
          const ticks = roundTicks(to, most);
          expect(ticks[0]).toBe(0);
          expect(ticks.at(-1)).toBeLessThanOrEqual(to + 1e-6);
          expect(ticks.length - 1).toBeLessThanOrEqual(most);
          expect(ticks.length).toBeGreaterThan(1);
        },
      ),
    );
  });
});

describe('the time axis', () => {
  const at = (text: string) => Date.parse(`2026-11-27T${text}:00Z`);

  it('stands on whole steps of the local clock', () => {
    expect(timeTicks(at('09:03'), at('10:02'), 6, 0)).toEqual(
      ['09:10', '09:20', '09:30', '09:40', '09:50', '10:00'].map(at),
    );
    // India: UTC+5:30, whose hours are UTC's half hours.
    expect(timeTicks(at('00:00'), at('05:00'), 5, -330)).toEqual(
      ['00:30', '01:30', '02:30', '03:30', '04:30'].map(at),
    );
  });

  it('lies inside, in order, and is not crowded', () => {
    const ms = fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 });
    fc.assert(
      fc.property(
        ms,
        fc.integer({ min: 60_000, max: 86_400_000 }),
        fc.constantFrom(-480, -330, 0, 300),
        (from, length, offset) => {
          const ticks = timeTicks(from, from + length, 6, offset);
          expect(ticks.length).toBeLessThanOrEqual(7);
          expect(
            ticks.every((tick, i) => tick >= from && tick <= from + length && tick > (ticks[i - 1] ?? 0)),
          ).toBe(true);
        },
      ),
    );
  });
});

describe('lines', () => {
  it('break where nothing was measured', () => {
    const dots = [{ x: 0, y: 1 }, { x: 1, y: 2 }, null, { x: 3, y: 4.06 }];
    expect(linePath(dots)).toBe('M0 1L1 2M3 4.1');
    expect(linePath([null, null])).toBe('');
  });

  it('stand where their scale puts them, also when it has no length', () => {
    expect(placed({ from: 0, to: 500, begin: 200, end: 0 }, 125)).toBe(150);
    expect(placed({ from: 7, to: 7, begin: 72, end: 500 }, 7)).toBe(72);
  });

  it('are read at the nearest point', () => {
    expect(nearest([0, 10, 20], 14)).toBe(1);
    expect(nearest([], 3)).toBeNull();
  });
});
