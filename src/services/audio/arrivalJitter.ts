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

export class ArrivalJitter {
  readonly #options: ArrivalJitterOptions;
  readonly #weights: Float64Array;
  /** Offsets (arrival − media) of the last two seconds, as a ring with their times. */
  readonly #offsets = new Float64Array(256);
  readonly #times = new Float64Array(256).fill(-Infinity);
  #head = 0;
  #count = 0;

  constructor(options: ArrivalJitterOptions = defaultArrivalJitterOptions) {
    this.#options = options;
    this.#weights = new Float64Array(options.buckets);
  }

  /** Takes a frame's arrival; returns its relative delay in ms. */
  arrived(mediaEndMs: number, nowMs: number): number {
    const offset = nowMs - mediaEndMs;
    this.#offsets[this.#head] = offset;
    this.#times[this.#head] = nowMs;
    this.#head = (this.#head + 1) % this.#offsets.length;
    let least = offset;
    for (let i = 0; i < this.#offsets.length; i++) {
      if (nowMs - (this.#times[i] as number) > this.#options.historyMs) continue;
      const other = this.#offsets[i] as number;
      if (other < least) least = other;
    }
    const delay = offset - least;
    this.#add(delay);
    return delay;
  }

  /** The delay below which the share `q` of (recent) frames came, ms; upper edge of its bucket. 0 before any frame. */
  quantile(q: number): number {
    if (this.#count === 0) return 0;
    let total = 0;
    for (const weight of this.#weights) total += weight;
    let sum = 0;
    for (let i = 0; i < this.#weights.length; i++) {
      sum += this.#weights[i] as number;
      if (sum >= q * total - 1e-12) return i === 0 ? 0 : (i + 1) * this.#options.bucketMs;
    }
    return this.#weights.length * this.#options.bucketMs;
  }

  #add(delayMs: number): void {
    this.#count++;
    // The first observations weigh more, so that the histogram fills quickly (NetEQ's start weight of 2).
    const forget = Math.min(this.#options.forget, 1 - 2 / (this.#count + 1));
    for (let i = 0; i < this.#weights.length; i++) this.#weights[i] = (this.#weights[i] as number) * forget;
    const bucket = Math.min(this.#weights.length - 1, Math.floor(delayMs / this.#options.bucketMs));
    this.#weights[bucket] = (this.#weights[bucket] as number) + 1 - forget;
  }
}
