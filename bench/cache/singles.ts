/** Single questions with a label each: a warm cache holds the training part, the test part asks. */
import { candidatesOf } from '../../src/services/cache/evidence/candidates.ts';
import { Counts, OwnTally } from '../../src/services/cache/evidence/counts.ts';
import { EXACT_PLACE, placesOf } from '../../src/services/cache/evidence/places.ts';
import {
  fitScored,
  judge,
  type AcceptModel,
  type Label,
} from '../../src/services/cache/accept/acceptModel.ts';
import { certify } from '../../src/services/cache/accept/certificate.ts';
import { ScopeSearch } from '../../src/services/cache/search/scopeSearch.ts';
import { normalWords } from '../../src/services/cache/words.ts';
import { conflictOf, type Conflict } from '../../src/services/cache/conflict.ts';
import { cacheLanguage } from '../../src/services/predictiveCache.ts';
import type { Utterance } from './data.ts';
import { mulberry, shuffled } from './split.ts';
import { clopperPearson } from './interval.ts';

export interface SinglesRow {
  readonly delta: number;
  /** Least cosine of the nearest evidence. */
  readonly floor: number;
  readonly hits: number;
  readonly hitShare: number;
  readonly wrong: number;
  readonly wrongAmongHits: number;
  readonly interval95: readonly [number, number];
}

/** For look-ups elsewhere: the models that this set fitted, and the threshold of each bound. */
export interface SinglesModel {
  readonly models: Pick<AcceptModel, 'choose' | 'accept'>;
  readonly thresholds: ReadonlyMap<number, number>;
}

export interface SinglesResult {
  readonly model: SinglesModel | null;
  readonly entries: number;
  readonly asked: number;
  readonly rows: readonly SinglesRow[];
  readonly static85: { readonly hitShare: number; readonly wrongAmongHits: number };
}

const BY = 'use-lite';
const DELTAS = [0.01, 0.02, 0.05, 0.1];
const MOST_ENTRIES = 10_000;

/** `seed` orders the warm part (its first 10,000 are kept). Each entry is also a label, answered from all the others. */
export function testSingles(
  all: readonly Utterance[],
  vectors: ReadonlyMap<string, Float32Array>,
  seed: number,
  floors: readonly number[] = [0, 0.85],
): SinglesResult {
  const warm = shuffled(
    all.filter(({ split }) => split === 'train'),
    mulberry(seed),
  ).slice(0, MOST_ENTRIES);
  const asked = all.filter(({ split }) => split !== 'train');
  const search = new ScopeSearch();
  const counts = new Counts();
  const own = new Map<string, OwnTally>();
  const made = warm.map((one, i) => prepared(one, `warm ${i}`, vectors));
  for (const { call, label, places, words, embedded } of made) {
    search.add({ place: places[EXACT_PLACE] ?? '', context: '', words }, embedded);
    const tally = new OwnTally();
    own.set(call, tally);
    for (const place of places) if (tally.add(place, label)) counts.add(place, label);
  }
  const look = (one: Prepared) => {
    const { words, embedded, places, call } = one;
    const neighbours = search.search({ words, context: '', embedded, conflict });
    return {
      neighbours,
      candidates: candidatesOf({ counts, own: own.get(call), places, neighbours }),
    };
  };
  const labels = made.map((one): Label => ({
    call: one.call,
    candidates: look(one).candidates.map(({ features, answer }) => ({
      features,
      right: answer === one.label,
    })),
  }));
  const fitted = fitScored(labels);
  const judged = asked.map((one, i) => {
    const made = prepared(one, `asked ${i}`, vectors);
    const { neighbours, candidates } = look(made);
    const nearest = neighbours.reduce((best, { dense }) => Math.max(best, dense ?? 0), 0);
    const top = neighbours.find(({ dense }) => dense === nearest);
    const plain = [...(counts.tally(top?.place ?? '')?.keys() ?? [])][0];
    if (!fitted || candidates.length === 0) return { score: -1, right: false, cosine: 0, nearest, plain };
    const { best, score } = judge(fitted.models, candidates);
    const candidate = candidates[best];
    const by = neighbours.find(
      ({ similarity, vetoes }) => vetoes.length === 0 && similarity === candidate?.nearest,
    );
    return {
      score,
      right: candidate?.answer === one.label,
      cosine: by?.dense ?? 0,
      nearest,
      plain: plain === one.label,
    };
  });
  const at85 = judged.filter(({ nearest }) => nearest >= 0.85);
  const thresholds = DELTAS.flatMap((delta) => {
    const certificate = fitted && certify(fitted.scored, delta);
    return certificate ? [[delta, certificate.threshold] as const] : [];
  });
  return {
    model: fitted && { models: fitted.models, thresholds: new Map(thresholds) },
    entries: warm.length,
    asked: asked.length,
    rows: DELTAS.flatMap((delta) => {
      const certificate = fitted && certify(fitted.scored, delta);
      return floors.map((floor): SinglesRow => {
        const hits = certificate
          ? judged.filter(({ score, cosine }) => score >= certificate.threshold && cosine >= floor)
          : [];
        const wrong = hits.filter(({ right }) => !right).length;
        return {
          delta,
          floor,
          hits: hits.length,
          hitShare: hits.length / asked.length,
          wrong,
          wrongAmongHits: hits.length === 0 ? 0 : wrong / hits.length,
          interval95: clopperPearson(wrong, hits.length),
        };
      });
    }),
    static85: {
      hitShare: at85.length / asked.length,
      wrongAmongHits: at85.filter(({ plain }) => plain !== true).length / Math.max(1, at85.length),
    },
  };
}

interface Prepared {
  readonly call: string;
  readonly label: string;
  readonly words: string;
  readonly places: readonly string[];
  readonly embedded: { readonly vector: Float32Array; readonly by: string } | undefined;
}

function prepared(
  { text, label }: Utterance,
  call: string,
  vectors: ReadonlyMap<string, Float32Array>,
): Prepared {
  const words = normalWords(text);
  const vector = vectors.get(text);
  return {
    call,
    label,
    words,
    places: placesOf({ scope: '', state: '', trail: [], key: words }),
    embedded: vector && { vector, by: BY },
  };
}

function conflict(heard: string, remembered: string): Conflict {
  return conflictOf(heard, remembered, 'en-US', cacheLanguage, true);
}
