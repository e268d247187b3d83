/** Turns of a data set with everything that does not depend on what is known: places, neighbours. */
import { EXACT_PLACE, placesOf } from '../../src/services/cache/evidence/places.ts';
import type { Neighbour } from '../../src/services/cache/evidence/neighbour.ts';
import { ScopeSearch } from '../../src/services/cache/search/scopeSearch.ts';
import { normalWords } from '../../src/services/cache/words.ts';
import { conflictOf } from '../../src/services/cache/conflict.ts';
import { cacheLanguage } from '../../src/services/predictiveCache.ts';
import type { DataTurn } from './data.ts';
import type { PreparedTurn } from './split.ts';

const BY = 'use-lite';

/** Neighbours are looked for among all turns; a split ignores those that it does not know. */
export function prepareTurns(
  turns: readonly DataTurn[],
  vectors: ReadonlyMap<string, Float32Array>,
  say: (line: string) => void,
): PreparedTurn[] {
  const search = new ScopeSearch();
  const made = turns.map((turn) => {
    const words = normalWords(turn.words);
    const places = placesOf({ scope: '', state: turn.known, trail: turn.trail, key: words });
    const vector = vectors.get(turn.words);
    const embedded = vector && { vector, by: BY };
    const context = turn.trail.at(-1) ?? '';
    search.add({ place: places[EXACT_PLACE] ?? '', context, words }, embedded);
    return { turn, words, places, embedded, context };
  });
  const known = new Map<string, readonly Neighbour[]>();
  const conflict = (heard: string, remembered: string) =>
    conflictOf(heard, remembered, 'en-US', cacheLanguage, true);
  return made.map(({ turn, words, places, embedded, context }, i) => {
    const place = places[EXACT_PLACE] ?? '';
    let neighbours = known.get(place);
    if (!neighbours) {
      neighbours = search.search({ words, context, embedded, conflict });
      known.set(place, neighbours);
    }
    if (i % 5_000 === 4_999) say(`  ${i + 1} of ${made.length} turns looked up`);
    return { call: turn.call, answer: turn.answer, places, neighbours };
  });
}
