/** One connection that waits for the next clause, while there are callers: whoever loses the last one gets it replaced. */
import type { Clock } from '../../../types/clock.ts';

/** Nobody has spoken for this long: the next caller may wait for a handshake. */
export const FORGET_MS = 600_000;

export class OneAhead {
  readonly #clock: Clock;
  readonly #open: () => Promise<void>;
  #usedAt = Number.NEGATIVE_INFINITY;
  #opening: Promise<void> | undefined;
  #closed = false;

  /** @param open opens a connection and leaves it where the next clause finds it; its failures are that clause's business */
  constructor(clock: Clock, open: () => Promise<void>) {
    this.#clock = clock;
    this.#open = open;
  }

  /** There are callers. */
  used(): void {
    this.#usedAt = this.#clock.now();
  }

  /** No connection is left. One attempt: a service that cannot be reached now is asked again when somebody has to speak. */
  replace(): void {
    if (this.#closed || this.#opening || this.#clock.now() - this.#usedAt >= FORGET_MS) return;
    const opening = this.#open()
      .catch(() => undefined)
      .finally(() => {
        if (this.#opening === opening) this.#opening = undefined;
      });
    this.#opening = opening;
  }

  /** The one that is being opened, for the first who asks: sooner ready than one that is begun now. */
  take(): Promise<void> | undefined {
    const opening = this.#opening;
    this.#opening = undefined;
    return opening;
  }

  close(): void {
    this.#closed = true;
  }
}
