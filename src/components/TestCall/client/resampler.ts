/** Zero crossings on each side of the filter's centre: 65 dB of stop band is plenty for a telephone's 8 bits. */
const CROSSINGS = 12;
/** Rows of the filter's table between two samples. */
const PHASES = 64;

/**
 * A stream of samples from one rate to another, by a windowed sinc. State is kept from piece to piece: without it every edge
 * would click.
 */
export class Resampler {
  readonly #from: number;
  readonly #to: number;
  readonly #half: number;
  readonly #table: Float32Array;
  readonly #width: number;
  #kept: Float32Array;
  /** Samples that came before `#kept`, and that went out: places are counted, not added up, so that nothing drifts. */
  #dropped = 0;
  #produced = 0;

  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
    // Towards a lower rate the filter is longer: it takes out what the lower rate cannot hold.
    const stretch = Math.max(1, from / to);
    this.#half = Math.ceil(CROSSINGS * stretch);
    this.#width = 2 * this.#half;
    this.#table = table(this.#half, this.#width, stretch);
    this.#kept = new Float32Array(this.#half);
  }

  /** The samples that these complete. */
  process(input: Float32Array): Float32Array {
    const samples = new Float32Array(this.#kept.length + input.length);
    samples.set(this.#kept);
    samples.set(input, this.#kept.length);
    const out = new Float32Array(Math.ceil((samples.length * this.#to) / this.#from) + 1);
    let written = 0;
    for (; this.#at + this.#half < samples.length; this.#produced++)
      out[written++] = this.#sample(samples, this.#at);
    const keepFrom = Math.max(0, Math.floor(this.#at) - this.#half);
    this.#kept = samples.slice(keepFrom);
    this.#dropped += keepFrom;
    return out.subarray(0, written);
  }

  /** Where the next sample lies, in samples of `#kept`. */
  get #at(): number {
    return this.#half + (this.#produced * this.#from) / this.#to - this.#dropped;
  }

  #sample(samples: Float32Array, at: number): number {
    const whole = Math.floor(at);
    const row = Math.round((at - whole) * PHASES) * this.#width;
    const from = whole - this.#half + 1;
    let sum = 0;
    for (let tap = 0; tap < this.#width; tap++)
      sum += (samples[from + tap] ?? 0) * (this.#table[row + tap] ?? 0);
    return sum;
  }
}

/** One row for each place between two samples; each row sums to 1, so that a level stays what it is. */
function table(half: number, width: number, stretch: number): Float32Array {
  const rows = new Float32Array((PHASES + 1) * width);
  for (let phase = 0; phase <= PHASES; phase++) {
    const row = rows.subarray(phase * width, (phase + 1) * width);
    let sum = 0;
    for (let tap = 0; tap < width; tap++) {
      const x = tap - half + 1 - phase / PHASES;
      row[tap] = sinc(x / stretch) * window(x / half);
      sum += row[tap] ?? 0;
    }
    for (let tap = 0; tap < width; tap++) row[tap] = (row[tap] ?? 0) / sum;
  }
  return rows;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Blackman. */
function window(x: number): number {
  if (Math.abs(x) >= 1) return 0;
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}
