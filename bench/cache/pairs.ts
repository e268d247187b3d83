/** Pairs that look alike and may not share an answer, beside pairs that should. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { candidatesOf } from '../../src/services/cache/evidence/candidates.ts';
import { Counts } from '../../src/services/cache/evidence/counts.ts';
import { EXACT_PLACE, placesOf } from '../../src/services/cache/evidence/places.ts';
import { judge, type AcceptModel } from '../../src/services/cache/accept/acceptModel.ts';
import { conflictOf } from '../../src/services/cache/conflict.ts';
import { ScopeSearch } from '../../src/services/cache/search/scopeSearch.ts';
import { normalWords } from '../../src/services/cache/words.ts';
import { cacheLanguage } from '../../src/services/predictiveCache.ts';

export const suiteNames = [
  'negation',
  'numbers',
  'names',
  'dates',
  'units',
  'opposites',
  'paraphrases',
] as const;

export interface SuitePair {
  readonly suite: string;
  readonly language: 'en-US' | 'zh-HK' | 'zh-CN';
  readonly heard: string;
  readonly remembered: string;
  /** They should share an answer. */
  readonly same: boolean;
}

const tags = { en: 'en-US', yue: 'zh-HK', zh: 'zh-CN' } as const;

/** The project's own suites. */
export function suitePairs(): SuitePair[] {
  const folder = join(import.meta.dirname, '../../src/services/cache/veto/suites');
  return suiteNames.flatMap((suite) => {
    const groups = JSON.parse(readFileSync(join(folder, `${suite}.json`), 'utf8')) as Record<
      keyof typeof tags,
      [string, string][]
    >;
    return (Object.keys(tags) as (keyof typeof tags)[]).flatMap((key) =>
      (groups[key] ?? []).map(([heard, remembered]): SuitePair => ({
        suite,
        language: tags[key],
        heard,
        remembered,
        same: suite === 'paraphrases',
      })),
    );
  });
}

export interface PairResult {
  readonly suite: string;
  readonly language: string;
  readonly pairs: number;
  /** Served the remembered answer. */
  readonly hits: number;
  /** Served the answer of an entry that is neither the remembered nor its paraphrase. */
  readonly elsewhere: number;
}

export interface PairContext {
  readonly model: Pick<AcceptModel, 'choose' | 'accept'>;
  readonly threshold: number;
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/**
 * All remembered texts of a language stand in one scope, each with an answer of its own; each text heard is looked up there.
 * Equal texts are one entry.
 */
export function testPairs(pairs: readonly SuitePair[], context: PairContext): PairResult[] {
  const results: PairResult[] = [];
  for (const [language, own] of Map.groupBy(pairs, (pair) => pair.language)) {
    const scope = scopeOf(own, context.vectors);
    for (const [suite, list] of Map.groupBy(own, (pair) => pair.suite)) {
      let [hits, elsewhere] = [0, 0];
      for (const pair of list) {
        const served = lookUp(pair, language, scope, context);
        if (served === null || served === normalWords(pair.heard)) continue;
        if (served === normalWords(pair.remembered)) hits++;
        else elsewhere++;
      }
      results.push({ suite, language, pairs: list.length, hits, elsewhere });
    }
  }
  return results;
}

interface Scope {
  readonly search: ScopeSearch;
  readonly counts: Counts;
}

function scopeOf(pairs: readonly SuitePair[], vectors: PairContext['vectors']): Scope {
  const search = new ScopeSearch();
  const counts = new Counts();
  for (const text of new Set(pairs.map(({ remembered }) => normalWords(remembered)))) {
    const places = placesOf({ scope: '', state: '', trail: [], key: text });
    const vector = vectors.get(text);
    search.add(
      { place: places[EXACT_PLACE] ?? '', context: '', words: text },
      vector && { vector, by: 'use-lite' },
    );
    for (const place of places) counts.add(place, text);
  }
  return { search, counts };
}

/** The answer that is served: the normalised text of its entry. */
function lookUp(
  { heard }: SuitePair,
  language: string,
  { search, counts }: Scope,
  { model, threshold, vectors }: PairContext,
): string | null {
  const words = normalWords(heard);
  const vector = language === 'en-US' ? vectors.get(words) : undefined;
  const neighbours = search.search({
    words,
    context: '',
    embedded: vector && { vector, by: 'use-lite' },
    conflict: (a, b, byMeaning) => conflictOf(a, b, language, cacheLanguage, byMeaning),
  });
  const places = placesOf({ scope: '', state: '', trail: [], key: words });
  const candidates = candidatesOf({ counts, places, neighbours });
  if (candidates.length === 0) return null;
  const { best, score } = judge(model, candidates);
  const candidate = candidates[best];
  return candidate && candidate.byWords && score >= threshold ? candidate.answer : null;
}
