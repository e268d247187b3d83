/**
 * Notices cheaply, while audio is written, that the caller paused: what was said so far can be decoded before anyone asks.
 * A hint only, never an end of turn: in noise it stays silent.
 */
export class PauseDetector {
  /** A piece is quiet below this part of the loudest of the turn: -28 dB. */
  static readonly quiet = 0.04;

  #loudest = 0;
  #quietFor = 0;

  reset(): void {
    this.#loudest = 0;
    this.#quietFor = 0;
  }

  push(pcm: Int16Array): void {
    let energy = 0;
    for (let i = 0; i < pcm.length; i++) energy += pcm[i]! * pcm[i]!;
    const level = Math.sqrt(energy / Math.max(1, pcm.length));
    if (level > this.#loudest) this.#loudest = level;
    if (level < this.#loudest * PauseDetector.quiet) this.#quietFor += pcm.length;
    else this.#quietFor = 0;
  }

  /** Samples of quiet since the last sound; 0 before the first. */
  get quietFor(): number {
    return this.#quietFor;
  }
}
