import { Emitter } from '../../lib/emitter.ts';
import { systemClock, type Clock } from '../../types/clock.ts';
import type { MetricsSnapshot } from '../../types/metrics.ts';

export interface LiveFeedOptions {
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly onError?: (error: unknown) => void;
}

export const defaultLiveFeedOptions = {
  clock: systemClock,
  intervalMs: 1_000,
} as const satisfies LiveFeedOptions;

/**
 * Gives every subscriber a snapshot once a second: one is made for all. Without subscribers nothing ticks. A subscriber
 * that throws is reported and does not disturb the others.
 */
export class LiveFeed {
  readonly #snapshot: () => MetricsSnapshot;
  readonly #options: LiveFeedOptions;
  readonly #emitter: Emitter<{ snapshot: [MetricsSnapshot] }>;
  #timer: unknown;
  #next = 0;

  constructor(snapshot: () => MetricsSnapshot, options: Partial<LiveFeedOptions> = {}) {
    this.#snapshot = snapshot;
    this.#options = { ...defaultLiveFeedOptions, ...options };
    const { onError } = this.#options;
    this.#emitter = new Emitter(onError ? { onError } : {});
  }

  /** Answers what ends the subscription. The first snapshot comes after one interval. */
  subscribe(listener: (snapshot: MetricsSnapshot) => void): () => void {
    const stop = this.#emitter.on('snapshot', listener);
    if (this.#timer === undefined) {
      this.#next = this.#options.clock.now();
      this.#arm();
    }
    return () => {
      stop();
      if (this.#emitter.listenerCount('snapshot') === 0) this.#disarm();
    };
  }

  close(): void {
    this.#emitter.removeAllListeners();
    this.#disarm();
  }

  /** Against the clock, not against the last tick: late ticks don't add up, missed ones are left out. */
  #arm(): void {
    const { clock, intervalMs } = this.#options;
    const now = clock.now();
    while (this.#next <= now) this.#next += intervalMs;
    this.#timer = clock.after(this.#next - now, () => this.#tick());
  }

  #tick(): void {
    try {
      this.#emitter.emit('snapshot', this.#snapshot());
    } catch (error) {
      this.#options.onError?.(error);
    }
    if (this.#emitter.listenerCount('snapshot') > 0) this.#arm();
    else this.#disarm();
  }

  #disarm(): void {
    this.#options.clock.cancel(this.#timer);
    this.#timer = undefined;
  }
}
