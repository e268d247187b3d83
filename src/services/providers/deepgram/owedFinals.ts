import type { Clock } from '../../../types/clock.ts';

/** Finals that were asked for and not given, each with the end of the speech that it must cover, in seconds. */
export class OwedFinals {
  readonly #clock: Clock;
  readonly #answer: () => void;
  #ends: number[] = [];
  #timer: unknown;
  #due: number | undefined;

  /** @param answer gives the oldest one, by way of {@link OwedFinals.take} */
  constructor(clock: Clock, answer: () => void) {
    this.#clock = clock;
    this.#answer = answer;
  }

  get oldest(): number | undefined {
    return this.#ends[0];
  }

  get newest(): number | undefined {
    return this.#ends.at(-1);
  }

  /** How many of them end at or before `seconds`. */
  until(seconds: number): number {
    return this.#ends.filter((end) => end <= seconds).length;
  }

  push(end: number): void {
    this.#ends.push(end);
  }

  /** The oldest is given now. */
  take(): number | undefined {
    this.#waitNoMore();
    return this.#ends.shift();
  }

  clear(): void {
    this.#waitNoMore();
    this.#ends = [];
  }

  /** The oldest is given after this long at the latest. A wait that runs already is only shortened. */
  within(ms: number): void {
    const due = this.#clock.now() + ms;
    if (this.#due !== undefined && this.#due <= due) return;
    this.#clock.cancel(this.#timer);
    this.#due = due;
    this.#timer = this.#clock.after(ms, this.#answer);
  }

  #waitNoMore(): void {
    this.#clock.cancel(this.#timer);
    this.#due = undefined;
  }
}
