/** What the cache is compared with, under the same labels and the same splits. */
import { EXACT_PLACE } from '../../src/services/cache/evidence/places.ts';
import { mulberry, type PreparedTurn, type Split, type Tested } from './split.ts';

/** The nearest known text by cosine of its embedding, and what was answered to it most. */
interface Nearest {
  readonly similarity: number;
  readonly answer: string;
}

interface Memory {
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

function memoryOf(turns: readonly PreparedTurn[], known: (call: string) => boolean): Memory {
  const answers = new Map<string, Map<string, number>>();
  for (const { call, places, answer } of turns) {
    if (!known(call)) continue;
    const place = places[EXACT_PLACE] ?? '';
    const tally = answers.get(place) ?? new Map<string, number>();
    answers.set(place, tally.set(answer, (tally.get(answer) ?? 0) + 1));
  }
  return { answers };
}

/** As these caches do it: one nearest entry, whatever the vetoes would say. `except`: the call's own are left out. */
function nearestOf(
  turn: PreparedTurn,
  { answers }: Memory,
  except?: ReadonlyMap<string, string>,
): Nearest | null {
  let best: Nearest | null = null;
  for (const { place, dense, sameContext } of turn.neighbours) {
    if (!sameContext || dense === null || dense <= (best?.similarity ?? -1)) continue;
    const tally = answers.get(place);
    if (!tally) continue;
    const own = except?.get(place);
    const counted = [...tally].map(([answer, count]) => [answer, count - (answer === own ? 1 : 0)] as const);
    const top = counted.reduce((a, b) => (b[1] > a[1] ? b : a));
    if (top[1] > 0) best = { similarity: dense, answer: top[0] };
  }
  return best;
}

function ownOf(turns: readonly PreparedTurn[]): Map<string, Map<string, string>> {
  const own = new Map<string, Map<string, string>>();
  for (const { call, places, answer } of turns) {
    const mine = own.get(call) ?? new Map<string, string>();
    own.set(call, mine.set(places[EXACT_PLACE] ?? '', answer));
  }
  return own;
}

export function testBaselines(
  turns: readonly PreparedTurn[],
  { known }: Split,
  deltas: readonly number[],
  seed: number,
): Record<string, Tested[]> {
  const memory = memoryOf(turns, (call) => known.has(call));
  const own = ownOf(turns);
  const asked = turns.filter(({ call }) => !known.has(call));
  const labelled = turns.filter(({ call }) => known.has(call));
  const near = asked.map((turn) => ({ turn, found: nearestOf(turn, memory) }));
  const nearKnown = labelled.map((turn) => ({ turn, found: nearestOf(turn, memory, own.get(turn.call)) }));
  const at = (threshold: number, delta: number): Tested => {
    const hits = near.filter(({ found }) => found !== null && found.similarity >= threshold);
    const wrong = hits.filter(({ turn, found }) => found?.answer !== turn.answer).length;
    return { delta, hits: hits.length, wrong, turns: asked.length, certified: false };
  };
  return {
    'static 0.85': deltas.map((delta) => at(0.85, delta)),
    'best static': deltas.map((delta) => at(bestThreshold(nearKnown, delta), delta)),
    'exact with context': deltas.map((delta) => exact(asked, memory, delta, 1, 0)),
    'exact, 3 agree at 90 %': deltas.map((delta) => exact(asked, memory, delta, 3, 0.9)),
    'vCache rule': deltas.map((delta) => vcache(turns, known, asked, delta, seed)),
  };
}

/** The lowest threshold at which the labels themselves are within the bound: tuned on them, not certified. */
function bestThreshold(
  labelled: readonly { turn: PreparedTurn; found: Nearest | null }[],
  delta: number,
): number {
  const sorted = labelled
    .flatMap(({ turn, found }) =>
      found ? [{ score: found.similarity, right: found.answer === turn.answer }] : [],
    )
    .sort((a, b) => b.score - a.score);
  let [wrong, best] = [0, Infinity];
  for (const [i, { score, right }] of sorted.entries()) {
    if (!right) wrong++;
    if (sorted[i + 1]?.score !== score && wrong <= delta * (i + 1)) best = score;
  }
  return best;
}

function exact(
  asked: readonly PreparedTurn[],
  { answers }: Memory,
  delta: number,
  least: number,
  pure: number,
): Tested {
  let [hits, wrong] = [0, 0];
  for (const { places, answer } of asked) {
    const tally = answers.get(places[EXACT_PLACE] ?? '');
    if (!tally) continue;
    const total = [...tally.values()].reduce((sum, count) => sum + count, 0);
    const [top, count] = [...tally].reduce((a, b) => (b[1] > a[1] ? b : a));
    if (count < least || count < total * pure) continue;
    hits++;
    if (top !== answer) wrong++;
  }
  return { delta, hits, wrong, turns: asked.length, certified: false };
}

/**
 * vCache's decision (Schroeder et al., arXiv 2502.03771), from the description in the paper: per entry a logistic curve of
 * correctness over similarity, its uncertainty, and a random choice between serving and asking that keeps wrong answers
 * *per request* under δ. It learns on the known calls, in order, and on the asked ones as they come.
 */
function vcache(
  turns: readonly PreparedTurn[],
  known: ReadonlySet<string>,
  asked: readonly PreparedTurn[],
  delta: number,
  seed: number,
): Tested {
  const random = mulberry(seed + 77);
  const entries = new Map<string, { answer: string; seen: { s: number; c: boolean }[]; fit: Fit | null }>();
  let [hits, wrong] = [0, 0];
  const step = (turn: PreparedTurn, counts: boolean) => {
    let best: { place: string; similarity: number } | null = null;
    for (const { place, dense, sameContext } of turn.neighbours)
      if (sameContext && dense !== null && dense > (best?.similarity ?? -1) && entries.has(place))
        best = { place, similarity: dense };
    const entry = best && entries.get(best.place);
    if (!best || !entry) {
      entries.set(turn.places[EXACT_PLACE] ?? '', { answer: turn.answer, seen: [], fit: null });
      return;
    }
    const s = Math.round(best.similarity * 1e3) / 1e3;
    const right = entry.answer === turn.answer;
    if (entry.seen.length >= 6 && random() > exploring((entry.fit ??= fitCurve(entry.seen)), s, delta)) {
      if (counts) hits++;
      if (counts && !right) wrong++;
      return;
    }
    entry.seen.push({ s, c: right });
    entry.fit = null;
    const place = turn.places[EXACT_PLACE] ?? '';
    if (!right && !entries.has(place)) entries.set(place, { answer: turn.answer, seen: [], fit: null });
  };
  for (const turn of turns) if (known.has(turn.call)) step(turn, false);
  for (const turn of asked) step(turn, true);
  return { delta, hits, wrong, turns: asked.length, certified: false };
}

interface Fit {
  /** Similarity at which half are right, its variance, and the steepness. */
  readonly t: number;
  readonly variance: number;
  readonly gamma: number;
}

const RIDGE = 1e-4;

/** Logistic regression in one variable, by Newton; two made-up observations keep it finite when all agree. */
function fitCurve(seen: readonly { s: number; c: boolean }[]): Fit {
  const one = seen.every(({ c }) => c) || seen.every(({ c }) => !c);
  const rows = one ? [...seen, { s: 0, c: false }, { s: 1, c: true }] : seen;
  let [b0, b1] = [0, 0];
  let [h00, h01, h11] = [1, 0, 1];
  for (let step = 0; step < 25; step++) {
    let [g0, g1] = [RIDGE * b0, RIDGE * b1];
    [h00, h01, h11] = [RIDGE, 0, RIDGE];
    for (const { s, c } of rows) {
      const p = 1 / (1 + Math.exp(-(b0 + b1 * s)));
      const w = Math.max(1e-6, p * (1 - p));
      g0 += p - (c ? 1 : 0);
      g1 += (p - (c ? 1 : 0)) * s;
      h00 += w;
      h01 += w * s;
      h11 += w * s * s;
    }
    const d = h00 * h11 - h01 * h01;
    b0 -= (h11 * g0 - h01 * g1) / d;
    b1 -= (h00 * g1 - h01 * g0) / d;
    if (Math.abs(g0) + Math.abs(g1) < 1e-6) break;
  }
  const gamma = Math.max(b1, 1e-6);
  const d = h00 * h11 - h01 * h01;
  const [u, v] = [-1 / gamma, b0 / (gamma * gamma)];
  const variance = Math.max(1e-6, (u * u * h11 - 2 * u * v * h01 + v * v * h00) / d);
  return { t: Math.min(1, Math.max(0, -b0 / gamma)), variance, gamma };
}

const GRID = Array.from({ length: 49 }, (_, i) => (i + 1) / 50);

/** Chance with which the entry is not trusted. */
function exploring({ t, variance, gamma }: Fit, s: number, delta: number): number {
  let least = 1;
  for (const epsilon of GRID) {
    const bound = Math.min(1, Math.max(0, t + normalQuantile(1 - epsilon) * Math.sqrt(variance)));
    const alpha = (1 - epsilon) / (1 + Math.exp(-gamma * (s - bound)));
    least = Math.min(least, 1 - delta / (1 - alpha));
  }
  return Math.max(0, least);
}

/** Acklam's approximation would be more than is needed: a bisection of the error function's series. */
function normalQuantile(p: number): number {
  let [low, high] = [-6, 6];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return x > 0 ? 1 - tail : tail;
}
