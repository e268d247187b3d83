/**
 * Finds telephone keys in audio, for carriers that do not report them. Goertzel filters on blocks of 12.75 ms; a key
 * counts when three blocks in a row agree (at least 38 ms; Q.24 wants 40 ms accepted) and once per press. The tests
 * that keep speech from being taken for keys: twist, distance to the other tones of the group, share of the block's
 * energy, and little energy at the second harmonic, where a voice has much.
 */
import { columnTones, dtmfKeys, rowTones } from './dtmfTones.ts';

export interface DtmfOptions {
  /** Least level of either tone, dBFS. */
  readonly leastDbfs: number;
  /** Column tone louder than the row tone by this at most, and the other way round, dB. */
  readonly twistDb: number;
  readonly reverseTwistDb: number;
  /** The tone stands above the others of its group by this much, dB. */
  readonly peakDb: number;
  /** Share of the block's energy that lies in the two tones. */
  readonly share: number;
  readonly blocksOn: number;
  readonly blocksOff: number;
}

export const defaultDtmfOptions = {
  leastDbfs: -36,
  twistDb: 8,
  reverseTwistDb: 6,
  peakDb: 8,
  share: 0.82,
  blocksOn: 3,
  blocksOff: 2,
} as const satisfies DtmfOptions;

const BLOCK = 102;
const RATE = 8_000;

interface Tone {
  readonly coefficient: number;
}

const tone = (hz: number): Tone => ({ coefficient: 2 * Math.cos((2 * Math.PI * hz) / RATE) });
const rows = rowTones.map(tone);
const columns = columnTones.map(tone);
const rowHarmonics = rowTones.map((hz) => tone(2 * hz));

export class DtmfDetector {
  readonly #options: DtmfOptions;
  readonly #key: (digit: string, mediaMs: number) => void;
  readonly #block = new Float64Array(BLOCK);
  #filled = 0;
  #blockMs = 0;
  #energy = 0;
  #candidate: string | undefined;
  #on = 0;
  #off = 0;
  /** The key that is down and has been reported. */
  #pressed: string | undefined;

  /** @param key told once for each press, with the media time at which the tone began */
  constructor(key: (digit: string, mediaMs: number) => void, options: DtmfOptions = defaultDtmfOptions) {
    this.#key = key;
    this.#options = options;
  }

  /** Whether the audio is, just now, a key's tone (reported or about to be). */
  get toneActive(): boolean {
    return this.#candidate !== undefined || this.#pressed !== undefined;
  }

  /** 8 kHz, any length. */
  push(pcm: Int16Array, mediaMs: number): void {
    for (let i = 0; i < pcm.length; i++) {
      if (this.#filled === 0) this.#blockMs = mediaMs + i / 8;
      const sample = pcm[i] as number;
      this.#block[this.#filled++] = sample;
      this.#energy += sample * sample;
      if (this.#filled < BLOCK) continue;
      this.#decide(this.#detect());
      this.#filled = 0;
      this.#energy = 0;
    }
  }

  #detect(): string | undefined {
    // Powers are in units in which a lone sine of amplitude A has A².
    const least = 32_768 ** 2 * 10 ** (this.#options.leastDbfs / 10);
    // Mean square of two tones is half the sum of their squares: quiet blocks need no filters.
    if (this.#energy / BLOCK < least) return undefined;
    const row = strongest(this.#block, rows);
    if (row.power < least || row.power < row.second * 10 ** (this.#options.peakDb / 10)) return undefined;
    const column = strongest(this.#block, columns);
    if (column.power < least || column.power < column.second * 10 ** (this.#options.peakDb / 10))
      return undefined;
    const twistDb = 10 * Math.log10(column.power / row.power);
    if (twistDb > this.#options.twistDb || -twistDb > this.#options.reverseTwistDb) return undefined;
    const share = (row.power + column.power) / ((2 * this.#energy) / BLOCK);
    if (share < this.#options.share) return undefined;
    // The harmonic of 697 Hz is so near to 1336 Hz that a block of this length cannot hold them quite apart.
    const harmonic = power(this.#block, rowHarmonics[row.index] as Tone);
    if (harmonic > row.power * 0.1 + column.power * 0.15) return undefined;
    return dtmfKeys[row.index]?.[column.index];
  }

  #decide(key: string | undefined): void {
    if (this.#pressed !== undefined) {
      // A tone that flickers is still the same press.
      this.#off = key === this.#pressed ? 0 : this.#off + 1;
      if (this.#off < this.#options.blocksOff) return;
      this.#pressed = undefined;
    }
    this.#on = key === this.#candidate ? this.#on + 1 : 1;
    this.#candidate = key;
    if (key === undefined || this.#on < this.#options.blocksOn) return;
    this.#pressed = key;
    this.#candidate = undefined;
    this.#off = 0;
    this.#key(key, this.#blockMs - ((this.#options.blocksOn - 1) * BLOCK * 1_000) / RATE);
  }
}

function strongest(
  block: Float64Array,
  tones: readonly Tone[],
): { index: number; power: number; second: number } {
  const best = { index: 0, power: -1, second: -1 };
  tones.forEach((each, index) => {
    const value = power(block, each);
    if (value > best.power) {
      best.second = best.power;
      best.power = value;
      best.index = index;
    } else if (value > best.second) best.second = value;
  });
  return best;
}

/** Goertzel: squared amplitude of the sine of this frequency in the block. */
function power(block: Float64Array, { coefficient }: Tone): number {
  let previous = 0;
  let before = 0;
  for (let i = 0; i < BLOCK; i++) {
    const current = (block[i] as number) + coefficient * previous - before;
    before = previous;
    previous = current;
  }
  return ((previous * previous + before * before - coefficient * previous * before) * 4) / (BLOCK * BLOCK);
}
