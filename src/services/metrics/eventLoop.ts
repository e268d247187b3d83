import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock, type Clock } from '../../types/clock.ts';

export interface EventLoopFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface EventLoopOptions {
  readonly clock: Clock;
  /** How often the loop is sampled. */
  readonly resolutionMs: number;
  /** Figures cover between one and two of these. */
  readonly windowMs: number;
}

export const defaultEventLoopOptions = {
  clock: systemClock,
  resolutionMs: 5,
  windowMs: 60_000,
} as const satisfies EventLoopOptions;

const NS_PER_MS = 1e6;

type IntervalHistogram = ReturnType<typeof monitorEventLoopDelay>;

/**
 * How much later than planned the event loop gets to its timers: what a frame of audio would wait. Two samplers run, one
 * window apart; the older one is read, and replaced by the younger when it has covered two windows.
 */
export class EventLoopMonitor {
  readonly #options: EventLoopOptions;
  #older: IntervalHistogram;
  #younger: IntervalHistogram | undefined;
  #turnedAt: number;

  constructor(options: Partial<EventLoopOptions> = {}) {
    this.#options = { ...defaultEventLoopOptions, ...options };
    this.#older = this.#sampler();
    this.#turnedAt = this.#options.clock.now();
  }

  read(): EventLoopFigures {
    this.#turn();
    return {
      p50Ms: this.#late(this.#older.percentile(50)),
      p99Ms: this.#late(this.#older.percentile(99)),
      maxMs: this.#late(this.#older.max),
    };
  }

  stop(): void {
    this.#older.disable();
    this.#younger?.disable();
  }

  #turn(): void {
    const now = this.#options.clock.now();
    if (now - this.#turnedAt < this.#options.windowMs) return;
    this.#turnedAt = now;
    if (this.#younger) {
      this.#older.disable();
      this.#older = this.#younger;
    }
    this.#younger = this.#sampler();
  }

  #sampler(): IntervalHistogram {
    const sampler = monitorEventLoopDelay({ resolution: this.#options.resolutionMs });
    sampler.enable();
    return sampler;
  }

  /** The sampler tells the whole interval between two ticks, the planned part included. */
  #late(ns: number): number {
    const ms = ns / NS_PER_MS - this.#options.resolutionMs;
    return Number.isFinite(ms) ? Math.round(Math.max(0, ms) * 1000) / 1000 : 0;
  }
}
