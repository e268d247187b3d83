/** How sounds of the caller are told from what they say. */
export interface BargeInOptions {
  /** A detector that has not said by then that a sound is over, or lasts, means that it lasts; ms from the onset. */
  readonly untoldMs: number;
  /** For so long from its first byte an answer gives way at the onset, ms. */
  readonly yieldMs: number;
  /** A sound up to this long may be resumed from before its words are there, ms. */
  readonly shortMs: number;
  /** How long the words of such a sound are waited for, from when its end is known, ms. */
  readonly wordsWithinMs: number;
  /** The same where the carrier hears: its prompt comes after its own silence, ms. */
  readonly promptWithinMs: number;
}

export const defaultBargeIn = {
  // The detector's own 180 ms, and the hangover in which it may still find that the sound was shorter (audio/vad).
  untoldMs: 400,
  yieldMs: 600,
  shortMs: 600,
  wordsWithinMs: 500,
  promptWithinMs: 1_500,
} as const satisfies BargeInOptions;
