import { SILENCE } from '../network/g711.ts';

/** A growing piece of mu-law, written at increasing positions; what is skipped is silence. */
class Track {
  #bytes = new Uint8Array(80_000).fill(SILENCE);
  #length = 0;

  write(atMs: number, mulaw: Uint8Array): void {
    const at = Math.max(0, atMs * 8);
    const end = at + mulaw.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, this.#bytes.length * 2)).fill(SILENCE);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(mulaw, at);
    this.#length = Math.max(this.#length, end);
  }

  get mulaw(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Both sides of a call on one line of media time, from the moment the call was answered. */
export class CallRecording {
  readonly caller = new Track();
  readonly agent = new Track();
}
