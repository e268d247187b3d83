/** Keeps a connection open through the pauses between callers: with a cheap request, and only while there are callers. */
import type { Clock } from '../../../types/clock.ts';

/** Just below the minute after which hosts, proxies and our own agent let an idle connection go. */
export const PING_MS = 50_000;
/** Nobody has used the model for this long: the next caller may wait for a handshake. */
export const FORGET_MS = 600_000;

export class KeepWarm {
  readonly #clock: Clock;
  readonly #ping: () => void;
  #usedAt = 0;
  #trafficAt = 0;
  #timer: unknown;
  #stopped = false;

  /** @param ping sends one cheap request; its failures are its own business */
  constructor(clock: Clock, ping: () => void) {
    this.#clock = clock;
    this.#ping = ping;
  }

  /** Something goes over the connection for a caller's sake. */
  used(): void {
    this.#usedAt = this.#trafficAt = this.#clock.now();
    this.#schedule(PING_MS);
  }

  stop(): void {
    this.#stopped = true;
    this.#clock.cancel(this.#timer);
  }

  #schedule(ms: number): void {
    if (this.#stopped || this.#timer !== undefined) return;
    this.#timer = this.#clock.after(ms, () => this.#tick());
    unref(this.#timer);
  }

  #tick(): void {
    this.#timer = undefined;
    const now = this.#clock.now();
    if (this.#stopped || now - this.#usedAt >= FORGET_MS) return;
    if (now - this.#trafficAt >= PING_MS) {
      this.#trafficAt = now;
      this.#ping();
    }
    this.#schedule(PING_MS - (now - this.#trafficAt));
  }
}

/** A process that has nothing else to do may end. */
function unref(timer: unknown): void {
  if (typeof timer !== 'object' || timer === null || !('unref' in timer)) return;
  if (typeof timer.unref === 'function') timer.unref();
}
