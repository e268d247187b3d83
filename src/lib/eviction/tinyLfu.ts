/**
 * W-TinyLFU (Einziger, Friedman, Manes: TinyLFU: A Highly Efficient Cache Admission Policy, ACM Transactions on Storage
 * 13(4), 2017). A newcomer spends some time in a small window. When the window is full its oldest stands for admission
 * to the main part: it comes in only if it was wanted more often, lately, than what would have to go for it. The main
 * part is a segmented LRU: on probation until used again, then protected.
 */
import { FrequencySketch } from './frequencySketch.ts';
import { HillClimber } from './hillClimber.ts';
import type { Ranking } from './ranking.ts';
import { Shelf, type Givers, type Held } from './shelf.ts';

export interface TinyLfuOptions {
  readonly entries: number;
  readonly bytes: number;
}

/** The usual split of a segmented LRU. */
const PROTECTED_SHARE = 0.8;

/** Counts are halved after so many sightings for each key that is held (the paper's sample). */
const SAMPLE = 10;
/** Requests that make one try of a window size, for each key. */
const TRY = 5;
/** A small cache remembers at least as long as one of so many keys. */
const LEAST_SAMPLED = 256;
/** 12 MB of counters; with more keys than this they are told apart less well. */
const MOST_COUNTED = 2 ** 20;

export class TinyLfu implements Ranking {
  readonly #options: TinyLfuOptions;
  readonly #sketch: FrequencySketch;
  readonly #climber = new HillClimber();
  readonly #window: Shelf;
  readonly #probation: Shelf;
  readonly #protected: Shelf;
  /** What has just left the window and is not decided on: this one, and all newer ones on probation. */
  #contender: Held | null = null;
  /** How often those were wanted that had to go for the contender. */
  #price = 0;

  /** Takes three places, from `place` on. */
  constructor(options: TinyLfuOptions, place: number) {
    this.#options = options;
    this.#sketch = new FrequencySketch(Math.min(options.entries, MOST_COUNTED));
    this.#window = new Shelf(place);
    this.#probation = new Shelf(place + 1);
    this.#protected = new Shelf(place + 2);
  }

  seen(hash: number, times: number): void {
    const sketch = this.#sketch;
    for (let n = 0; n < times; n++) sketch.add(hash);
    if (sketch.additions >= SAMPLE * this.#scale) sketch.halve();
  }

  add(held: Held): void {
    this.#climber.request(false, TRY * this.#scale);
    this.#window.push(held);
  }

  touch(held: Held): void {
    this.#climber.request(true, TRY * this.#scale);
    if (held.shelf !== this.#probation) {
      held.shelf?.renew(held);
      return;
    }
    this.#probation.remove(held);
    this.#protected.push(held);
    this.#demote();
  }

  settle(newcomer: Held): void {
    const { entries, bytes } = this.#options;
    const { share } = this.#climber;
    this.#contender = null;
    this.#price = 0;
    for (;;) {
      const oldest = this.#window.oldest(null);
      if (!oldest || oldest === newcomer) return;
      if (this.#window.entries <= entries * share && this.#window.bytes <= bytes * share) return;
      this.#window.remove(oldest);
      this.#probation.push(oldest);
      this.#contender ??= oldest;
    }
  }

  loser(givers: Givers, newcomer: Held): Held | null {
    const contender = this.#standing(givers, newcomer);
    const victim = this.#victim(givers, contender);
    if (!contender) return victim ?? this.#window.oldest(givers);
    if (victim) {
      const price = this.#price + this.#sketch.estimate(victim.hash);
      if (this.#sketch.estimate(contender.hash) > price) {
        this.#price = price;
        return victim;
      }
    }
    if (contender === this.#contender) this.#next();
    else this.#price = 0;
    return contender;
  }

  get #scale(): number {
    const held = this.#window.entries + this.#probation.entries + this.#protected.entries;
    return Math.max(LEAST_SAMPLED, held);
  }

  /** Whoever left the window; of certain givers, what they have there besides the newcomer, for they share it. */
  #standing(givers: Givers, newcomer: Held): Held | null {
    if (!givers) return this.#contender;
    while (this.#contender && !givers.has(this.#contender.owner)) this.#next();
    if (this.#contender) return this.#contender;
    const oldest = this.#window.oldest(givers);
    return oldest === newcomer ? null : oldest;
  }

  #next(): void {
    this.#contender = this.#contender?.newer ?? null;
    this.#price = 0;
  }

  #victim(givers: Givers, contender: Held | null): Held | null {
    const oldest = this.#probation.oldest(givers);
    return oldest && oldest !== contender ? oldest : this.#protected.oldest(givers);
  }

  /** What the protected part cannot hold goes back on probation. */
  #demote(): void {
    const main = this.#probation.entries + this.#protected.entries;
    const mainBytes = this.#probation.bytes + this.#protected.bytes;
    while (
      this.#protected.entries > 1 &&
      (this.#protected.entries > main * PROTECTED_SHARE ||
        this.#protected.bytes > mainBytes * PROTECTED_SHARE)
    ) {
      const oldest = this.#protected.oldest(null) as Held;
      this.#protected.remove(oldest);
      this.#probation.push(oldest);
    }
  }
}
