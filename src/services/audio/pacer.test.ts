import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../types/clock.ts';
import { PacedStream } from './pacer.ts';
import { VirtualClock } from './testSupport.ts';
import { sharedWheel } from './wheel.ts';

/** A clock whose timers fire late by chance, as those of a busy machine do. */
class LateClock extends VirtualClock {
  readonly #random = seededRandom(7);
  override after(ms: number, fn: () => void) {
    const pause = this.#random.next() < 0.01 ? 60 : 0;
    return super.after(ms + this.#random.next() * 4 + pause, fn);
  }
}

describe('PacedStream', () => {
  it('does not drift and never runs dry over 10,000 frames, with timers that are late', () => {
    const clock = new LateClock();
    let left = 10_000 * 20;
    let playsUntil = 0;
    let dryMs = 0;
    let mostAhead = 0;
    const stream = new PacedStream(clock, {
      send(maxMs, nowMs) {
        const ms = Math.min(left, Math.floor(maxMs / 20) * 20);
        if (ms === 0) return 0;
        left -= ms;
        if (playsUntil > 0 && playsUntil < nowMs) dryMs += nowMs - playsUntil;
        playsUntil = Math.max(playsUntil, nowMs) + ms;
        mostAhead = Math.max(mostAhead, playsUntil - nowMs);
        return ms;
      },
    });
    stream.wake();
    expect(left).toBe(200_000 - 200);
    clock.advance(199_000);
    const aheadMs = playsUntil - clock.now();
    clock.advance(2_000);
    stream.rest();
    expect(left).toBe(0);
    expect(playsUntil).toBe(200_000);
    expect(dryMs).toBe(0);
    expect(stream.underruns).toBe(0);
    expect(mostAhead).toBeLessThanOrEqual(200);
    expect(aheadMs).toBeGreaterThan(90);
  });

  it('serves every call from one wheel, which stands still when nobody speaks', () => {
    const clock = new VirtualClock();
    const streams = Array.from({ length: 50 }, () => new PacedStream(clock, { send: () => 0 }));
    for (const stream of streams) stream.wake();
    expect(sharedWheel(clock).size).toBe(50);
    clock.advance(1_000);
    for (const stream of streams) stream.rest();
    expect(sharedWheel(clock).size).toBe(0);
    expect(sharedWheel(clock).lateness.count).toBe(100);
    clock.advance(1_000);
    expect(sharedWheel(clock).lateness.count).toBe(100);
  });

  it('counts an underrun when the source was late, and begins anew', () => {
    const clock = new VirtualClock();
    const offered = [40, 0, 0, 0, 0, 0, 0, 0, 40];
    const stream = new PacedStream(clock, { send: () => offered.shift() ?? 0 });
    stream.wake();
    clock.advance(300);
    expect(stream.underruns).toBe(1);
  });
});
