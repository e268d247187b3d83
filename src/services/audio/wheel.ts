/**
 * One ticking wheel for all calls, on an absolute schedule: tick n is due at start + n × period, however late tick n−1
 * was, so nothing drifts. It stands still while nobody listens.
 */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Clock } from '../../types/clock.ts';
import { LoadWatch, type LoadFigures } from './loadWatch.ts';

export const WHEEL_PERIOD_MS = 10;

export class Wheel {
  /** How late ticks came, in microseconds. */
  readonly lateness: RecordableHistogram = createHistogram();
  /** What these ticks tell of the load of this process. */
  readonly load = new LoadWatch();
  readonly #clock: Clock;
  readonly #periodMs: number;
  readonly #listeners = new Set<(nowMs: number) => void>();
  #handle: unknown;
  #running = false;
  #dueAt = 0;

  constructor(clock: Clock, periodMs: number = WHEEL_PERIOD_MS) {
    this.#clock = clock;
    this.#periodMs = periodMs;
  }

  get size(): number {
    return this.#listeners.size;
  }

  /** As they are now: while the wheel stands still the load goes down too. */
  get loadFigures(): LoadFigures {
    if (!this.#running) this.load.stoodStill(this.#clock.now());
    return this.load.figures;
  }

  add(listener: (nowMs: number) => void): void {
    this.#listeners.add(listener);
    if (this.#running) return;
    this.#running = true;
    this.load.stoodStill(this.#clock.now());
    this.#dueAt = this.#clock.now() + this.#periodMs;
    this.#arm();
  }

  remove(listener: (nowMs: number) => void): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0 || !this.#running) return;
    this.#running = false;
    this.#clock.cancel(this.#handle);
  }

  /** One call's defect must not stop the audio of all others: that call ticks no more, and the defect surfaces apart. */
  #call(listener: (nowMs: number) => void, nowMs: number): void {
    try {
      listener(nowMs);
    } catch (error) {
      this.remove(listener);
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  #arm(): void {
    this.#handle = this.#clock.after(Math.max(0, this.#dueAt - this.#clock.now()), this.#tick);
  }

  readonly #tick = (): void => {
    if (!this.#running) return;
    const now = this.#clock.now();
    // A timer may fire a fraction of a millisecond early; that is on time.
    this.load.tick(Math.min(this.#dueAt, now), now, this.#periodMs);
    this.lateness.record(Math.max(1, Math.round((now - this.#dueAt) * 1_000)));
    const behind = Math.max(0, Math.floor((now - this.#dueAt) / this.#periodMs));
    this.#dueAt += (behind + 1) * this.#periodMs;
    try {
      for (const listener of this.#listeners) this.#call(listener, now);
    } finally {
      if (this.#running) this.#arm();
    }
  };
}

const shared = new WeakMap<Clock, Wheel>();

/** The wheel of a clock: the same one for every call that runs on it. */
export function sharedWheel(clock: Clock): Wheel {
  let wheel = shared.get(clock);
  if (!wheel) {
    wheel = new Wheel(clock);
    shared.set(clock, wheel);
  }
  return wheel;
}
