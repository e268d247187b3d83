import { binomialTail } from '../../src/services/cache/accept/certificate.ts';

/** The exact 95 % interval of a share (Clopper and Pearson): by halving, to a millionth. */
export function clopperPearson(count: number, total: number): readonly [low: number, high: number] {
  if (total === 0) return [0, 1];
  const low = count === 0 ? 0 : halved((p) => 1 - binomialTail(count - 1, total, p) < 0.025);
  const high = count === total ? 1 : halved((p) => binomialTail(count, total, p) > 0.025);
  return [low, high];
}

/** The largest share for which it holds; it holds for all smaller ones. */
function halved(holds: (share: number) => boolean): number {
  let [low, high] = [1e-9, 1 - 1e-9];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return Math.round(low * 1e5) / 1e5;
}
