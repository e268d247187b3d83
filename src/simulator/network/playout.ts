import { SILENCE } from './g711.ts';
import { FRAME_BYTES } from './ticker.ts';

interface QueuedAudio {
  readonly audio: Uint8Array;
  offset: number;
}
type Item = QueuedAudio | { readonly mark: string };

/**
 * The carrier's play-out queue: audio is played at real time in order; a mark comes back when all audio sent before it
 * has *finished* playing, at once when there is none, and every pending mark comes back, in order, on `clear`.
 */
export class PlayoutQueue {
  readonly #items: Item[] = [];
  #head = 0;
  #queuedBytes = 0;
  readonly #capBytes: number;
  readonly #onMark: (name: string) => void;
  /** Marks passed inside the frame that is playing now: they come back when it has been played. */
  #crossed: string[] = [];
  #playing = false;

  constructor(capBytes: number, onMark: (name: string) => void) {
    this.#capBytes = capBytes;
    this.#onMark = onMark;
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** Whether anything is playing or waits to be played. */
  get busy(): boolean {
    return this.#playing || this.#queuedBytes > 0;
  }

  /** False when the queue is full: the audio is discarded. */
  add(audio: Uint8Array): boolean {
    if (this.#queuedBytes + audio.length > this.#capBytes) return false;
    this.#items.push({ audio, offset: 0 });
    this.#queuedBytes += audio.length;
    return true;
  }

  mark(name: string): void {
    if (!this.busy && this.#head === this.#items.length) this.#onMark(name);
    else this.#items.push({ mark: name });
  }

  clear(): void {
    const pending = this.#crossed;
    this.#crossed = [];
    for (let i = this.#head; i < this.#items.length; i++) {
      const item = this.#items[i]!;
      if ('mark' in item) pending.push(item.mark);
    }
    this.#items.length = 0;
    this.#head = 0;
    this.#queuedBytes = 0;
    this.#playing = false;
    for (const name of pending) this.#onMark(name);
  }

  /** Fills `frame` with the next 20 ms (silence where there is none) and says how many bytes were audio. */
  pull(frame: Uint8Array): number {
    if (this.#crossed.length > 0) {
      const done = this.#crossed;
      this.#crossed = [];
      for (const name of done) this.#onMark(name);
    }
    let filled = 0;
    while (this.#head < this.#items.length) {
      const item = this.#items[this.#head]!;
      if ('mark' in item) {
        if (filled === 0) this.#onMark(item.mark);
        else this.#crossed.push(item.mark);
      } else {
        if (filled === FRAME_BYTES) break;
        const take = Math.min(FRAME_BYTES - filled, item.audio.length - item.offset);
        frame.set(item.audio.subarray(item.offset, item.offset + take), filled);
        filled += take;
        item.offset += take;
        this.#queuedBytes -= take;
        if (item.offset < item.audio.length) break;
      }
      this.#head++;
    }
    this.#compact();
    this.#playing = filled > 0;
    if (filled < FRAME_BYTES) frame.fill(SILENCE, filled);
    return filled;
  }

  #compact(): void {
    if (this.#head < 256 && this.#head < this.#items.length) return;
    this.#items.splice(0, this.#head);
    this.#head = 0;
  }
}
