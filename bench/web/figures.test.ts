import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeShift, firstLoad, growth, interactions, kindOf, median, SHORTEST_MS } from './figures.ts';

const load = (path: string, gzipBytes: number, doneMs: number) => ({
  path,
  gzipBytes,
  sentBytes: gzipBytes / 2,
  doneMs,
});

describe('the first load', () => {
  it('counts scripts and styles as code, fonts and answers apart, and what came before the paint', () => {
    const loads = [
      load('/monitoring', 1_024, 5),
      load('/assets/index-x.js', 10_240, 100),
      load('/assets/index-x.css', 2_048, 90),
      load('/assets/late-x.js', 5_120, 900),
      load('/assets/geist.woff2', 30_720, 200),
      load('/api/monitoring', 512, 300),
    ];
    expect(firstLoad(loads, 500)).toEqual({
      codeKib: 17,
      beforePaintKib: 12,
      scriptKib: 15,
      styleKib: 2,
      fontKib: 30,
      answerKib: 0.5,
      sentKib: 8.5,
      files: 3,
    });
  });

  it('takes an address without an ending for the page, and the API’s for an answer whatever its ending', () => {
    expect(['/flows/a', '/api/x.js', '/icon.svg', '/a.js'].map(kindOf)).toEqual([
      'page',
      'answer',
      'image',
      'script',
    ]);
  });
});

describe('layout shift', () => {
  it('is the worst burst, not the sum of all', () => {
    const shifts = [
      { at: 100, value: 0.02 },
      { at: 900, value: 0.01 },
      { at: 4_000, value: 0.025 },
    ];
    expect(cumulativeShift(shifts)).toBe(0.03);
  });

  it('begins a new burst after 5 s, though shifts go on', () => {
    const shifts = Array.from({ length: 12 }, (_, i) => ({ at: i * 900, value: 0.01 }));
    expect(cumulativeShift(shifts)).toBe(0.06);
  });

  it('is between the largest shift and the sum of all, in whatever order they are told', () => {
    const shift = fc.record({ at: fc.nat(20_000), value: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(fc.array(shift, { minLength: 1 }), (shifts) => {
        const worst = cumulativeShift(shifts);
        const values = shifts.map(({ value }) => value);
        expect(worst).toBeGreaterThanOrEqual(Math.max(...values));
        expect(worst).toBeLessThanOrEqual(values.reduce((sum, value) => sum + value, 0));
        expect(cumulativeShift(shifts.toReversed().toSorted((a, b) => a.at - b.at))).toBe(worst);
      }),
    );
  });
});

describe('interactions', () => {
  it('last as long as their longest event; those not told of count as the shortest that is told', () => {
    const events = [
      { id: 1, durationMs: 40 },
      { id: 1, durationMs: 96 },
      { id: 2, durationMs: 24 },
    ];
    expect(interactions(events, 4)).toEqual({
      made: 4,
      worstMs: 96,
      p98Ms: 96,
      p50Ms: SHORTEST_MS,
    });
  });

  it('leaves the worst of a hundred out of the 98th percentile', () => {
    const events = Array.from({ length: 100 }, (_, id) => ({ id, durationMs: id === 7 ? 900 : 24 }));
    expect(interactions(events, 100)).toMatchObject({ worstMs: 900, p98Ms: 24 });
  });
});

describe('growth', () => {
  const at = (seconds: number, heapBytes: number, nodes = 500) => ({
    atMs: seconds * 1_000,
    heapBytes,
    nodes,
    listeners: 90,
  });

  it('is the slope after the warm-up', () => {
    const samples = [at(0, 1e6), at(60, 50e6), at(120, 10e6), at(150, 10.5e6), at(180, 11e6)];
    expect(growth(samples, 120_000)).toMatchObject({
      samples: 3,
      heapMb: 11,
      heapRiseMb: 1,
      heapMbAnHour: 60,
      nodesRise: 0,
      listenersRise: 0,
    });
  });

  it('is not told from two samples', () => {
    expect(growth([at(120, 1e6), at(150, 2e6)], 0)).toBeNull();
  });
});

it('a median is one of the values', () => {
  expect(median([5, 1, 9])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2);
});
