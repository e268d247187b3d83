import { mulawToPcm } from '../../lib/g711.ts';
import { FRAME_BYTES, MULAW_SILENCE, SAMPLES_PER_MS } from './mulaw.ts';

/** The audio of one clause while it is being synthesised and sent: appended in pieces of any size, taken in whole frames. */
export class ClauseAudio {
  #bytes = new Uint8Array(FRAME_BYTES * 50);
  #length = 0;
  #taken = 0;
  #complete = false;

  static of(mulaw: Uint8Array): ClauseAudio {
    const audio = new ClauseAudio();
    audio.append(mulaw);
    audio.complete();
    return audio;
  }

  get isComplete(): boolean {
    return this.#complete;
  }

  /** All of it is here and taken. */
  get isSpent(): boolean {
    return this.#complete && this.#taken >= this.#length;
  }

  get lengthMs(): number {
    return this.#length / SAMPLES_PER_MS;
  }

  get takenMs(): number {
    return this.#taken / SAMPLES_PER_MS;
  }

  /** Whole frames that can be taken now, ms. */
  get availableMs(): number {
    return (Math.floor((this.#length - this.#taken) / FRAME_BYTES) * FRAME_BYTES) / SAMPLES_PER_MS;
  }

  append(mulaw: Uint8Array): void {
    this.#reserve(mulaw.length);
    this.#bytes.set(mulaw, this.#length);
    this.#length += mulaw.length;
  }

  /** No more comes: the last frame is filled up with silence. */
  complete(): void {
    if (this.#complete) return;
    this.#complete = true;
    const missing = (FRAME_BYTES - (this.#length % FRAME_BYTES)) % FRAME_BYTES;
    this.#reserve(missing);
    this.#bytes.fill(MULAW_SILENCE, this.#length, this.#length + missing);
    this.#length += missing;
  }

  /** Up to `maxMs` in whole frames; undefined when there is not even one. The bytes do not change afterwards. */
  take(maxMs: number): Uint8Array | undefined {
    const frames = Math.floor((Math.min(maxMs, this.availableMs) * SAMPLES_PER_MS) / FRAME_BYTES);
    if (frames === 0) return undefined;
    const from = this.#taken;
    this.#taken += frames * FRAME_BYTES;
    return this.#bytes.subarray(from, this.#taken);
  }

  /**
   * Forgets what is behind `ms`, in whole samples. What was taken stays: an earlier end than that is not possible.
   * Only while it is not complete.
   */
  truncate(ms: number): void {
    const length = Math.round(ms * SAMPLES_PER_MS);
    this.#length = Math.min(this.#length, Math.max(this.#taken, length));
    // Pieces already taken look at the old array, and stay as they are.
    this.#bytes = this.#bytes.slice(0, Math.max(this.#length, FRAME_BYTES));
  }

  /** Where the audio is quietest within `aroundMs` of `ms`, ms. */
  quietNear(ms: number, aroundMs: number): number {
    const window = 4 * SAMPLES_PER_MS;
    const centre = Math.round(ms * SAMPLES_PER_MS);
    const from = Math.max(0, centre - aroundMs * SAMPLES_PER_MS);
    const to = Math.min(this.#length - window, centre + aroundMs * SAMPLES_PER_MS);
    let best = Math.min(centre, this.#length);
    let least = Number.POSITIVE_INFINITY;
    for (let at = from; at <= to; at += window / 2) {
      let sum = 0;
      for (let i = at; i < at + window; i++) sum += Math.abs(mulawToPcm[this.#bytes[i] as number] as number);
      // Among equals the one nearest to where it was expected.
      const nearer = Math.abs(at + window / 2 - centre) < Math.abs(best - centre);
      if (sum < least || (sum === least && nearer)) {
        least = sum;
        best = at + window / 2;
      }
    }
    return best / SAMPLES_PER_MS;
  }

  /** A copy of everything. */
  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    // A new array: pieces already taken keep looking at the old one.
    const larger = new Uint8Array(Math.max(this.#length + more, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
