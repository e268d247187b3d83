/** Logistic regression with a ridge penalty, by Newton's method (iteratively reweighted least squares). */
export interface Logistic {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Of the standardised features; the first is the intercept. */
  readonly weights: readonly number[];
}

const STEPS = 30;
const CONVERGED = 1e-8;

/**
 * @param rows examples × features
 * @param right whether each is positive
 * @param ridge penalty on the standardised weights; the intercept is free
 */
export function fitLogistic(
  rows: readonly ArrayLike<number>[],
  right: readonly boolean[],
  ridge = 1,
): Logistic {
  const width = rows[0]?.length ?? 0;
  const { mean, deviation } = standardOf(rows, width);
  const size = width + 1;
  const x = rows.map((row) => {
    const out = new Float64Array(size);
    out[0] = 1;
    for (let j = 0; j < width; j++) out[j + 1] = (row[j]! - mean[j]!) / deviation[j]!;
    return out;
  });
  let weights = new Float64Array(size);
  for (let step = 0; step < STEPS; step++) {
    const gradient = new Float64Array(size);
    const hessian = Array.from({ length: size }, () => new Float64Array(size));
    for (const [i, row] of x.entries()) {
      const p = sigmoid(dot(row, weights));
      const error = p - (right[i] ? 1 : 0);
      const curve = Math.max(1e-9, p * (1 - p));
      for (let j = 0; j < size; j++) {
        const value = row[j]!;
        gradient[j]! += error * value;
        const target = hessian[j]!;
        const scaled = curve * value;
        for (let k = 0; k <= j; k++) target[k]! += scaled * row[k]!;
      }
    }
    for (let j = 1; j < size; j++) {
      gradient[j]! += ridge * weights[j]!;
      hessian[j]![j]! += ridge;
    }
    hessian[0]![0]! += 1e-9;
    const change = solve(hessian, gradient);
    weights = weights.map((weight, j) => weight - change[j]!);
    if (change.every((value) => Math.abs(value) < CONVERGED)) break;
  }
  return { mean, deviation, weights: [...weights] };
}

/** 0 to 1. */
export function probability({ mean, deviation, weights }: Logistic, row: ArrayLike<number>): number {
  let sum = weights[0] ?? 0;
  for (let j = 0; j < mean.length; j++) sum += (weights[j + 1]! * (row[j]! - mean[j]!)) / deviation[j]!;
  return sigmoid(sum);
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function standardOf(rows: readonly ArrayLike<number>[], width: number) {
  const mean = Array.from({ length: width }, () => 0);
  const deviation = [...mean];
  for (const row of rows) for (let j = 0; j < width; j++) mean[j]! += row[j]! / rows.length;
  for (const row of rows) for (let j = 0; j < width; j++) deviation[j]! += (row[j]! - mean[j]!) ** 2;
  // A feature that never varies says nothing: a deviation of 1 keeps it at zero.
  for (let j = 0; j < width; j++) deviation[j] = Math.sqrt(deviation[j]! / rows.length) || 1;
  return { mean, deviation };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Cholesky; `matrix` is symmetric, positive, its lower half is given. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  for (let j = 0; j < n; j++) {
    const row = matrix[j]!;
    for (let k = 0; k <= j; k++) {
      const other = matrix[k]!;
      let sum = row[k]!;
      for (let i = 0; i < k; i++) sum -= row[i]! * other[i]!;
      row[k] = k === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / other[k]!;
    }
  }
  const y = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    let sum = right[j]!;
    for (let i = 0; i < j; i++) sum -= matrix[j]![i]! * y[i]!;
    y[j] = sum / matrix[j]![j]!;
  }
  const out = new Float64Array(n);
  for (let j = n - 1; j >= 0; j--) {
    let sum = y[j]!;
    for (let i = j + 1; i < n; i++) sum -= matrix[i]![j]! * out[i]!;
    out[j] = sum / matrix[j]![j]!;
  }
  return out;
}
