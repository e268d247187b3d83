/**
 * Histogram of relative arrival delay, after WebRTC's NetEQ: how much later than the quickest frame of the last two
 * seconds a frame came, with old observations forgotten exponentially. On a telephone leg over TCP it is a metric and
 * the watchdog's scale; on a UDP leg it sets the jitter buffer's target.
 */
export interface ArrivalJitterOptions {
  readonly bucketMs: number;
  readonly buckets: number;
  /** Weight kept by old observations at each new one (NetEQ: 0.983). */
  readonly forget: number;
  readonly historyMs: number;
}

export const defaultArrivalJitterOptions = {
  bucketMs: 5,
  buckets: 200,
  forget: 0.983,
  historyMs: 2_000,
} as const satisfies ArrivalJitterOptions;

/** Offsets kept at most; a power of two. Only such are kept as may become the least one: few, in practice. */
const KEPT = 256;
/** Weights are stored divided by a common factor, which is brought back to 1 before numbers run out. */
const LEAST_FACTOR = 1e-100;

export class ArrivalJitter {
  readonly #options: ArrivalJitterOptions;
  readonly #weights: Float64Array;
  #factor = 1;
  #count = 0;
  /**
   * Offsets (arrival − media) of the last two seconds with their times, as a ring, rising from the oldest to the newest:
   * one that a later one undercuts can never be the least again.
   */
  readonly #offsets = new Float64Array(KEPT);
  readonly #times = new Float64Array(KEPT);
  #oldest = 0;
  #end = 0;

  constructor(options: ArrivalJitterOptions = defaultArrivalJitterOptions) {
    this.#options = options;
    this.#weights = new Float64Array(options.buckets);
  }

  /** Takes a frame's arrival; returns its relative delay in ms. */
  arrived(mediaEndMs: number, nowMs: number): number {
    const offset = nowMs - mediaEndMs;
    const delay = offset - this.#leastWith(offset, nowMs);
    this.#add(delay);
    return delay;
  }

  /** The delay below which the share `q` of (recent) frames came, ms; upper edge of its bucket. 0 before any frame. */
  quantile(q: number): number {
    if (this.#count === 0) return 0;
    let total = 0;
    for (const weight of this.#weights) total += weight;
    const wanted = (q - 1e-12) * total;
    let sum = 0;
    for (let i = 0; i < this.#weights.length; i++) {
      sum += this.#weights[i] as number;
      if (sum >= wanted) return i === 0 ? 0 : (i + 1) * this.#options.bucketMs;
    }
    return this.#weights.length * this.#options.bucketMs;
  }

  #leastWith(offset: number, nowMs: number): number {
    const last = KEPT - 1;
    while (this.#end > this.#oldest && (this.#offsets[(this.#end - 1) & last] as number) >= offset)
      this.#end--;
    const since = nowMs - this.#options.historyMs;
    while (this.#end > this.#oldest && (this.#times[this.#oldest & last] as number) < since) this.#oldest++;
    if (this.#end - this.#oldest === KEPT) this.#oldest++;
    this.#offsets[this.#end & last] = offset;
    this.#times[this.#end & last] = nowMs;
    this.#end++;
    return this.#offsets[this.#oldest & last] as number;
  }

  #add(delayMs: number): void {
    this.#count++;
    // The first observations weigh more, so that the histogram fills quickly (NetEQ's start weight of 2).
    const forget = Math.min(this.#options.forget, 1 - 2 / (this.#count + 1));
    this.#factor *= forget;
    if (this.#factor < LEAST_FACTOR) this.#bringBack();
    const bucket = Math.min(this.#weights.length - 1, Math.floor(delayMs / this.#options.bucketMs));
    this.#weights[bucket] = (this.#weights[bucket] as number) + (1 - forget) / this.#factor;
  }

  #bringBack(): void {
    for (let i = 0; i < this.#weights.length; i++)
      this.#weights[i] = (this.#weights[i] as number) * this.#factor;
    this.#factor = 1;
  }
}
