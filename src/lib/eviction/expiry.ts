/**
 * When keys end. Gives those whose time has come without looking at the others: a binary heap that knows where each key
 * stands, so that a key's time can be moved at every use.
 */
import type { Clock } from '../../types/clock.ts';

interface Ending {
  readonly key: string;
  atMs: number;
  /** Where it stands in the heap. */
  place: number;
}

export class Expiry {
  readonly #clock: Clock;
  readonly #byKey = new Map<string, Ending>();
  readonly #heap: Ending[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#heap.length;
  }

  /** When the first key ends, in milliseconds since the epoch. */
  get nextMs(): number | undefined {
    return this.#heap[0]?.atMs;
  }

  /** `atMs`: wall time, milliseconds since the epoch; Infinity or null: never. Replaces what was said of the key. */
  set(key: string, atMs: number | null): void {
    if (atMs === null || !(atMs < Infinity)) {
      this.remove(key);
      return;
    }
    const known = this.#byKey.get(key);
    if (known) {
      known.atMs = atMs;
      this.#settle(known);
      return;
    }
    const ending: Ending = { key, atMs, place: this.#heap.length };
    this.#byKey.set(key, ending);
    this.#heap.push(ending);
    this.#settle(ending);
  }

  remove(key: string): boolean {
    const ending = this.#byKey.get(key);
    if (!ending) return false;
    this.#byKey.delete(key);
    const last = this.#heap.pop() as Ending;
    if (last === ending) return true;
    last.place = ending.place;
    this.#heap[last.place] = last;
    this.#settle(last);
    return true;
  }

  /** Keys whose time has come, the longest over first; at most `limit`. They are forgotten here. */
  expired(limit = Infinity): string[] {
    const now = this.#clock.wall();
    const keys: string[] = [];
    for (
      let first = this.#heap[0];
      first && first.atMs <= now && keys.length < limit;
      first = this.#heap[0]
    ) {
      keys.push(first.key);
      this.remove(first.key);
    }
    return keys;
  }

  #settle(ending: Ending): void {
    this.#rise(ending);
    this.#sink(ending);
  }

  #rise(ending: Ending): void {
    for (;;) {
      const above = this.#heap[(ending.place - 1) >> 1];
      if (!above || above.atMs <= ending.atMs) return;
      this.#swap(above, ending);
    }
  }

  #sink(ending: Ending): void {
    for (;;) {
      const left = this.#heap[2 * ending.place + 1];
      const right = this.#heap[2 * ending.place + 2];
      const below = left && right && right.atMs < left.atMs ? right : left;
      if (!below || below.atMs >= ending.atMs) return;
      this.#swap(ending, below);
    }
  }

  #swap(a: Ending, b: Ending): void {
    [a.place, b.place] = [b.place, a.place];
    this.#heap[a.place] = a;
    this.#heap[b.place] = b;
  }
}
