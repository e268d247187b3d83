import { mulawToPcm } from '../../lib/g711.ts';

/** As many as a wide screen has pixels, and twice. */
const MOST_POINTS = 4_000;
const SHORTEST_STRETCH = 160;

/** The loudest sample of each stretch of a two-channel recording, as it is read. */
export class PeakFinder {
  readonly #stretch: number;
  readonly #peaks: readonly [number[], number[]] = [[], []];
  #at = 0;

  constructor(samples: number) {
    this.#stretch = Math.max(SHORTEST_STRETCH, Math.ceil(samples / MOST_POINTS));
  }

  /** Interleaved mu-law; a part may end in the middle of a pair. */
  add(part: Uint8Array): void {
    for (const byte of part) {
      const peaks = this.#peaks[this.#at % 2 === 0 ? 0 : 1];
      const index = Math.floor(this.#at / 2 / this.#stretch);
      const loud = Math.abs(mulawToPcm[byte] ?? 0) / 32_768;
      if (loud > (peaks[index] ?? -1)) peaks[index] = loud;
      this.#at++;
    }
  }

  result(): { readonly caller: number[]; readonly agent: number[] } {
    const [caller, agent] = this.#peaks.map((peaks) => peaks.map((peak) => Math.round(peak * 1_000) / 1_000));
    return { caller: caller ?? [], agent: agent ?? [] };
  }
}
