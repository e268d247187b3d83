/**
 * Which threshold may be used so that, with a stated confidence, no more than δ of what passes it is wrong: fixed-sequence
 * testing (Angelopoulos, Bates, Candès, Jordan and Lei, "Learn then Test", 2021). Thresholds are tried one after the other,
 * from the one that the model itself is most convinced of towards looser ones; each is a test at the full level, and the
 * first that fails ends the sequence. No correction is needed for the number of thresholds: their order depends on the
 * scores alone, not on the labels by which they are tested.
 *
 * Two things make the test stricter than the textbook's binomial one. The answers of one call are wrong together (a caller
 * who is misheard is misheard all along), so calls count and not turns. And the operator does not ask what the long-run
 * share is but how many of the *next* hits will be wrong, so the chance of the next calls is added to that of the labels.
 */
export interface Scored {
  /** The accept model's probability. */
  readonly score: number;
  readonly right: boolean;
  readonly call: string;
}

export interface Certificate {
  /** Scores from here on may be served. */
  readonly threshold: number;
  /** Calibration labels that pass it, and those of them that are wrong. */
  readonly passed: number;
  readonly wrong: number;
}

export const CONFIDENCE = 0.9;
/** Normal quantile of {@link CONFIDENCE}. */
const Z = 1.2816;
/** The bound shall hold over the next calls, two fifths as many as have calibrated it: variance × (1 + 5/2). */
const AHEAD = Math.sqrt(1 + 2.5);
/** The binomial test at the level that `Z × AHEAD` has: where there is hardly a wrong one, variance says nothing. */
export const LEVEL = 0.0082;
/** Thresholds in a sequence. */
const STEPS = 300;
const LEAST = 10;
/** A model is a little too sure of what it has not seen. */
const OVERCONFIDENCE = 1.15;

/** null: nothing can be certified with these labels. */
export function certify(calibration: readonly Scored[], delta: number): Certificate | null {
  const steps = [...thresholds(calibration, delta)];
  const start = startOf(steps, delta);
  let found: Certificate | null = null;
  for (const step of steps.slice(start)) {
    if (!passes(step, delta)) break;
    found = { threshold: step.threshold, passed: step.passed, wrong: step.wrong };
  }
  return found;
}

interface Step extends Certificate {
  /** Sum over calls of (wrong − δ × passed), and of its square. */
  readonly sum: number;
  readonly squares: number;
  /** How many wrong ones the scores themselves foretell. */
  readonly foretold: number;
}

function passes({ passed, wrong, sum, squares }: Step, delta: number): boolean {
  return sum + Z * AHEAD * Math.sqrt(squares) <= 0 && binomialTail(wrong, passed, delta) <= LEVEL;
}

/** Where the test is most likely to succeed, by the scores alone; of places as good, the loosest. */
function startOf(steps: readonly Step[], delta: number): number {
  const chances = steps.map(({ passed, foretold }) =>
    passed < LEAST ? 0 : poissonTail(mostWrong(passed, delta), Math.max(0.1, foretold * OVERCONFIDENCE)),
  );
  const most = Math.max(0, ...chances);
  return Math.max(
    0,
    chances.findLastIndex((chance) => chance >= most - AS_GOOD),
  );
}

/** Differences of chance that mean nothing. */
const AS_GOOD = 0.02;
/** Wrong answers of one call come together: variance against independent ones, as seen on real calls. */
const CLUSTERED = 1.3;

/** With how many wrong ones of `passed` the test would still succeed; -1: with none. */
function mostWrong(passed: number, delta: number): number {
  let wrong = -1;
  while (
    wrong + 1 + Z * AHEAD * Math.sqrt((wrong + 1) * CLUSTERED) <= delta * passed &&
    binomialTail(wrong + 1, passed, delta) <= LEVEL
  )
    wrong++;
  return wrong;
}

/** P(X ≤ k), X Poisson. */
function poissonTail(k: number, mean: number): number {
  let [term, sum] = [Math.exp(-mean), 0];
  for (let i = 0; i <= k; i++) {
    sum += term;
    term *= mean / (i + 1);
  }
  return sum;
}

/** From strict to loose. Equal scores are served together or not at all. */
function* thresholds(scored: readonly Scored[], delta: number): Generator<Step> {
  const sorted = [...scored].sort((a, b) => b.score - a.score);
  const every = Math.max(1, Math.floor(sorted.length / STEPS));
  const calls = new Map<string, number>();
  let [sum, squares, wrong, foretold] = [0, 0, 0, 0];
  let last = 0;
  for (const [i, { score, right, call }] of sorted.entries()) {
    const before = calls.get(call) ?? 0;
    const after = before + (right ? 0 : 1) - delta;
    calls.set(call, after);
    sum += after - before;
    squares += after * after - before * before;
    if (!right) wrong++;
    foretold += 1 - score;
    const passed = i + 1;
    if (passed - last < every || sorted[passed]?.score === score) continue;
    last = passed;
    yield { threshold: score, passed, wrong, sum, squares, foretold };
  }
}

/** P(X ≤ k), X binomial(n, p): how likely so few wrong ones are if the true share is p. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k >= n) return 1;
  let term = n * Math.log1p(-p);
  let sum = Math.exp(term);
  const odds = Math.log(p) - Math.log1p(-p);
  for (let i = 1; i <= k; i++) {
    term += Math.log(n - i + 1) - Math.log(i) + odds;
    sum += Math.exp(term);
  }
  return Math.min(1, sum);
}

/** Calibration labels that δ needs if none of them is wrong: how far a workspace is from a certificate, at the least. */
export function leastLabels(delta: number): number {
  return Math.ceil(Math.log(LEVEL) / Math.log1p(-delta));
}
