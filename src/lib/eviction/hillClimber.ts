/**
 * Finds the size of the window by trying: a step one way, and on if more was found than before, back if less (Einziger,
 * Eytan, Friedman, Manes: Adaptive Software Cache Management, Middleware 2018). Where what was new lately is what is
 * wanted next, the window grows until the whole is nearly an LRU; where the same keys are wanted for weeks it stays small.
 */
export interface ClimberOptions {
  /** Share of the whole, at first and at least. */
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** A step is this much smaller than the one before. */
  readonly decay: number;
  /** A hit rate that changes by this much is another traffic: the step is the first one again. */
  readonly restart: number;
}

export const defaultClimber = {
  least: 0.01,
  most: 0.8,
  step: 0.0625,
  decay: 0.98,
  restart: 0.05,
} satisfies ClimberOptions;

export class HillClimber {
  /** The window's share of the whole. */
  share: number;
  readonly #options: ClimberOptions;
  #step: number;
  #hits = 0;
  #requests = 0;
  #before: number | undefined;

  constructor(options: ClimberOptions = defaultClimber) {
    this.#options = options;
    this.share = options.least;
    this.#step = options.step;
  }

  /** `sample`: requests that make one try. */
  request(hit: boolean, sample: number): void {
    if (hit) this.#hits++;
    if (++this.#requests < sample) return;
    this.#climb(this.#hits / this.#requests);
    this.#hits = 0;
    this.#requests = 0;
  }

  #climb(rate: number): void {
    const { least, most, step, decay, restart } = this.#options;
    const change = this.#before === undefined ? 0 : rate - this.#before;
    this.#before = rate;
    const size = Math.abs(change) >= restart ? step : Math.abs(this.#step) * decay;
    this.#step = change >= 0 === this.#step >= 0 ? size : -size;
    this.share = Math.min(most, Math.max(least, this.share + this.#step));
  }
}
