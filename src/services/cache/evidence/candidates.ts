/** The answers that the evidence speaks for, each with what the accept model looks at. */
import type { Counts, OwnTally } from './counts.ts';
import type { Neighbour } from './neighbour.ts';
import { EXACT_PLACE, PLACES, WORD_PLACES } from './places.ts';

export interface Evidence {
  readonly counts: Counts;
  /** What the call itself has taught is no evidence for it. */
  readonly own?: OwnTally | undefined;
  /** From the most telling to the least: `placesOf`. */
  readonly places: readonly string[];
  /** Nearest first. */
  readonly neighbours: readonly Neighbour[];
}

export interface Candidate {
  readonly answer: string;
  readonly features: Float64Array;
  /** Calls that got this answer to these very words here, and those that got another. */
  readonly agreeing: number;
  readonly disagreeing: number;
  /** Similarity of the nearest neighbour that is evidence for it; 0 = none. */
  readonly nearest: number;
  /** A neighbour, or these very words, speak for it: not the pattern alone. */
  readonly byWords: boolean;
}

const PER_PLACE = 3;
const VOTERS = 20;
/** How fast a vote fades with distance to the nearest: at 0.05 less similarity it counts half. */
const FADE = 15;

/** Differences between the caller's words and the nearest evidence. */
const doubtKinds = ['negation', 'opposite', 'question', 'name', 'number', 'date', 'unit', 'order'] as const;
const nearFields = ['share', 'similarity', 'margin', 'present'] as const;
/** Names of the features, in order. For `explain`. */
export const featureNames: readonly string[] = [
  ...Array.from({ length: PLACES }, (_, i) => [`odds ${i}`, `calls ${i}`, `sure ${i}`]).flat(),
  'surest',
  'surest²',
  'surest⁸',
  ...nearFields.map((field) => `here ${field}`),
  ...nearFields.map((field) => `all ${field}`),
  'cosine',
  'spelling',
  'lengthGap',
  'vetoed',
  ...doubtKinds.map((kind) => `doubt ${kind}`),
];
export const FEATURES = featureNames.length;

export function candidatesOf(evidence: Evidence): Candidate[] {
  const { counts, own, places } = evidence;
  const here = votesOf(evidence, (neighbour) => neighbour.sameContext);
  const all = votesOf(evidence, () => true);
  const answers = new Set<string>();
  for (const place of places) for (const answer of mostFrequent(counts, place, own)) answers.add(answer);
  for (const { votes } of [here, all]) for (const answer of leading(votes)) answers.add(answer);
  return [...answers].map((answer) => candidateOf(evidence, answer, here, all));
}

function candidateOf(evidence: Evidence, answer: string, here: Votes, all: Votes): Candidate {
  const { counts, own, places } = evidence;
  const features = new Float64Array(FEATURES);
  let at = 0;
  let surest = 0;
  for (const place of places) {
    const total = counts.total(place, own);
    const count = counts.count(place, answer, own);
    const sure = lowerBound(count, total);
    surest = Math.max(surest, sure);
    features[at++] = Math.log((count + 0.1) / (total - count + 0.1));
    features[at++] = Math.log1p(total);
    features[at++] = sure;
  }
  features[at++] = surest;
  features[at++] = surest ** 2;
  features[at++] = surest ** 8;
  at = writeVotes(features, at, here, answer);
  at = writeVotes(features, at, all, answer);
  const best = all.best.get(answer);
  features[at++] = best?.dense ?? 0;
  features[at++] = best?.lexical ?? 0;
  features[at++] = best?.lengthGap ?? 1;
  features[at++] = all.vetoed;
  for (const kind of doubtKinds) features[at++] = best?.doubts.includes(kind) ? 1 : 0;
  const exact = places[EXACT_PLACE] ?? '';
  const agreeing = counts.count(exact, answer, own);
  const words = places.slice(0, WORD_PLACES).some((place) => counts.count(place, answer, own) > 0);
  return {
    answer,
    features,
    agreeing,
    disagreeing: counts.total(exact, own) - agreeing,
    nearest: best?.similarity ?? 0,
    byWords: words || best !== undefined,
  };
}

interface Votes {
  readonly votes: ReadonlyMap<string, number>;
  readonly total: number;
  /** Nearest that is evidence, by answer. */
  readonly best: ReadonlyMap<string, Neighbour>;
  /** The nearest of all, evidence or not, by the answer that it mostly got. */
  readonly nearest: ReadonlyMap<string, number>;
  /** Share of the vote that a veto silenced. */
  readonly vetoed: number;
}

/** Neighbours vote with what was answered to them. */
function votesOf({ counts, own, neighbours }: Evidence, counted: (n: Neighbour) => boolean): Votes {
  const votes = new Map<string, number>();
  const best = new Map<string, Neighbour>();
  const nearest = new Map<string, number>();
  let total = 0;
  let silenced = 0;
  let voters = 0;
  let top = 0;
  for (const neighbour of neighbours) {
    if (voters >= VOTERS) break;
    if (!counted(neighbour)) continue;
    const calls = counts.total(neighbour.place, own);
    const tally = counts.tally(neighbour.place);
    if (calls <= 0 || !tally) continue;
    if (voters++ === 0) top = neighbour.similarity;
    const weight = Math.exp((neighbour.similarity - top) * FADE) * Math.sqrt(calls);
    total += weight;
    if (neighbour.vetoes.length > 0) silenced += weight;
    for (const answer of tally.keys()) {
      const count = counts.count(neighbour.place, answer, own);
      if (count <= 0) continue;
      if (count * 2 >= calls && !nearest.has(answer)) nearest.set(answer, neighbour.similarity);
      if (neighbour.vetoes.length > 0) continue;
      votes.set(answer, (votes.get(answer) ?? 0) + (weight * count) / calls);
      if (count * 2 >= calls && !best.has(answer)) best.set(answer, neighbour);
    }
  }
  return { votes, total, best, nearest, vetoed: total === 0 ? 0 : silenced / total };
}

/** With nobody else near, as if somebody stood this far away. */
const NOBODY = 0.3;

function writeVotes(features: Float64Array, from: number, votes: Votes, answer: string): number {
  const best = votes.best.get(answer)?.similarity;
  let other = NOBODY;
  for (const [rival, similarity] of votes.nearest) if (rival !== answer) other = Math.max(other, similarity);
  features[from] = votes.total === 0 ? 0 : (votes.votes.get(answer) ?? 0) / votes.total;
  features[from + 1] = best ?? 0;
  features[from + 2] = best === undefined ? -1 : best - other;
  features[from + 3] = best === undefined ? 0 : 1;
  return from + 4;
}

function mostFrequent(counts: Counts, place: string, own: OwnTally | undefined): string[] {
  const tally = counts.tally(place);
  if (!tally) return [];
  const found = [...tally.keys()].map((answer) => ({ answer, count: counts.count(place, answer, own) }));
  return found
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, PER_PLACE)
    .map(({ answer }) => answer);
}

function leading(votes: ReadonlyMap<string, number>): string[] {
  return [...votes]
    .sort((a, b) => b[1] - a[1])
    .slice(0, PER_PLACE)
    .map(([answer]) => answer);
}

/** A cautious share: the lower end of its 80 % interval (normal approximation, one half of a success added). */
export function lowerBound(count: number, total: number): number {
  if (total <= 0) return 0;
  const p = (count + 0.25) / (total + 0.75);
  return Math.max(0, p - 1.3 * Math.sqrt((p * (1 - p)) / (total + 1)));
}
