/** From nothing, call after call: every turn is first answered by what is known, then taught. */
import { candidatesOf, type Candidate } from '../../src/services/cache/evidence/candidates.ts';
import { Counts, OwnTally } from '../../src/services/cache/evidence/counts.ts';
import { EXACT_PLACE } from '../../src/services/cache/evidence/places.ts';
import {
  fitAcceptModel,
  judge,
  type AcceptModel,
  type Label,
} from '../../src/services/cache/accept/acceptModel.ts';
import { EvictionPolicy } from '../../src/lib/eviction/evictionPolicy.ts';
import { clopperPearson } from './interval.ts';
import { mulberry, shuffled, type PreparedTurn } from './split.ts';

export interface ColdResult {
  readonly seed: number;
  readonly delta: number;
  readonly turns: number;
  readonly hits: number;
  readonly hitShare: number;
  readonly wrong: number;
  readonly wrongAmongHits: number;
  readonly interval95: readonly [number, number];
  /** Turns before the first certificate; null: there was none. */
  readonly certifiedAfter: number | null;
  /** Hits in the second half of the stream, of its turns. */
  readonly laterHitShare: number;
}

/** As the product does it: models anew every so many labels, from the newest. */
const FIT_EVERY = 400;
const KEPT = 4_000;

export function testCold(turns: readonly PreparedTurn[], seed: number, delta: number): ColdResult {
  const calls = Map.groupBy(turns, ({ call }) => call);
  const order = shuffled([...calls.keys()], mulberry(seed));
  const stream = new ColdStream(delta, turns.length / 2);
  for (const call of order) stream.call(calls.get(call) ?? []);
  const { turn, hits, wrong, later, certifiedAfter } = stream;
  return {
    seed,
    delta,
    turns: turn,
    hits,
    hitShare: hits / turn,
    wrong,
    wrongAmongHits: hits === 0 ? 0 : wrong / hits,
    interval95: clopperPearson(wrong, hits),
    certifiedAfter,
    laterHitShare: later / Math.max(1, turn / 2),
  };
}

class ColdStream {
  turn = 0;
  hits = 0;
  wrong = 0;
  /** Hits in the second half. */
  later = 0;
  certifiedAfter: number | null = null;
  readonly #delta: number;
  readonly #half: number;
  readonly #counts = new Counts();
  readonly #labels: Label[] = [];
  #model: AcceptModel | null = null;
  #fresh = 0;

  constructor(delta: number, half: number) {
    this.#delta = delta;
    this.#half = half;
  }

  call(turns: readonly PreparedTurn[]): void {
    const own = new OwnTally();
    for (const one of turns) {
      this.turn++;
      const { places, neighbours, answer } = one;
      const candidates = candidatesOf({ counts: this.#counts, own, places, neighbours });
      if (candidates.length > 0) this.#answered(one, candidates);
      for (const place of places) if (own.add(place, answer)) this.#counts.add(place, answer);
    }
    if (this.#fresh < FIT_EVERY) return;
    this.#fresh = 0;
    this.#model = fitAcceptModel(this.#labels, this.#delta);
    if (this.#model?.certificate) this.certifiedAfter ??= this.turn;
  }

  #answered({ call, answer }: PreparedTurn, candidates: readonly Candidate[]): void {
    const right = candidates.map((each) => ({ features: each.features, right: each.answer === answer }));
    const threshold = this.#model?.certificate?.threshold ?? Infinity;
    const verdict = this.#model && judge(this.#model, candidates);
    if (verdict && verdict.score >= threshold) {
      this.hits++;
      if (this.turn > this.#half) this.later++;
      if (right[verdict.best]?.right !== true) this.wrong++;
    }
    this.#labels.push({ call, candidates: right });
    if (this.#labels.length > KEPT) this.#labels.shift();
    this.#fresh++;
  }
}

/** Share of turns whose exact place is still held, under each policy. */
export function testEviction(
  turns: readonly PreparedTurn[],
  seed: number,
  entries: number,
): { entries: number; lru: number; tinylfu: number } {
  const calls = Map.groupBy(turns, ({ call }) => call);
  const order = shuffled([...calls.keys()], mulberry(seed)).flatMap((call) => calls.get(call) ?? []);
  const held = (policy: 'lru' | 'tinylfu') => {
    const cache = new EvictionPolicy({ policy, entries });
    let hits = 0;
    for (const { places } of order) {
      const place = places[EXACT_PLACE] ?? '';
      if (cache.touch(place)) hits++;
      else cache.admit(place, { bytes: 1, workspace: 'bench' });
    }
    return hits / order.length;
  };
  return { entries, lru: held('lru'), tinylfu: held('tinylfu') };
}
