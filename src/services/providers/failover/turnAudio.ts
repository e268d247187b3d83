/** The caller's speech of one turn, kept so that another recogniser can hear it from its beginning. */

/** A turn longer than this is given to another recogniser without its beginning, ms. */
const KEPT_MS = 60_000;

export class TurnAudio {
  readonly #rate: number;
  #pieces: Int16Array[] = [];
  #samples = 0;

  constructor(rate: number) {
    this.#rate = rate;
  }

  get ms(): number {
    return (this.#samples / this.#rate) * 1_000;
  }

  /** Copies: the array is its writer's. */
  write(pcm: Int16Array): void {
    this.#pieces.push(pcm.slice());
    this.#samples += pcm.length;
    while (this.ms > KEPT_MS) this.#samples -= this.#pieces.shift()?.length ?? 0;
  }

  replay(give: (pcm: Int16Array) => void): void {
    for (const piece of this.#pieces) give(piece);
  }

  clear(): void {
    this.#pieces = [];
    this.#samples = 0;
  }
}
