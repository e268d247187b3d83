/** Least recently used out first. */
import type { Ranking } from './ranking.ts';
import { Shelf, type Givers, type Held } from './shelf.ts';

export class Lru implements Ranking {
  readonly #shelf: Shelf;

  constructor(place: number) {
    this.#shelf = new Shelf(place);
  }

  seen(): void {
    // How often does not matter here.
  }

  add(held: Held): void {
    this.#shelf.push(held);
  }

  touch(held: Held): void {
    this.#shelf.renew(held);
  }

  settle(): void {
    // The order is all there is.
  }

  loser(givers: Givers): Held | null {
    return this.#shelf.oldest(givers);
  }
}
