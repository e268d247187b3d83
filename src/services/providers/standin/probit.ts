/**
 * The inverse of the standard normal distribution, by Newton's method on an own cumulative function (series near the
 * middle, continued fraction in the tails). Absolute error below 1e-9 for 1e-12 < p < 1 - 1e-12.
 */
export function probit(p: number): number {
  if (!(p > 0 && p < 1))
    return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (p > 0.5) return -probit(1 - p);
  // In the tail Newton converges from the outside only; this bound lies there (Mills' ratio).
  let z = p < 0.1 ? -Math.sqrt(-2 * Math.log(p)) : 0;
  for (let i = 0; i < 60; i++) {
    const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
    const lower = lowerTail(z);
    // Newton on ln of the probability: the tail is nearly a parabola there.
    const step = p < 0.1 ? (lower * Math.log(lower / p)) / density : (lower - p) / density;
    z -= step;
    if (Math.abs(step) < 1e-12) break;
  }
  return z;
}

/** P(Z ≤ z) for z ≤ 0 (and a little above). */
function lowerTail(z: number): number {
  const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z > -3) {
    let term = z;
    let sum = z;
    for (let k = 1; k < 60; k++) {
      term *= (z * z) / (2 * k + 1);
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let fraction = -z;
  for (let k = 60; k > 0; k--) fraction = -z + k / fraction;
  return density / fraction;
}
