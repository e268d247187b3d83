/** The agent's audio on its way out, frame by frame, with the marks between the samples. */
import { MULAW_SILENCE } from './path.ts';

interface Waiting {
  readonly name: string;
  /** Samples from the beginning of all that was ever queued. */
  readonly at: number;
}

export class PlayoutQueue {
  #pieces: Uint8Array[] = [];
  #offset = 0;
  #queued = 0;
  #taken = 0;
  #marks: Waiting[] = [];

  get samples(): number {
    return this.#queued - this.#taken;
  }

  push(mulaw: Uint8Array): void {
    this.#pieces.push(mulaw.slice());
    this.#queued += mulaw.length;
  }

  mark(name: string): void {
    this.#marks.push({ name, at: this.#queued });
  }

  /** Fills `out`, with silence where nothing is left. Returns the marks that lie in it or before. */
  take(out: Uint8Array): string[] {
    let filled = 0;
    while (filled < out.length) {
      const piece = this.#pieces[0];
      if (!piece) break;
      const part = piece.subarray(this.#offset, this.#offset + out.length - filled);
      out.set(part, filled);
      filled += part.length;
      this.#offset += part.length;
      if (this.#offset < piece.length) break;
      this.#pieces.shift();
      this.#offset = 0;
    }
    out.fill(MULAW_SILENCE, filled);
    this.#taken += filled;
    const reached = this.#marks.findIndex(({ at }) => at > this.#taken);
    return this.#marks.splice(0, reached < 0 ? this.#marks.length : reached).map(({ name }) => name);
  }

  /** Throws away what was not taken. Returns its marks. */
  clear(): string[] {
    this.#pieces = [];
    this.#offset = 0;
    this.#taken = this.#queued;
    return this.#marks.splice(0).map(({ name }) => name);
  }
}
