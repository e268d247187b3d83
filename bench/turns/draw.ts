/** Chance: a stream of its own for whatever shall not change when something else does, and the distributions drawn from it. */
import { createHash } from 'node:crypto';
import { probit } from '../../src/services/providers/standin/probit.ts';
import { seededRandom, type Random } from '../../src/types/clock.ts';

/** The same names give the same stream, whatever was drawn elsewhere: runs of other settings meet the same callers. */
export function stream(seed: number, ...names: readonly (string | number)[]): Random {
  const hash = createHash('sha256')
    .update(JSON.stringify([seed, ...names]))
    .digest();
  return seededRandom(hash.readUInt32LE(0));
}

export function normal(random: Random): number {
  // Never exactly 0, where the normal distribution has no value.
  return probit(Math.max(random.next(), 2 ** -32));
}

export function lognormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * normal(random));
}

export function uniform(random: Random, low: number, high: number): number {
  return low + random.next() * (high - low);
}

export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let left = Math.exp(-mean), p = random.next(); p > left; p *= random.next()) count++;
  return count;
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random.next() * list.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
}

/** An index, by weight. */
export function weighted(random: Random, weights: readonly number[]): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => (left -= weight) < 0);
  return at < 0 ? weights.length - 1 : at;
}
