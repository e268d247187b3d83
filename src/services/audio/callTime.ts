/**
 * Media time → the call's clock. The offset is the smallest seen lately (arrival − media end): frames that were held up
 * by a stall come later than their media time says, never earlier, so a burst does not shift the mapping. The window
 * slides, so that a slow drift between the two clocks is followed.
 */
const BUCKET_MS = 10_000;

export class CallTime {
  #current = Infinity;
  #previous = Infinity;
  #bucketEndsAt = -Infinity;

  /** A frame whose last sample is at `mediaEndMs` arrived at `nowMs`. */
  arrived(mediaEndMs: number, nowMs: number): void {
    if (nowMs >= this.#bucketEndsAt) {
      this.#previous = this.#current;
      this.#current = Infinity;
      this.#bucketEndsAt = nowMs + BUCKET_MS;
    }
    const offset = nowMs - mediaEndMs;
    if (offset < this.#current) this.#current = offset;
  }

  /** Call clock at which the sample at `mediaMs` could have been here at the earliest; NaN before the first frame. */
  at(mediaMs: number): number {
    const offset = Math.min(this.#current, this.#previous);
    return Number.isFinite(offset) ? mediaMs + offset : NaN;
  }

  /** Forgets everything: the carrier's media line began anew. */
  reset(): void {
    this.#current = Infinity;
    this.#previous = Infinity;
    this.#bucketEndsAt = -Infinity;
  }
}
