/**
 * How often callers gave which answer to which question of one workflow version. In memory: a new version begins with the
 * graph's own word, every branch once.
 */
import type { Expectation } from '../../types/expectation.ts';

const MOST_PLACES = 2_000;
/** Above this the past counts half: callers change. */
const MOST_COUNTED = 1_000;

export class TransitionCounts {
  readonly #places = new Map<string, Map<string, number>>();

  add(place: string, outcome: string): void {
    const counts = this.#places.get(place) ?? new Map<string, number>();
    if (counts.size === 0 && this.#places.size >= MOST_PLACES) return;
    this.#places.set(place, counts);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (total(counts) > MOST_COUNTED) for (const [key, count] of counts) counts.set(key, count / 2);
  }

  /** Of calls that come here, how many give this answer, 0 to 1; `branches`: how many answers the flow tells apart. */
  share(place: string, outcome: string, branches: number): number {
    const counts = this.#places.get(place);
    const all = counts ? total(counts) : 0;
    return ((counts?.get(outcome) ?? 0) + 1) / (all + Math.max(1, branches));
  }
}

/** A question of a node: a Collect node has several. */
export function placeOf(nodeId: string, { kind, choices }: Expectation): string {
  return [nodeId, kind, ...choices.map(({ id }) => id)].join(' ');
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
