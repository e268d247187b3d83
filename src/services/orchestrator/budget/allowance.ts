/** How many early hedges there may be: so many for a hundred turns, whatever the providers do. */

/** Extra requests for a turn. */
const PER_TURN = 0.1;
/** Saved up for a bad minute; more would be spent at once on something that hedging does not cure. */
const MOST_SAVED = 5;
/** How quickly the share of turns that wait for a model is learned. */
const LEARNING = 0.02;

export class HedgeAllowance {
  #saved = 1;
  /** Share of turns that wait for a model. */
  #waiting = 0.5;

  /** A turn was decided. */
  turn(waitsForModel: boolean): void {
    this.#saved = Math.min(MOST_SAVED, this.#saved + PER_TURN);
    this.#waiting += LEARNING * ((waitsForModel ? 1 : 0) - this.#waiting);
  }

  /**
   * The share of waiting turns that may be hedged. A hedge is worth most where the first has been silent longest, so the
   * allowance is spent on the slowest, and not on whoever comes first.
   */
  get share(): number {
    return Math.min(0.5, PER_TURN / Math.max(0.05, this.#waiting));
  }

  take(): boolean {
    if (this.#saved < 1) return false;
    this.#saved--;
    return true;
  }
}
