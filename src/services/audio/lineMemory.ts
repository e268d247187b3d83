/**
 * The last 16 seconds of a call's line, so that speech can be given to a recogniser from before its onset was known, or
 * again when the turn or the recogniser changes under it. Kept as mu-law, which is what the line was: nothing is lost.
 */
import { decodeMulaw, encodeMulaw, SAMPLES_PER_MS } from './mulaw.ts';

const CAPACITY = 131_072;
const PIECE = 160;

export class LineMemory {
  readonly #bytes = new Uint8Array(CAPACITY);
  readonly #coded = new Uint8Array(4_096);
  readonly #pcm = new Int16Array(PIECE);
  /** First and one past the last sample kept, counted from the line's zero. */
  #start = 0;
  #end = 0;

  get endMs(): number {
    return this.#end / SAMPLES_PER_MS;
  }

  get startMs(): number {
    return this.#start / SAMPLES_PER_MS;
  }

  /** Appends. A jump in `mediaMs` forgets what was before. */
  write(pcm: Int16Array, mediaMs: number): void {
    const at = Math.round(mediaMs * SAMPLES_PER_MS);
    if (at !== this.#end) {
      this.#start = at;
      this.#end = at;
    }
    for (let from = 0; from < pcm.length; from += this.#coded.length) {
      const part = pcm.subarray(from, from + this.#coded.length);
      encodeMulaw(part, this.#coded);
      for (let i = 0; i < part.length; i++) {
        this.#bytes[(this.#end + i) & (CAPACITY - 1)] = this.#coded[i] as number;
      }
      this.#end += part.length;
    }
    this.#start = Math.max(this.#start, this.#end - CAPACITY);
  }

  /** Gives what is kept of a span, in order, in pieces valid only during the call. Returns the end of what was given, ms. */
  read(fromMs: number, toMs: number, give: (pcm: Int16Array) => void): number {
    const to = Math.min(this.#end, Math.round(toMs * SAMPLES_PER_MS));
    let at = Math.max(this.#start, Math.round(fromMs * SAMPLES_PER_MS));
    const coded = new Uint8Array(PIECE);
    while (at < to) {
      const length = Math.min(PIECE, to - at);
      for (let i = 0; i < length; i++) coded[i] = this.#bytes[(at + i) & (CAPACITY - 1)] as number;
      decodeMulaw(coded.subarray(0, length), this.#pcm);
      give(this.#pcm.subarray(0, length));
      at += length;
    }
    return Math.max(at, to) / SAMPLES_PER_MS;
  }
}
