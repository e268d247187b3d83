/**
 * May this answer be served? Two logistic models, one after the other: the first says how likely each candidate is the
 * right one, the second, of the likeliest, how likely it is right given how far the others are behind. Its score is
 * compared with a certified threshold.
 */
import { certify, CONFIDENCE, type Certificate, type Scored } from './certificate.ts';
import { fitLogistic, probability, type Logistic } from './logistic.ts';

/** A look-up whose right answer is known. */
export interface Label {
  readonly candidates: readonly { readonly features: ArrayLike<number>; readonly right: boolean }[];
  /** Labels of one call are scored together, by models that have not seen the call. */
  readonly call: string;
  /** False: it teaches, and certifies nothing, being of another version of the flow. */
  readonly certifies?: boolean;
}

export interface AcceptModel {
  readonly choose: Logistic;
  readonly accept: Logistic;
  readonly certificate: Certificate | null;
  readonly delta: number;
  readonly confidence: number;
  readonly labels: number;
}

export interface Verdict {
  /** Index of the likeliest candidate. */
  readonly best: number;
  /** 0 to 1. */
  readonly score: number;
}

/** Parts into which the calls are dealt: each part is scored by models that have not seen it. */
const PARTS = 4;
const LEAST_LABELS = 60;
/** More teach the choice between candidates nothing and cost seconds. */
const MOST_FITTED = 2_000;

export interface ScoredLabel extends Scored {
  readonly certifies: boolean;
}

type Models = Pick<AcceptModel, 'choose' | 'accept'>;

/** null: too few labels, or all alike. */
export function fitAcceptModel(labels: readonly Label[], delta: number): AcceptModel | null {
  const fitted = fitScored(labels);
  return fitted && { ...fitted.models, ...certified(fitted.scored, delta), labels: labels.length };
}

/** The models, and every label's score by models that were fitted without its call. */
export function fitScored(
  labels: readonly Label[],
): { models: Models; scored: readonly ScoredLabel[] } | null {
  const models = labels.length < LEAST_LABELS ? null : fitModels(labels);
  if (!models) return null;
  const scored: ScoredLabel[] = [];
  for (let part = 0; part < PARTS; part++) {
    const without = fitModels(labels.filter(({ call }) => partOf(call) !== part));
    if (!without) return null;
    for (const { call, candidates, certifies = true } of labels) {
      if (partOf(call) !== part || candidates.length === 0) continue;
      const { best, score } = judge(without, candidates);
      scored.push({ score, right: candidates[best]?.right ?? false, call, certifies });
    }
  }
  return { models, scored };
}

function certified(scored: readonly ScoredLabel[], delta: number) {
  const own = scored.filter(({ certifies }) => certifies);
  return { certificate: certify(own, delta), delta, confidence: CONFIDENCE };
}

/** `candidates` must not be empty. */
export function judge(
  { choose, accept }: Models,
  candidates: readonly { readonly features: ArrayLike<number> }[],
): Verdict {
  const { best, row } = front(choose, candidates);
  return { best, score: probability(accept, row) };
}

function fitModels(labels: readonly Label[]): Models | null {
  const all = spread(labels, MOST_FITTED).flatMap(({ candidates }) => candidates);
  const right = all.map((candidate) => candidate.right);
  if (!right.includes(true) || !right.includes(false)) return null;
  const choose = fitLogistic(
    all.map(({ features }) => features),
    right,
  );
  const fronts = labels
    .filter(({ candidates }) => candidates.length > 0)
    .map(({ candidates }) => {
      const { best, row } = front(choose, candidates);
      return { row, right: candidates[best]?.right ?? false };
    });
  const accept = fitLogistic(
    fronts.map(({ row }) => row),
    fronts.map((one) => one.right),
  );
  return { choose, accept };
}

/** So many at most, evenly over the whole. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]!);
}

/** The likeliest candidate, and what the second model looks at. */
function front(choose: Logistic, candidates: readonly { readonly features: ArrayLike<number> }[]) {
  let [best, top, second] = [0, -1, 0];
  for (const [i, { features }] of candidates.entries()) {
    const p = probability(choose, features);
    if (p > top) [best, second, top] = [i, Math.max(top, 0), p];
    else second = Math.max(second, p);
  }
  const p = Math.min(1 - 1e-4, Math.max(1e-4, top));
  const odds = Math.log(p / (1 - p));
  const margin = top - second;
  return { best, row: [odds, margin, margin * margin, odds * margin] };
}

/** By the call's name, so that a call is in the same part at every fit: a stable hash, not chance. */
function partOf(call: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < call.length; i++) hash = Math.imul(hash ^ call.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (hash >>> 0) % PARTS;
}
