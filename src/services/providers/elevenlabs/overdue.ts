import type { Clock } from '../../../types/clock.ts';

const STEP_MS = 1_000;
const STEPS = 3;

export interface OverdueOptions {
  readonly clock: Clock;
  /** Whether an answer is still to come. */
  readonly owed: () => boolean;
  /** Whether time counts: what has not been sent cannot be late. */
  readonly asked: () => boolean;
  readonly late: () => void;
}

/**
 * Notices an answer that does not come: about three seconds in which the service said nothing new. It is no judgement on
 * a slow service, whoever waits for the answer may have more patience; but answers are told apart by their order alone,
 * and one that is lost would leave all later ones with the wrong turn. Counted in steps, so that a process that was held
 * up still reads what has come meanwhile.
 */
export class Overdue {
  readonly #options: OverdueOptions;
  #steps = 0;
  #timer: unknown;

  constructor(options: OverdueOptions) {
    this.#options = options;
  }

  watch(): void {
    if (this.#timer === undefined) this.#next();
  }

  /** The service said something new. */
  news(): void {
    this.#steps = 0;
    if (this.#timer === undefined) return;
    this.#options.clock.cancel(this.#timer);
    this.#next();
  }

  stop(): void {
    this.#options.clock.cancel(this.#timer);
    this.#timer = undefined;
    this.#steps = 0;
  }

  #next(): void {
    this.#timer = this.#options.clock.after(STEP_MS, () => this.#step());
  }

  #step(): void {
    const { owed, asked, late } = this.#options;
    if (!owed()) return this.stop();
    if (asked()) this.#steps++;
    if (this.#steps < STEPS) return this.#next();
    this.stop();
    late();
  }
}
