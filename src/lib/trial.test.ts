import fc from 'fast-check';
import { expect, test } from 'vitest';
import { optimisation } from '../types/trial.ts';
import { fractionOf, withheldFrom } from './trial.ts';
import { compareMedians, compareShares, LEAST_CALLS } from './trialStatistics.ts';

const all = optimisation.options;
const sids = Array.from({ length: 8_000 }, (_, at) => `CA${at.toString(16).padStart(32, '0')}`);

/** A generator whose every run is the same (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('a share of calls goes without each, and the rest without nothing', () => {
  const groups = Map.groupBy(sids, (sid) =>
    withheldFrom(sid, { of: ['cache', 'speculation'], share: 0.1 }, () => true),
  );
  for (const one of ['cache', 'speculation'] as const) {
    const share = (groups.get(one)?.length ?? 0) / sids.length;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.015);
  }
  expect(groups.get('failover')).toBeUndefined();
});

test('half of the calls go with everything, whatever is measured', () => {
  const without = sids.filter((sid) => withheldFrom(sid, { of: all, share: 0.25 }, () => true) !== null);
  expect(Math.abs(without.length / sids.length - 0.5)).toBeLessThan(0.02);
});

test('what is switched off is never withheld, and the order of the list does not matter', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.uniqueArray(fc.constantFrom(...all)),
      fc.uniqueArray(fc.constantFrom(...all)),
      fc.double({ min: 0.02, max: 0.25, noNaN: true }),
      (callSid, of, on, share) => {
        const isOn = (one: (typeof all)[number]) => on.includes(one);
        const withheld = withheldFrom(callSid, { of, share }, isOn);
        expect(withheld === null || (of.includes(withheld) && on.includes(withheld))).toBe(true);
        expect(withheldFrom(callSid, { of: of.toReversed(), share }, isOn)).toBe(withheld);
      },
    ),
  );
});

test('ids that differ in their last sign fall anywhere', () => {
  const mean = sids.reduce((sum, sid) => sum + fractionOf(sid), 0) / sids.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
});

test('the interval of two medians covers the true difference about 95 times in 100', () => {
  const next = random(7);
  const lognormal = (shift: number) =>
    shift + Math.exp(5 + 0.6 * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()));
  let covered = 0;
  for (let run = 0; run < 400; run++) {
    const withIt = Array.from({ length: 60 }, () => lognormal(0));
    const withoutIt = Array.from({ length: 30 }, () => lognormal(40));
    const found = compareMedians(withIt, withoutIt);
    if (found && found.low <= 40 && found.high >= 40) covered++;
  }
  expect(covered / 400).toBeGreaterThan(0.91);
  expect(covered / 400).toBeLessThan(0.995);
});

test('nothing is said of too few calls', () => {
  const few = Array.from({ length: LEAST_CALLS - 1 }, (_, at) => at);
  const enough = [...few, 100];
  expect(compareMedians(few, enough)).toBeNull();
  expect(compareMedians(enough, enough)).toMatchObject({ gain: 0 });
  expect(compareShares({ count: 0, of: 19 }, { count: 0, of: 500 })).toBeNull();
});

test('shares: Newcombe’s own example (56 of 70 and 48 of 80: 0.2, from 0.0524 to 0.3339)', () => {
  const found = compareShares({ count: 48, of: 80 }, { count: 56, of: 70 });
  expect(found?.gain).toBeCloseTo(0.2, 6);
  expect(found?.low).toBeCloseTo(0.0524, 3);
  expect(found?.high).toBeCloseTo(0.3339, 3);
});
