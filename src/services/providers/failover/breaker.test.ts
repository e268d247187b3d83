import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Breaker, defaultBreakerOptions, type Outcome } from './breaker.ts';

const { openMs, longestOpenMs, refusedMs } = defaultBreakerOptions;

describe('the breaker', () => {
  it('opens after three errors in a row, and not after two', () => {
    const breaker = new Breaker();
    expect([breaker.record('failed', 0), breaker.record('failed', 1)]).toEqual([null, null]);
    expect(breaker.state(1)).toBe('closed');
    expect(breaker.record('failed', 2)).toBe('opened');
    expect(breaker.state(3)).toBe('open');
  });

  it('opens on slowness as on errors', () => {
    const breaker = new Breaker();
    const changes = (['slow', 'slow', 'slow', 'slow'] as const).map((it, at) => breaker.record(it, at));
    expect(changes).toEqual([null, null, null, 'opened']);
  });

  it('opens when most of the last ten were bad, though never in a row', () => {
    const breaker = new Breaker();
    const row: Outcome[] = ['slow', 'failed', 'ok', 'slow', 'slow', 'ok', 'slow', 'ok', 'failed', 'slow'];
    const changes = row.map((outcome, at) => breaker.record(outcome, at));
    expect(changes.slice(0, -1).every((change) => change === null)).toBe(true);
    expect(changes.at(-1)).toBe('opened');
  });

  it('stays closed for a healthy provider: one late in twenty', () => {
    const breaker = new Breaker();
    for (let at = 0; at < 2_000; at++) expect(breaker.record(at % 20 === 0 ? 'slow' : 'ok', at)).toBeNull();
  });

  it('forgets what is long ago', () => {
    const breaker = new Breaker();
    for (let minute = 0; minute < 10; minute++) expect(breaker.record('failed', minute * 61_000)).toBeNull();
  });

  it('lets one probe through when its time has come, and closes when the probe is well', () => {
    const breaker = new Breaker();
    for (let at = 0; at < 3; at++) breaker.record('failed', at);
    expect(breaker.takeProbe(100)).toBe(false);
    const then = 2 + openMs;
    expect(breaker.state(then)).toBe('half-open');
    expect([breaker.takeProbe(then), breaker.takeProbe(then)]).toEqual([true, false]);
    expect(breaker.record('ok', then + 10)).toBe('closed');
    expect(breaker.state(then + 10)).toBe('closed');
  });

  it('waits twice as long after each probe that fails, up to its limit', () => {
    const breaker = new Breaker();
    for (let at = 0; at < 3; at++) breaker.record('failed', at);
    let now = 2;
    for (let wait: number = openMs; wait < longestOpenMs; wait = Math.min(longestOpenMs, wait * 2)) {
      expect(breaker.state(now + wait - 1)).toBe('open');
      now += wait;
      expect(breaker.takeProbe(now)).toBe(true);
      expect(breaker.record('slow', now)).toBeNull();
    }
    expect(breaker.state(now + longestOpenMs - 1)).toBe('open');
    expect(breaker.state(now + longestOpenMs)).toBe('half-open');
  });

  it('opens at once, and for longer, for a refused key', () => {
    const breaker = new Breaker();
    expect(breaker.record('failed', 0, true)).toBe('opened');
    expect([breaker.state(refusedMs - 1), breaker.state(refusedMs)]).toEqual(['open', 'half-open']);
  });

  it('does not close for requests that were under way when it opened', () => {
    const breaker = new Breaker();
    for (let at = 0; at < 3; at++) breaker.record('failed', at);
    expect(breaker.record('ok', 5)).toBeNull();
    expect(breaker.state(5)).toBe('open');
  });

  it('never has a probe lost: given back, it can be taken again', () => {
    const breaker = new Breaker();
    for (let at = 0; at < 3; at++) breaker.record('failed', at);
    expect(breaker.takeProbe(10_000)).toBe(true);
    breaker.dropProbe();
    expect(breaker.takeProbe(10_000)).toBe(true);
  });

  it('always comes back: whatever happened, good answers close it', () => {
    const outcome = fc.constantFrom<Outcome>('ok', 'slow', 'failed');
    fc.assert(
      fc.property(fc.array(fc.tuple(outcome, fc.integer({ min: 0, max: 200_000 }), fc.boolean())), (row) => {
        const breaker = new Breaker();
        let now = 0;
        for (const [it, ms, lasting] of row) breaker.record(it, (now += ms), lasting);
        for (let n = 0; n < 3; n++) breaker.record('ok', (now += longestOpenMs + 1));
        expect(breaker.state(now)).toBe('closed');
      }),
    );
  });
});
