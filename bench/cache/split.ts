/** One random split by call: what is known, what is asked, and how often each rule answers and is wrong. */
import { seededRandom } from '../../src/types/clock.ts';
import { candidatesOf, type Candidate } from '../../src/services/cache/evidence/candidates.ts';
import { Counts, OwnTally } from '../../src/services/cache/evidence/counts.ts';
import type { Neighbour } from '../../src/services/cache/evidence/neighbour.ts';
import { fitScored, judge, type Label } from '../../src/services/cache/accept/acceptModel.ts';
import { certify } from '../../src/services/cache/accept/certificate.ts';

/** A turn with all that does not depend on the split. */
export interface PreparedTurn {
  readonly call: string;
  readonly answer: string;
  readonly places: readonly string[];
  /** Of all calls: those that are not known are ignored. */
  readonly neighbours: readonly Neighbour[];
}

export interface Tested {
  readonly delta: number;
  readonly hits: number;
  readonly wrong: number;
  readonly turns: number;
  readonly certified: boolean;
}

/** Deterministic: the same seed gives the same split everywhere. */
export function mulberry(seed: number): () => number {
  const random = seededRandom(seed);
  return () => random.next();
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

export interface Split {
  readonly known: ReadonlySet<string>;
}

export function splitCalls(turns: readonly { call: string }[], seed: number, share = 0.7): Split {
  const calls = shuffled([...new Set(turns.map(({ call }) => call))], mulberry(seed));
  return { known: new Set(calls.slice(0, Math.round(calls.length * share))) };
}

export interface Learned {
  readonly counts: Counts;
  readonly labels: readonly Label[];
  readonly asked: readonly { turn: PreparedTurn; candidates: readonly Candidate[] }[];
}

/** Known calls teach; each of them is also a label, answered from all the other known calls. */
export function learn(turns: readonly PreparedTurn[], { known }: Split): Learned {
  const counts = new Counts();
  const own = new Map<string, OwnTally>();
  for (const { call, places, answer } of turns) {
    if (!known.has(call)) continue;
    const tally = own.get(call) ?? new OwnTally();
    own.set(call, tally);
    for (const place of places) if (tally.add(place, answer)) counts.add(place, answer);
  }
  const candidates = (turn: PreparedTurn) =>
    candidatesOf({ counts, own: own.get(turn.call), places: turn.places, neighbours: turn.neighbours });
  const labels = turns
    .filter(({ call }) => known.has(call))
    .map((turn): Label => ({
      call: turn.call,
      candidates: candidates(turn).map(({ features, answer }) => ({
        features,
        right: answer === turn.answer,
      })),
    }));
  const asked = turns
    .filter(({ call }) => !known.has(call))
    .map((turn) => ({ turn, candidates: candidates(turn) }));
  return { counts, labels, asked };
}

export function testOurs({ labels, asked }: Learned, deltas: readonly number[]): Tested[] {
  const fitted = fitScored(labels);
  const judged = asked.map(({ turn, candidates }) => {
    if (!fitted || candidates.length === 0) return { score: -1, right: false };
    const { best, score } = judge(fitted.models, candidates);
    return { score, right: candidates[best]?.answer === turn.answer };
  });
  return deltas.map((delta) => {
    const certificate = fitted ? certify(fitted.scored, delta) : null;
    const passed = certificate ? judged.filter(({ score }) => score >= certificate.threshold) : [];
    const wrong = passed.filter(({ right }) => !right).length;
    return { delta, hits: passed.length, wrong, turns: asked.length, certified: certificate !== null };
  });
}
