import type { Clock } from '../../types/clock.ts';
import { systemClock } from '../../types/clock.ts';

/** One frame of telephone audio. */
export const FRAME_MS = 20;
/** Samples, and bytes of mu-law, in a frame at 8 kHz. */
export const FRAME_BYTES = 160;

/** Calls are spread over this many phases within a frame, as callers are in life, so that they do not all send at once. */
const PHASES = 4;
const PHASE_MS = FRAME_MS / PHASES;

export interface TickerStatistics {
  readonly ticks: number;
  /** Ticks that ran more than one frame after their time: the process was too busy. */
  readonly late: number;
  readonly maxLateMs: number;
}

/**
 * One metronome for all simulated calls of a process. Tick n is due at origin + n × 20 ms whatever happened before: each
 * timer is armed for an absolute time, so lateness never accumulates, and ticks missed by a stall are made up in a burst.
 */
export class Ticker {
  readonly #clock: Clock;
  readonly #phases: Set<() => void>[] = Array.from({ length: PHASES }, () => new Set());
  #origin = 0;
  #next = 0;
  #timer: unknown = null;
  #ticks = 0;
  #late = 0;
  #maxLateMs = 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Calls `fn` once every 20 ms until the returned function is called. */
  subscribe(fn: () => void): () => void {
    const empty = this.#phases.every((phase) => phase.size === 0);
    if (empty) {
      this.#origin = this.#clock.now();
      this.#next = 1;
    }
    const phase = this.#phases.reduce((least, p) => (p.size < least.size ? p : least));
    phase.add(fn);
    this.#arm();
    return () => {
      phase.delete(fn);
      if (this.#phases.every((p) => p.size === 0)) this.#disarm();
    };
  }

  statistics(): TickerStatistics {
    return { ticks: this.#ticks, late: this.#late, maxLateMs: this.#maxLateMs };
  }

  #arm(): void {
    this.#disarm();
    let n = this.#next;
    while (this.#phases[n % PHASES]!.size === 0) {
      n++;
      if (n > this.#next + PHASES) return;
    }
    const delay = this.#origin + n * PHASE_MS - this.#clock.now();
    // Rounded up: a timer that fires a fraction early would wake twice.
    this.#timer = this.#clock.after(Math.max(0, Math.ceil(delay)), () => this.#wake());
  }

  #disarm(): void {
    if (this.#timer === null) return;
    this.#clock.cancel(this.#timer);
    this.#timer = null;
  }

  #wake(): void {
    this.#timer = null;
    try {
      for (;;) {
        const late = this.#clock.now() - (this.#origin + this.#next * PHASE_MS);
        if (late < 0) break;
        const phase = this.#phases[this.#next % PHASES]!;
        this.#next++;
        for (const fn of phase) {
          this.#ticks++;
          if (late > FRAME_MS) this.#late++;
          if (late > this.#maxLateMs) this.#maxLateMs = late;
          fn();
        }
      }
    } finally {
      if (this.#timer === null) this.#arm();
    }
  }
}

/** The metronome that calls use unless a test gives another. */
export const sharedTicker = new Ticker();
