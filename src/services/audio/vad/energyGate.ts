import { LevelMeter, NoiseFloor, powerDbfs } from '../levels.ts';

export interface EnergyGateOptions {
  /** dB above the noise floor that opens the gate, and that keeps it open. */
  readonly openDb: number;
  readonly stayDb: number;
  /** Quieter than this is never speech, dBFS. */
  readonly leastDbfs: number;
}

export const defaultEnergyGateOptions = {
  openDb: 11,
  stayDb: 7,
  leastDbfs: -52,
} as const satisfies EnergyGateOptions;

/** Samples of one decision: 10 ms. */
const FRAME = 80;
const FRAME_MS = 10;
/** A zero at 0 Hz and a pole at 0.85: −3 dB near 200 Hz, so that mains hum and handling noise weigh little. */
const POLE = 0.85;

/**
 * The cheap detector: level against an adaptive noise floor, in 10 ms frames of any stretches that come. About 1 µs a
 * frame (docs/audio.md). It cannot tell speech from other sound; that is the neural detector's part.
 */
export class EnergyGate {
  readonly levels = new LevelMeter();
  readonly #options: EnergyGateOptions;
  readonly #floor = new NoiseFloor();
  readonly #decide: (open: boolean, startMs: number, endMs: number) => void;
  #open = false;
  #sum = 0;
  #filled = 0;
  #previousIn = 0;
  #previousOut = 0;
  #frameMs = 0;

  constructor(
    decide: (open: boolean, startMs: number, endMs: number) => void,
    options: EnergyGateOptions = defaultEnergyGateOptions,
  ) {
    this.#decide = decide;
    this.#options = options;
  }

  get noiseDbfs(): number {
    return this.#floor.dbfs;
  }

  push(pcm: Int16Array, mediaMs: number): void {
    let { previousIn, previousOut, sum, filled } = {
      previousIn: this.#previousIn,
      previousOut: this.#previousOut,
      sum: this.#sum,
      filled: this.#filled,
    };
    for (let i = 0; i < pcm.length; i++) {
      if (filled === 0) this.#frameMs = mediaMs + i / 8;
      const sample = pcm[i] as number;
      previousOut = sample - previousIn + POLE * previousOut;
      previousIn = sample;
      sum += previousOut * previousOut;
      if (++filled < FRAME) continue;
      this.#frame(powerDbfs(sum, FRAME));
      sum = 0;
      filled = 0;
    }
    this.#previousIn = previousIn;
    this.#previousOut = previousOut;
    this.#sum = sum;
    this.#filled = filled;
  }

  #frame(level: number): void {
    const floor = this.#floor.dbfs;
    const { openDb, stayDb, leastDbfs } = this.#options;
    this.#open = level > Math.max(leastDbfs, floor + (this.#open ? stayDb : openDb));
    this.#floor.update(level);
    this.levels.update(level, floor, this.#open);
    this.#decide(this.#open, this.#frameMs, this.#frameMs + FRAME_MS);
  }
}
