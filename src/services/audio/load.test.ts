import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLoadOptions, nextLoad, unloaded, type LoadState } from './load.ts';
import { LOAD_WINDOW_MS, type LoadChange } from './loadWatch.ts';
import { LaggingClock } from './testSupport.ts';
import { Wheel } from './wheel.ts';

const BACK_MS = defaultLoadOptions.backAfterMs;

/** Windows as they come: two seconds, a little more when the end was late, and long ones while nobody calls. */
const windowMs = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 2_000, max: 2_400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 2_400, max: 60_000 }) },
);
const lagMs = fc.oneof(
  fc.constantFrom(0, 4.9, 5, 10, 10.1, 20, 20.1),
  fc.double({ min: 0, max: 40, noNaN: true }),
);

function levels(windows: readonly (readonly [windowMs: number, p99Ms: number])[]) {
  let state: LoadState = unloaded;
  let at = 0;
  return windows.map(([ms, p99Ms]) => {
    state = nextLoad(state, { p99Ms }, at, at + ms);
    at += ms;
    return { at, level: state.level };
  });
}

describe('load level', () => {
  it('is never lower where the lag was higher', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(windowMs, lagMs, lagMs), { maxLength: 80 }), (windows) => {
        const lower = levels(windows.map(([ms, a, b]) => [ms, Math.min(a, b)]));
        const higher = levels(windows.map(([ms, a, b]) => [ms, Math.max(a, b)]));
        for (const [i, { level }] of lower.entries()) expect(higher[i]!.level).toBeGreaterThanOrEqual(level);
      }),
      { numRuns: 2_000 },
    );
  });

  it('rises one level in a window, and comes down only after ten calm seconds without a change', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(windowMs, lagMs), { maxLength: 80 }), (windows) => {
        let before = { at: 0, level: 0 };
        let changedAt = 0;
        let unrestAt = 0;
        for (const [i, now] of levels(windows).entries()) {
          const [, p99Ms] = windows[i]!;
          if (p99Ms >= defaultLoadOptions.calmMs) unrestAt = now.at;
          expect(now.level - before.level).toBeLessThanOrEqual(1);
          if (now.level < before.level) {
            expect(now.at - Math.max(changedAt, unrestAt)).toBeGreaterThanOrEqual(
              (before.level - now.level) * BACK_MS,
            );
          }
          if (now.level !== before.level) changedAt = now.at;
          before = now;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is 0 again after calm that lasts, whatever was before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(windowMs, lagMs), { maxLength: 40 }), (windows) => {
        const calm = Array.from({ length: 12 }, () => [LOAD_WINDOW_MS, 4.9] as const);
        expect(levels([...windows, ...calm]).at(-1)!.level).toBe(0);
      }),
    );
  });

  it('rises above 10 ms, then above 20 ms, and stays between 5 and 10 ms', () => {
    const rows = [10, 10.1, 20, 20.1, 7, 7, 7, 7, 7, 7, 7].map((p99Ms) => [2_000, p99Ms] as const);
    expect(levels(rows).map(({ level }) => level)).toEqual([0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]);
  });
});

describe('the watcher on the wheel', () => {
  const watched = () => {
    const clock = new LaggingClock();
    const wheel = new Wheel(clock);
    const changes: (LoadChange & { readonly at: number })[] = [];
    const stop = wheel.load.onChange((change) => changes.push({ ...change, at: clock.now() }));
    const call = () => undefined;
    return { clock, wheel, changes, stop, call };
  };

  it('follows the lateness of ticks and comes back', () => {
    const { clock, wheel, changes, call } = watched();
    wheel.add(call);
    clock.advance(6_000);
    clock.lagMs = 25;
    clock.advance(5_000);
    expect(wheel.load.level).toBe(2);
    clock.lagMs = 0;
    clock.advance(30_000);
    expect(changes.map(({ previous, level }) => [previous, level])).toEqual([
      [0, 1],
      [1, 2],
      [2, 1],
      [1, 0],
    ]);
    expect(changes[0]!.lagMs).toBeGreaterThan(20);
    expect(changes[2]!.lagMs).toBe(0);
    expect(wheel.loadFigures).toEqual({ level: 0, changes: [1, 2, 1] });
  });

  it('counts the ticks that a pause swallowed: 60 ms of it are not one late tick', () => {
    const { clock, wheel, changes, call } = watched();
    wheel.add(call);
    clock.advance(995);
    // The tick at 1,000 is armed already; the one after it comes 60 ms late.
    clock.lagMs = 60;
    clock.advance(10);
    clock.lagMs = 0;
    clock.advance(1_200);
    expect(changes.map(({ level, lagMs }) => [level, lagMs])).toEqual([[1, 40]]);
  });

  it('lets one pause of 25 ms pass', () => {
    const { clock, wheel, changes, call } = watched();
    wheel.add(call);
    clock.advance(995);
    clock.lagMs = 25;
    clock.advance(10);
    clock.lagMs = 0;
    clock.advance(10_000);
    expect(changes).toEqual([]);
  });

  it('comes down while nobody calls, also for who only reads the figures', () => {
    const { clock, wheel, call } = watched();
    wheel.add(call);
    clock.lagMs = 25;
    clock.advance(5_000);
    wheel.remove(call);
    expect(wheel.loadFigures.level).toBe(2);
    clock.advance(12_000);
    expect(wheel.loadFigures.level).toBe(1);
    clock.lagMs = 0;
    clock.advance(60_000);
    wheel.add(call);
    expect(wheel.load.level).toBe(0);
  });

  it('tells nobody who has stopped to listen', () => {
    const { clock, wheel, changes, stop, call } = watched();
    stop();
    wheel.add(call);
    clock.lagMs = 25;
    clock.advance(5_000);
    expect(wheel.loadFigures).toEqual({ level: 2, changes: [0, 1, 1] });
    expect(changes).toEqual([]);
  });
});
