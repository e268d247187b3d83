import type { Clock } from '../../types/clock.ts';

/** The machine's clock, running `speed` times as fast, so that a call of ten seconds is tested in one. */
export function fastClock(speed: number): Clock {
  return {
    now: () => performance.now() * speed,
    wall: () => Date.now(),
    after: (ms, fn) => setTimeout(fn, ms / speed),
    cancel: (handle) => clearTimeout(handle as NodeJS.Timeout),
  };
}

/** A clock that only moves when told to. */
export class ManualClock implements Clock {
  #now = 0;
  #timers: { readonly at: number; readonly fn: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  wall(): number {
    return 1_790_000_000_000 + this.#now;
  }

  after(ms: number, fn: () => void): unknown {
    const timer = { at: this.#now + ms, fn };
    this.#timers.push(timer);
    return timer;
  }

  cancel(handle: unknown): void {
    this.#timers = this.#timers.filter((t) => t !== handle);
  }

  /** Moves on, firing timers as they come due. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((t) => t !== next);
      this.#now = Math.max(this.#now, next.at);
      next.fn();
    }
    this.#now = end;
  }

  /** Jumps without firing anything on the way: the process was busy. */
  stall(ms: number): void {
    this.#now += ms;
  }
}
