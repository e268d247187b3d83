import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turnOf } from '../../../tests/support/metrics/turns.ts';
import { Histogram } from './histogram.ts';
import { MetricsHistory } from './history.ts';
import { decodeMinute, encodeMinute, MinuteFigures } from './minuteFigures.ts';

const MINUTE = 60_000;
const BEGIN = Date.parse('2026-11-26T10:00:00Z');

function historyAt(start = BEGIN) {
  let wall = start;
  const history = new MetricsHistory({ wall: () => wall });
  return { history, go: (to: number) => (wall = to) };
}

describe('figures by the minute', () => {
  it('merges minutes: the percentile of a window is that of all its turns, not a mean of percentiles', () => {
    const { history, go } = historyAt();
    // One busy fast minute, one slow turn in the next: the mean of their P95 would be about 1,050 ms.
    for (let i = 0; i < 99; i++) history.turn(turnOf(100), 'measured', false);
    go(BEGIN + MINUTE);
    history.turn(turnOf(2_000), 'measured', true);
    const { now } = history.window('measured', 5);
    expect(now.speechEndToAudio.count).toBe(100);
    expect(now.speechEndToAudio.percentile(0.95)).toBeCloseTo(100, -1);
    expect(now.speechEndToAudio.max).toBe(2_000);
    expect(now.lateTurns).toBe(1);
  });

  it('says the same of a window as one histogram of all its turns (property)', () => {
    const turns = fc.array(
      fc.record({ ms: fc.integer({ min: 1, max: 5_000 }), minute: fc.integer({ min: 0, max: 1_439 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(turns, fc.constantFrom(15, 60, 360, 1_440), (list, window) => {
        const { history, go } = historyAt();
        const all = new Histogram();
        const sorted = [...list].sort((a, b) => a.minute - b.minute);
        for (const { ms, minute } of sorted) {
          go(BEGIN + minute * MINUTE);
          history.turn(turnOf(ms), 'measured', false);
        }
        const { now, before, points, stepMinutes } = history.window('measured', window);
        const first = (points[0]?.at ?? 0) - BEGIN;
        for (const { ms, minute } of sorted) if (minute * MINUTE >= first) all.record(ms);
        expect(now.speechEndToAudio.summary()).toEqual(all.summary());
        expect(points.length * stepMinutes).toBeGreaterThanOrEqual(window);
        const inPoints = points.reduce((sum, { figures }) => sum + figures.turns, 0);
        expect(inPoints).toBe(now.turns);
        expect(before.turns + now.turns).toBeLessThanOrEqual(list.length);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps measured and simulated apart', () => {
    const { history } = historyAt();
    history.turn(turnOf(100), 'simulated', false);
    expect(history.window('measured', 15).now.turns).toBe(0);
    expect(history.window('simulated', 15).now.turns).toBe(1);
  });

  it('compares with the time before', () => {
    const { history, go } = historyAt();
    history.turn(turnOf(100), 'measured', false);
    go(BEGIN + 15 * MINUTE);
    history.turn(turnOf(200), 'measured', false);
    history.turn(turnOf(200), 'measured', false);
    const { now, before } = history.window('measured', 15);
    expect([now.turns, before.turns]).toEqual([2, 1]);
  });

  it('gives closed minutes away once, to be stored, and takes stored ones in', () => {
    const { history, go } = historyAt();
    history.turn(turnOf(321, { language: 'zh-HK' }), 'measured', false);
    history.open('measured').provider('azure recogniser').failures++;
    expect(history.takeClosed()).toEqual([]);
    go(BEGIN + MINUTE);
    const [closed] = history.takeClosed();
    expect(history.takeClosed()).toEqual([]);
    const later = historyAt(BEGIN + 2 * MINUTE).history;
    later.restore({
      at: closed!.at,
      origin: closed!.origin,
      figures: decodeMinute(encodeMinute(closed!.figures)),
    });
    const { now } = later.window('measured', 15);
    expect(now.languages.get('zh-HK')?.turns).toBe(1);
    expect(now.providers.get('azure recogniser')?.failures).toBe(1);
    expect(now.speechEndToAudio.max).toBe(321);
  });

  it('forgets: the memory of two days is bounded', () => {
    const { history, go } = historyAt();
    for (let minute = 0; minute < 4 * 1_440; minute += 7) {
      go(BEGIN + minute * MINUTE);
      history.turn(turnOf(100), 'measured', false);
    }
    const { now, before } = history.window('measured', 1_440);
    expect(now.turns + before.turns).toBeLessThanOrEqual(2 * 1_440);
    go(BEGIN + 10 * 1_440 * MINUTE);
    expect(history.window('measured', 1_440).now.turns).toBe(0);
  });

  it('bounds names, whatever providers are called', () => {
    const figures = new MinuteFigures();
    for (let i = 0; i < 1_000; i++) figures.addError(`CODE_${i}`);
    expect(figures.errors.size).toBeLessThanOrEqual(201);
    expect(figures.errorCount).toBe(1_000);
  });
});
