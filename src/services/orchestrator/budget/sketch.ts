/**
 * A latency distribution that forgets: logarithmic buckets whose weights fade with every new sample. Small, of fixed size,
 * and cheap enough to be asked on every turn.
 */

/** From 1 ms to 60 s; neighbouring bounds differ by 9 %, quantiles between them are interpolated. */
const GROWTH = 1.09;
const LN_GROWTH = Math.log(GROWTH);
const BUCKETS = Math.ceil(Math.log(60_000) / LN_GROWTH) + 1;
/** A sample counts half after 139 later ones: a provider's bad ten minutes are noticed and forgotten. */
const FADE = 0.995;
/** Weights grow instead of all others shrinking; before they overflow they are brought down once. */
const HEAVIEST = 1e12;

/** What is assumed before anything was measured: a lognormal, as heavy as `samples` samples. */
export interface Prior {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly samples: number;
}

export class LatencySketch {
  readonly #weights = new Float64Array(BUCKETS);
  #total = 0;
  #next = 1;
  #samples = 0;

  constructor(prior?: Prior) {
    if (prior) this.#assume(prior);
  }

  /** Measured, without the prior. */
  get samples(): number {
    return this.#samples;
  }

  record(ms: number): void {
    this.#add(bucketOf(ms), this.#fade());
  }

  /**
   * It took longer than `ms`, how long nobody knows (another provider was faster): the sample goes to all that is above, in
   * the shares that are known (Efron's redistribution to the right). Dropped, the fast ones alone would remain.
   */
  recordLonger(ms: number): void {
    const weight = this.#fade();
    const from = bucketOf(ms) + 1;
    let above = 0;
    for (let i = from; i < BUCKETS; i++) above += this.#weights[i] as number;
    if (above <= 0) return this.#add(Math.min(BUCKETS - 1, from), weight);
    for (let i = from; i < BUCKETS; i++) {
      const own = this.#weights[i] as number;
      if (own > 0) this.#weights[i] = own + (weight * own) / above;
    }
    this.#total += weight;
  }

  /** Milliseconds at share `p`; of those above `afterMs` only, when that is given. 0 for an empty sketch. */
  quantile(p: number, afterMs = 0): number {
    const first = afterMs <= 0 ? 0 : bucketOf(afterMs);
    const inside = afterMs <= 0 ? 0 : shareBelow(afterMs, first);
    let total = 0;
    for (let i = first; i < BUCKETS; i++) total += this.#weights[i] as number;
    const below = (this.#weights[first] as number) * inside;
    // Longer than anything known: it is as likely to take as long again.
    if (total - below <= this.#total * 1e-6) return afterMs <= 0 ? 0 : afterMs * 2;
    let left = below + p * (total - below);
    for (let i = first; i < BUCKETS; i++) {
      const weight = this.#weights[i] as number;
      if (weight > 0 && left <= weight) return Math.max(afterMs, valueAt(i, left / weight));
      left -= weight;
    }
    return valueAt(BUCKETS - 1, 1);
  }

  /** `count` values that stand for equal shares of what lies above `afterMs`. */
  spread(count: number, afterMs = 0): number[] {
    return Array.from({ length: count }, (_, i) => this.quantile((i + 0.5) / count, afterMs));
  }

  #assume({ p50Ms, p95Ms, samples }: Prior): void {
    const sigma = Math.max(0.05, Math.log(p95Ms / p50Ms) / 1.645);
    for (let i = 0; i < BUCKETS; i++) {
      const z = ((i + 0.5) * LN_GROWTH - Math.log(p50Ms)) / sigma;
      this.#add(i, (samples * LN_GROWTH * Math.exp(-z * z * 0.5)) / (sigma * Math.sqrt(2 * Math.PI)));
    }
  }

  #add(bucket: number, weight: number): void {
    this.#weights[bucket] = (this.#weights[bucket] as number) + weight;
    this.#total += weight;
  }

  #fade(): number {
    this.#samples++;
    this.#next /= FADE;
    if (this.#next > HEAVIEST) {
      for (let i = 0; i < BUCKETS; i++) this.#weights[i] = (this.#weights[i] as number) / this.#next;
      this.#total /= this.#next;
      this.#next = 1;
    }
    return this.#next;
  }
}

function bucketOf(ms: number): number {
  return ms <= 1 ? 0 : Math.min(BUCKETS - 1, Math.floor(Math.log(ms) / LN_GROWTH));
}

function shareBelow(ms: number, bucket: number): number {
  return Math.min(1, Math.max(0, Math.log(Math.max(1, ms)) / LN_GROWTH - bucket));
}

function valueAt(bucket: number, share: number): number {
  return Math.exp((bucket + share) * LN_GROWTH);
}
