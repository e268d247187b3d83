/**
 * How often which answer followed what, in calls. One table serves the exact layer, the pattern layer and the votes of the
 * neighbours: they differ only in what stands before the answer ({@link Places}).
 */
export type Tally = ReadonlyMap<string, number>;

/** What one call has taught so far. It is taken out of the evidence for that call itself. */
export class OwnTally {
  readonly #counts = new Map<string, Map<string, number>>();

  /** False: the call has said so before. */
  add(place: string, answer: string): boolean {
    const tally = this.#counts.get(place) ?? new Map<string, number>();
    this.#counts.set(place, tally);
    if (tally.has(answer)) return false;
    tally.set(answer, 1);
    return true;
  }

  remove(place: string, answer: string): void {
    const tally = this.#counts.get(place);
    tally?.delete(answer);
    if (tally?.size === 0) this.#counts.delete(place);
  }

  get(place: string, answer: string): number {
    return this.#counts.get(place)?.get(answer) ?? 0;
  }

  total(place: string): number {
    return this.#counts.get(place)?.size ?? 0;
  }

  *pairs(): Generator<readonly [place: string, answer: string]> {
    for (const [place, tally] of this.#counts) for (const answer of tally.keys()) yield [place, answer];
  }
}

export class Counts {
  readonly #tallies = new Map<string, Map<string, number>>();
  readonly #totals = new Map<string, number>();

  get size(): number {
    return this.#tallies.size;
  }

  /** One more call. */
  add(place: string, answer: string): void {
    let tally = this.#tallies.get(place);
    if (!tally) this.#tallies.set(place, (tally = new Map()));
    tally.set(answer, (tally.get(answer) ?? 0) + 1);
    this.#totals.set(place, (this.#totals.get(place) ?? 0) + 1);
  }

  /** One call less. */
  subtract(place: string, answer: string): void {
    const tally = this.#tallies.get(place);
    const count = tally?.get(answer);
    if (!tally || count === undefined) return;
    if (count > 1) tally.set(answer, count - 1);
    else tally.delete(answer);
    const total = (this.#totals.get(place) ?? 0) - 1;
    if (total > 0) this.#totals.set(place, total);
    else {
      this.#totals.delete(place);
      this.#tallies.delete(place);
    }
  }

  tally(place: string): Tally | undefined {
    return this.#tallies.get(place);
  }

  count(place: string, answer: string, own?: OwnTally): number {
    return (this.#tallies.get(place)?.get(answer) ?? 0) - (own?.get(place, answer) ?? 0);
  }

  total(place: string, own?: OwnTally): number {
    return (this.#totals.get(place) ?? 0) - (own?.total(place) ?? 0);
  }
}
