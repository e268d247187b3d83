/**
 * Fills a short gap with what the ear expects, in the manner of G.711 Appendix I: the last pitch period is repeated, at
 * full level for 10 ms, then 20 % less for each further 10 ms; nothing after 60 ms. On recovery the fill is faded into
 * the real signal.
 */
import { SAMPLES_PER_MS } from './mulaw.ts';

/** Longest gap worth concealing, milliseconds. */
export const CONCEAL_MAX_MS = 60;

const MIN_PERIOD = 5 * SAMPLES_PER_MS;
const MAX_PERIOD = 15 * SAMPLES_PER_MS;
const WINDOW = 20 * SAMPLES_PER_MS;
const HISTORY = WINDOW + MAX_PERIOD;
const TEN_MS = 10 * SAMPLES_PER_MS;
const FADE_IN = 4 * SAMPLES_PER_MS;

export class Concealer {
  readonly #history = new Int16Array(HISTORY);
  readonly #cycle = new Int16Array(MAX_PERIOD);
  #period = 0;
  /** Samples made since the gap began; 0 = no gap. */
  #made = 0;

  /** Remembers real samples, and fades them in (in place) when they end a gap. */
  real(pcm: Int16Array): void {
    if (this.#made > 0) {
      const fade = Math.min(FADE_IN, pcm.length);
      for (let i = 0; i < fade; i++) {
        const weight = (i + 1) / (fade + 1);
        pcm[i] = Math.round((pcm[i] as number) * weight + this.#next() * (1 - weight));
      }
      this.#made = 0;
    }
    this.#remember(pcm);
  }

  /** Writes the fill of a gap into `out`. Consecutive calls continue one gap. */
  conceal(out: Int16Array): void {
    if (this.#made === 0) this.#begin();
    for (let i = 0; i < out.length; i++) out[i] = this.#next();
  }

  #begin(): void {
    this.#period = pitchPeriod(this.#history);
    this.#cycle.set(this.#history.subarray(HISTORY - this.#period));
  }

  #next(): number {
    const gain = fadeAt(this.#made);
    const sample = (this.#cycle[this.#made % this.#period] as number) * gain;
    this.#made++;
    return Math.round(sample);
  }

  #remember(pcm: Int16Array): void {
    if (pcm.length >= HISTORY) {
      this.#history.set(pcm.subarray(pcm.length - HISTORY));
      return;
    }
    this.#history.copyWithin(0, pcm.length);
    this.#history.set(pcm, HISTORY - pcm.length);
  }
}

/** Gain at a sample of the gap: 1 for 10 ms, then falling 20 % in each 10 ms, 0 from 60 ms on. */
function fadeAt(sample: number): number {
  return Math.max(0, Math.min(1, 1 - (0.2 * (sample - TEN_MS)) / TEN_MS));
}

/** Lag with the highest normalised autocorrelation over the last 20 ms. */
function pitchPeriod(history: Int16Array): number {
  const start = HISTORY - WINDOW;
  let best = MIN_PERIOD;
  let bestScore = -Infinity;
  for (let lag = MIN_PERIOD; lag <= MAX_PERIOD; lag++) {
    let product = 0;
    let energy = 1;
    // Every second sample is plenty to find a pitch, at half the cost.
    for (let i = start; i < HISTORY; i += 2) {
      const past = history[i - lag] as number;
      product += (history[i] as number) * past;
      energy += past * past;
    }
    const score = product / Math.sqrt(energy);
    if (score > bestScore) {
      bestScore = score;
      best = lag;
    }
  }
  return best;
}
