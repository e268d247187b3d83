/** The newest first-output times of one provider at one kind of work in one language, and their quantiles. */

/** Old enough to be steady, new enough to follow a provider that changes within minutes. */
const KEPT = 200;
/** Sorting 200 numbers costs 10 us: not on every request. */
const RECOUNT_EVERY = 8;
/** What was measured longer ago says nothing about now, ms. */
const FRESH_MS = 10 * 60_000;
/** A lasting change of a provider, or of the way to it, is accepted at this pace: by 1 % with each recount. */
const BASELINE_DRIFT = 1.01;

export class LatencyWindow {
  readonly #values = new Float64Array(KEPT);
  readonly #times = new Float64Array(KEPT);
  #count = 0;
  #sorted: Float64Array = new Float64Array(0);
  #sortedAt = -1;
  #baseline = Number.POSITIVE_INFINITY;

  /** All samples so far; at most {@link KEPT} of them are kept. */
  get count(): number {
    return this.#count;
  }

  /**
   * The best median that it has had, drifting upwards slowly; infinite until there are `enough` samples. The median, because
   * a provider that turns slow before there are enough has slow ones among them.
   */
  baseline(enough: number): number {
    if (this.#count < enough) return Number.POSITIVE_INFINITY;
    this.quantile(0.5);
    return this.#baseline;
  }

  /** Samples of the last ten minutes. */
  fresh(now: number): number {
    let fresh = 0;
    for (let i = 0; i < Math.min(this.#count, KEPT); i++)
      if (now - (this.#times[i] as number) <= FRESH_MS) fresh++;
    return fresh;
  }

  record(ms: number, now: number): void {
    this.#values[this.#count % KEPT] = ms;
    this.#times[this.#count % KEPT] = now;
    this.#count++;
  }

  /** By nearest rank over the kept samples; null without any. */
  quantile(share: number): number | null {
    if (this.#count === 0) return null;
    if (this.#sortedAt < 0 || this.#count - this.#sortedAt >= RECOUNT_EVERY || this.#count < RECOUNT_EVERY) {
      this.#sorted = this.#values.slice(0, Math.min(this.#count, KEPT)).sort();
      this.#sortedAt = this.#count;
      this.#baseline = Math.min(this.#rank(0.5), this.#baseline * BASELINE_DRIFT);
    }
    return this.#rank(share);
  }

  #rank(share: number): number {
    return this.#sorted[Math.max(0, Math.ceil(share * this.#sorted.length) - 1)] ?? 0;
  }
}
