/**
 * Cuts the silence before and after speech while it streams: silence is held back until sound follows it, and only a
 * little of the first and the last is let through.
 */
export class QuietGate {
  readonly #keep: number;
  readonly #limit: number;
  readonly #emit: (pcm: Int16Array) => void;
  #held: Int16Array[] = [];
  #heldLength = 0;
  #started = false;

  /**
   * @param keep samples of silence left at either end
   * @param limit magnitude above which a sample is sound
   */
  constructor(keep: number, limit: number, emit: (pcm: Int16Array) => void) {
    this.#keep = keep;
    this.#limit = limit;
    this.#emit = emit;
  }

  push(pcm: Int16Array): void {
    const last = pcm.findLastIndex((sample) => Math.abs(sample) > this.#limit);
    if (last < 0) return this.#hold(pcm);
    this.#release();
    this.#emit(pcm.subarray(this.#started ? 0 : this.#firstWanted(pcm), last + 1));
    this.#started = true;
    this.#hold(pcm.subarray(last + 1));
  }

  /** The end: a little silence, the rest is dropped. */
  end(): void {
    if (!this.#started) return;
    let left = this.#keep;
    for (const piece of this.#held) {
      if (left > 0) this.#emit(piece.subarray(0, left));
      left -= piece.length;
    }
    this.#held = [];
  }

  #firstWanted(pcm: Int16Array): number {
    const first = pcm.findIndex((sample) => Math.abs(sample) > this.#limit);
    return Math.max(0, first - this.#keep);
  }

  #hold(pcm: Int16Array): void {
    if (pcm.length === 0 || !this.#started) return;
    this.#held.push(pcm);
    this.#heldLength += pcm.length;
  }

  #release(): void {
    if (this.#heldLength === 0) return;
    for (const piece of this.#held) this.#emit(piece);
    this.#held = [];
    this.#heldLength = 0;
  }
}
