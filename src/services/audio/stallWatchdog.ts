/**
 * Notices that no audio comes: on TCP nothing is lost, frames stop and later arrive at once. Asked on every tick of the
 * shared wheel; it keeps no timer.
 */
export const STALL_AFTER_MS = 100;

export class StallWatchdog {
  stalls = 0;
  /** Longest silence of the socket, ms. */
  longestMs = 0;
  readonly #afterMs: number;
  readonly #changed: (stalled: boolean, silentMs: number) => void;
  #lastAt: number | undefined;
  #stalled = false;

  /** @param changed told once when the stream stalls and once when it goes on, with the silence so far in ms */
  constructor(changed: (stalled: boolean, silentMs: number) => void, afterMs: number = STALL_AFTER_MS) {
    this.#changed = changed;
    this.#afterMs = afterMs;
  }

  get stalled(): boolean {
    return this.#stalled;
  }

  frame(nowMs: number): void {
    const silentMs = this.#lastAt === undefined ? 0 : nowMs - this.#lastAt;
    this.#lastAt = nowMs;
    if (silentMs > this.longestMs) this.longestMs = silentMs;
    if (!this.#stalled) return;
    this.#stalled = false;
    this.#changed(false, silentMs);
  }

  check(nowMs: number): void {
    // Before the first frame there is nothing to miss.
    if (this.#stalled || this.#lastAt === undefined || nowMs - this.#lastAt <= this.#afterMs) return;
    this.#stalled = true;
    this.stalls++;
    this.#changed(true, nowMs - this.#lastAt);
  }
}
