/**
 * How fast each voice really speaks, learned from every clause that it has spoken to its end: so that it is known which
 * word a piece of audio has reached where the provider does not say.
 */
import { speakingMs } from './speakingTime.ts';

/** How much a new clause moves the average. */
const WEIGHT = 0.2;
/** Shorter ones are mostly the silence around them. */
const LEAST_MS = 400;

export class SpeakingPace {
  readonly #ratios = new Map<string, number>();

  /** A whole clause took `ms`. */
  learn(voice: string, text: string, ms: number): void {
    const expected = speakingMs(text);
    if (expected < LEAST_MS || ms < LEAST_MS) return;
    const before = this.#ratios.get(voice);
    const ratio = ms / expected;
    this.#ratios.set(voice, before === undefined ? ratio : before + WEIGHT * (ratio - before));
  }

  /** Estimated length of `text` in that voice, ms. */
  estimate(voice: string, text: string): number {
    return speakingMs(text) * (this.#ratios.get(voice) ?? 1);
  }
}

/** All calls of the process teach and ask the same. */
export const speakingPace = new SpeakingPace();
