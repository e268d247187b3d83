import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forecast,
  plan,
  type Budget,
  type Expected,
  type Means,
  type Remaining,
  type Switches,
} from './plan.ts';

const budget: Budget = { targetMs: 300, maxMs: 500 };
const all: Switches = { hedge: true, shorterFirstClause: true, fasterVoice: true, bridging: true };
const none: Means = { second: null, clauseOpen: true, faster: null, bridgeAfterMs: null };
const over: Expected = { p50: 0, p90: 0 };

function stages(model: Expected, clause: Expected = over, voice: Expected = over): Remaining {
  return { model, clause, voice };
}

function actionsOf(
  left: Remaining,
  spentMs = 0,
  means: Partial<Means> = {},
  switches: Partial<Switches> = {},
) {
  return plan(forecast(left, spentMs), spentMs, budget, { ...all, ...switches }, { ...none, ...means });
}

const second = (p50: number, notBeforeMs: number, gainMs: number): Means['second'] => ({
  p50,
  notBeforeMs,
  gainMs: () => gainMs,
});

describe('the forecast of a turn', () => {
  it('adds medians, and spreads as squares', () => {
    const { p50, p90 } = forecast(stages({ p50: 100, p90: 400 }, over, { p50: 200, p90: 600 }), 50);
    expect(p50).toBe(350);
    expect(p90).toBe(850);
  });

  it('what is over before the decision costs nothing', () => {
    expect(forecast(stages({ p50: 100, p90: 200 }), -300)).toMatchObject({ p50: 0, p90: 0 });
  });
});

describe('what is done about a late turn', () => {
  it('nothing, when it will be in time', () => {
    expect(actionsOf(stages({ p50: 100, p90: 200 }, { p50: 80, p90: 120 }, { p50: 60, p90: 90 }))).toEqual(
      [],
    );
  });

  it.each([
    // [why, model left, ms spent, second, in ms]
    ['the second could just be in time', { p50: 300, p90: 900 }, 0, second(150, 0, 400), 350],
    ['not before the allowance lets it', { p50: 300, p90: 900 }, 0, second(150, 400, 400), 400],
    ['it is too late already: at once', { p50: 300, p90: 900 }, 450, second(150, -100, 400), 0],
    ['the second is hardly faster', { p50: 300, p90: 900 }, 0, second(390, 0, 10), null],
    ['there is no second', { p50: 300, p90: 900 }, 0, null, null],
    ['nine of ten will be in time', { p50: 300, p90: 450 }, 0, second(150, 0, 400), null],
    ['the model has spoken', over, 600, second(150, 0, 400), null],
  ] as const)('hedges: %s', (_why, model, spentMs, beside, inMs) => {
    const hedge = actionsOf(stages(model), spentMs, { second: beside }).find((one) => one.action === 'hedge');
    expect(hedge?.action === 'hedge' ? hedge.inMs : null).toBe(inMs);
  });

  it('cuts the first clause between words, and long enough for the second to be synthesised meanwhile', () => {
    const left = stages({ p50: 200, p90: 300 }, { p50: 160, p90: 300 }, { p50: 300, p90: 800 });
    expect(actionsOf(left)).toContainEqual({
      action: 'shorterFirstClause',
      firstClauseMs: 1_100,
      gainMs: 80,
    });
    expect(actionsOf(left, 0, { clauseOpen: false })).toEqual([]);
    expect(actionsOf(left, 0, {}, { shorterFirstClause: false })).toEqual([]);
  });

  it('does not cut where clauses come fast anyway', () => {
    expect(actionsOf(stages({ p50: 400, p90: 450 }, { p50: 30, p90: 60 }))).toEqual([]);
  });

  it('changes the voice only when half of such turns would be too late, and for what is worth hearing', () => {
    const left = stages({ p50: 300, p90: 400 }, over, { p50: 300, p90: 400 });
    expect(actionsOf(left, 0, { faster: { p50: 150, p90: 200 } })).toContainEqual({
      action: 'fasterVoice',
      gainMs: 150,
    });
    expect(actionsOf(left, 0, { faster: { p50: 250, p90: 300 } })).toEqual([]);
    expect(actionsOf(left, -200, { faster: { p50: 150, p90: 200 } })).toEqual([]);
  });

  it('bridges only if the longest latency is missed', () => {
    const late = actionsOf(stages({ p50: 300, p90: 900 }), 100, { bridgeAfterMs: 700 });
    expect(late).toEqual([{ action: 'bridging', inMs: 600, gainMs: 0 }]);
    expect(actionsOf(stages({ p50: 300, p90: 450 }), 0, { bridgeAfterMs: 700 })).toEqual([]);
  });

  const expected = fc
    .tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 5_000 }))
    .map(([p50, more]) => ({ p50, p90: p50 + more }));
  const someMeans: fc.Arbitrary<Means> = fc.record({
    second: fc.option(
      fc
        .tuple(fc.integer({ max: 5_000, min: 1 }), fc.integer({ min: -2_000, max: 5_000 }), fc.nat(5_000))
        .map(([p50, notBefore, needs]) => second(p50, notBefore, needs)),
    ),
    clauseOpen: fc.boolean(),
    faster: fc.option(expected),
    bridgeAfterMs: fc.option(fc.nat(2_000)),
  });
  const someSwitches = fc.record({
    hedge: fc.boolean(),
    shorterFirstClause: fc.boolean(),
    fasterVoice: fc.boolean(),
    bridging: fc.boolean(),
  });

  it('keeps to switches, means and allowance, whatever the figures', () => {
    fc.assert(
      fc.property(
        fc.tuple(expected, expected, expected),
        fc.integer({ min: -2_000, max: 3_000 }),
        someMeans,
        someSwitches,
        ([model, clause, voice], spentMs, means, switches) => {
          const left = { model, clause, voice };
          const foreseen = forecast(left, spentMs);
          const actions = plan(foreseen, spentMs, budget, switches, means);
          expect(new Set(actions.map(({ action }) => action)).size).toBe(actions.length);
          for (const one of actions) expect(switches[one.action]).toBe(true);
          if (foreseen.p90 <= budget.targetMs) expect(actions).toEqual([]);
          for (const one of actions) {
            expect(one.gainMs).toBeGreaterThanOrEqual(0);
            if (one.action === 'hedge') {
              expect(one.inMs).toBeGreaterThanOrEqual(Math.max(0, means.second?.notBeforeMs ?? Infinity));
              expect(one.gainMs).toBeGreaterThan(0);
            }
            if (one.action === 'shorterFirstClause') {
              expect(means.clauseOpen).toBe(true);
              expect(one.firstClauseMs).toBeGreaterThan(left.voice.p90);
            }
            if (one.action === 'fasterVoice') expect(means.faster?.p50).toBeLessThan(voice.p50);
            if (one.action === 'bridging') expect(means.bridgeAfterMs).not.toBeNull();
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('less time left never means a later hedge', () => {
    fc.assert(
      fc.property(
        fc.tuple(expected, expected, expected),
        fc.nat(2_000),
        fc.nat(500),
        (parts, spent, more) => {
          const [model, clause, voice] = parts;
          const at = (spentMs: number) => {
            const hedge = actionsOf({ model, clause, voice }, spentMs, {
              second: second(100, 0, 9_999),
            }).find((one) => one.action === 'hedge');
            return hedge?.action === 'hedge' ? hedge.inMs : Infinity;
          };
          expect(at(spent + more)).toBeLessThanOrEqual(at(spent));
        },
      ),
    );
  });
});
