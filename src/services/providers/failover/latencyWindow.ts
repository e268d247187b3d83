/** The newest first-output times of one provider at one kind of work in one language, and their quantiles. */

/** Old enough to be steady, new enough to follow a provider that changes within minutes. */
const KEPT = 200;
/** Sorting 200 numbers costs 10 us: not on every request. */
const RECOUNT_EVERY = 8;

export class LatencyWindow {
  readonly #values = new Float64Array(KEPT);
  #count = 0;
  #sorted: Float64Array = new Float64Array(0);
  #sortedAt = -1;

  /** All samples so far; at most {@link KEPT} of them are kept. */
  get count(): number {
    return this.#count;
  }

  record(ms: number): void {
    this.#values[this.#count % KEPT] = ms;
    this.#count++;
  }

  /** By nearest rank over the kept samples; null without any. */
  quantile(share: number): number | null {
    if (this.#count === 0) return null;
    if (this.#sortedAt < 0 || this.#count - this.#sortedAt >= RECOUNT_EVERY || this.#count < RECOUNT_EVERY) {
      this.#sorted = this.#values.slice(0, Math.min(this.#count, KEPT)).sort();
      this.#sortedAt = this.#count;
    }
    return this.#sorted[Math.max(0, Math.ceil(share * this.#sorted.length) - 1)] ?? null;
  }
}
