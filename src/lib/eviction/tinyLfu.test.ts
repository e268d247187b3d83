/** Whether it is worth having: the share of requests that find their key, on traffic made from a seed. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../types/clock.ts';
import { EvictionPolicy, type EvictionOptions } from './evictionPolicy.ts';

/** Draws 0 … n−1; k is drawn in proportion to 1 / (k + 1). */
function zipf(n: number, seed: number): () => number {
  const random = seededRandom(seed);
  const sums = new Float64Array(n);
  let sum = 0;
  for (let k = 0; k < n; k++) sums[k] = sum += 1 / (k + 1);
  return () => {
    const at = random.next() * sum;
    let [low, high] = [0, n - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function hits(policy: EvictionOptions['policy'], trace: readonly string[], entries: number): number {
  const cache = new EvictionPolicy({ policy, entries });
  let found = 0;
  for (const key of trace)
    if (cache.touch(key)) found++;
    else cache.admit(key, { bytes: 1, workspace: '' });
  return found;
}

describe('TinyLFU against LRU', () => {
  it('finds more where few keys are wanted often, and scans come through', () => {
    const draw = zipf(5_000, 1);
    const trace = Array.from({ length: 60_000 }, (_, n) => (n % 2_000 < 600 ? `scan ${n}` : `key ${draw()}`));
    expect(hits('tinylfu', trace, 500)).toBeGreaterThan(hits('lru', trace, 500));
  });

  it('finds more where half of what is wanted is wanted once', () => {
    const draw = zipf(5_000, 2);
    const random = seededRandom(3);
    const trace = Array.from({ length: 60_000 }, (_, n) =>
      random.next() < 0.5 ? `once ${n}` : `key ${draw()}`,
    );
    expect(hits('tinylfu', trace, 500)).toBeGreaterThan(hits('lru', trace, 500));
  });

  it('follows when other keys become the popular ones', () => {
    const draw = zipf(2_000, 4);
    const before = Array.from({ length: 30_000 }, () => `old ${draw()}`);
    const after = Array.from({ length: 30_000 }, () => `new ${draw()}`);
    const whole = hits('tinylfu', [...before, ...after], 300) - hits('tinylfu', before, 300);
    expect(whole).toBeGreaterThan(0.9 * hits('tinylfu', after, 300));
  });
});
