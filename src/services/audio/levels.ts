/** Levels of a stream, in dBFS (0 = a full-scale square wave), over frames of 10 ms; running noise floor and SNR. */

/** Below this there is nothing to measure: the smallest mu-law step is at −72 dBFS. */
export const SILENCE_DBFS = -80;

export interface NoiseFloorOptions {
  readonly initialDbfs: number;
  readonly minDbfs: number;
  readonly maxDbfs: number;
  /** How fast the floor may rise under louder sound, dB a second; quicker in the first second of a call. */
  readonly riseDbPerS: number;
  readonly firstRiseDbPerS: number;
  /** A level that wavers less than this for half a second is a machine, not a voice; the floor then rises quickly. */
  readonly steadyDb: number;
  readonly steadyRiseDbPerS: number;
}

export const defaultNoiseFloorOptions = {
  initialDbfs: -60,
  minDbfs: -72,
  maxDbfs: -25,
  riseDbPerS: 2.5,
  firstRiseDbPerS: 10,
  steadyDb: 1.5,
  steadyRiseDbPerS: 60,
} as const satisfies NoiseFloorOptions;

/**
 * Falls at once to quieter sound, is drawn to sound near itself, and creeps up under louder sound: speech has pauses that
 * pull it down again, a fan has none.
 */
export class NoiseFloor {
  #dbfs: number;
  #frames = 0;
  #mean = 0;
  #deviation = 20;
  #steadyFrames = 0;
  readonly #options: NoiseFloorOptions;

  constructor(options: NoiseFloorOptions = defaultNoiseFloorOptions) {
    this.#options = options;
    this.#dbfs = options.initialDbfs;
  }

  get dbfs(): number {
    return this.#dbfs;
  }

  /** Takes the level of the next 10 ms. */
  update(levelDbfs: number): void {
    const { minDbfs, maxDbfs } = this.#options;
    const rise = this.#rise(levelDbfs) / 100;
    const above = levelDbfs - this.#dbfs;
    if (above < 0) this.#dbfs += above * 0.3;
    else this.#dbfs += Math.min(rise, above * 0.1);
    this.#dbfs = Math.min(maxDbfs, Math.max(minDbfs, this.#dbfs));
  }

  #rise(levelDbfs: number): number {
    const { riseDbPerS, firstRiseDbPerS, steadyDb, steadyRiseDbPerS } = this.#options;
    this.#mean += 0.1 * (levelDbfs - this.#mean);
    this.#deviation += 0.05 * (Math.abs(levelDbfs - this.#mean) - this.#deviation);
    this.#steadyFrames = this.#deviation < steadyDb ? this.#steadyFrames + 1 : 0;
    if (this.#steadyFrames > 30) return steadyRiseDbPerS;
    return this.#frames++ < 100 ? firstRiseDbPerS : riseDbPerS;
  }
}

/** Running level of speech against the noise floor. */
export class LevelMeter {
  #speechDbfs = NaN;
  #noiseDbfs: number = SILENCE_DBFS;

  /** Takes the level of 10 ms, the floor, and whether it was speech. */
  update(levelDbfs: number, noiseDbfs: number, speech: boolean): void {
    this.#noiseDbfs = noiseDbfs;
    if (!speech) return;
    // About half a second of memory, counted in speech only.
    this.#speechDbfs = Number.isNaN(this.#speechDbfs)
      ? levelDbfs
      : this.#speechDbfs + 0.02 * (levelDbfs - this.#speechDbfs);
  }

  get noiseDbfs(): number {
    return this.#noiseDbfs;
  }

  /** null until there was speech. */
  get speechDbfs(): number | null {
    return Number.isNaN(this.#speechDbfs) ? null : this.#speechDbfs;
  }

  /** Estimated signal-to-noise ratio in dB; null until there was speech. */
  get snrDb(): number | null {
    return Number.isNaN(this.#speechDbfs) ? null : this.#speechDbfs - this.#noiseDbfs;
  }
}

/** Mean power of samples as dBFS. */
export function powerDbfs(sumOfSquares: number, samples: number): number {
  const mean = sumOfSquares / samples / (32_768 * 32_768);
  return mean <= 1e-8 ? SILENCE_DBFS : 10 * Math.log10(mean);
}
