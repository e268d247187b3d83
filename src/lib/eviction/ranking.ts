/** In which order keys go. Knows neither limits nor pins: those are the policy's. */
import type { Givers, Held } from './shelf.ts';

export interface Ranking {
  /** Somebody wants this key, which may or may not be held. */
  seen(hash: number, times: number): void;
  add(held: Held): void;
  touch(held: Held): void;
  /** Something was added or grew, and room may have to be made: {@link loser} will be asked, once a key. */
  settle(newcomer: Held): void;
  /** Who goes next of what the givers hold. It is taken off its shelf by the caller. */
  loser(givers: Givers, newcomer: Held): Held | null;
}
