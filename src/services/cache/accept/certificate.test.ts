import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../types/clock.ts';
import { binomialTail, certify, leastLabels, type Scored } from './certificate.ts';

/** Calls of several turns; a third of them are misheard all along, so their answers are wrong together. */
function labels(count: number, seed: number, wrongAt: (score: number) => number): Scored[] {
  const random = seededRandom(seed);
  const out: Scored[] = [];
  for (let call = 0; out.length < count; call++) {
    const misheard = random.next() < 0.33;
    for (let turn = 0; turn < 5; turn++) {
      const score = random.next();
      const wrong = wrongAt(score) * (misheard ? 2 : 0.5);
      out.push({ score, right: random.next() >= wrong, call: `call ${seed}-${call}` });
    }
  }
  return out;
}

describe('the certificate', () => {
  it('keeps the bound on the calls that come next, in nine runs of ten or more', () => {
    const wrongAt = (score: number) => (1 - score) * 0.4;
    let [over, certified] = [0, 0];
    const runs = 200;
    for (let run = 0; run < runs; run++) {
      const certificate = certify(labels(2_000, run + 1, wrongAt), 0.05);
      if (!certificate) continue;
      certified++;
      const next = labels(1_300, run + 10_001, wrongAt).filter(({ score }) => score >= certificate.threshold);
      const wrong = next.filter(({ right }) => !right).length;
      if (wrong > next.length * 0.05) over++;
    }
    expect(certified).toBeGreaterThan(runs / 4);
    expect(over / runs).toBeLessThanOrEqual(0.1);
  });

  it('certifies nothing where scores say nothing', () => {
    for (let run = 0; run < 20; run++)
      expect(
        certify(
          labels(2_000, run + 1, () => 0.2),
          0.05,
        ),
      ).toBeNull();
  });

  it('certifies nothing with fewer labels than the bound needs', () => {
    const few = labels(leastLabels(0.01), 1, () => 0).slice(0, leastLabels(0.01) - 1);
    expect(certify(few, 0.01)).toBeNull();
    expect(
      certify(
        labels(leastLabels(0.01) + 50, 1, () => 0),
        0.01,
      ),
    ).not.toBeNull();
  });

  it('serves equal scores together', () => {
    const same = Array.from({ length: 500 }, (_, i): Scored => ({
      score: 0.9,
      right: i % 2 === 0,
      call: `c${i}`,
    }));
    expect(certify(same, 0.05)).toBeNull();
  });

  it('makes no use of nothing', () => {
    expect(certify([], 0.05)).toBeNull();
  });
});

describe('the binomial tail', () => {
  it('is what the table says', () => {
    expect(binomialTail(0, 10, 0.1)).toBeCloseTo(0.34868, 4);
    expect(binomialTail(2, 20, 0.1)).toBeCloseTo(0.67693, 4);
    expect(binomialTail(5, 100, 0.1)).toBeCloseTo(0.05758, 4);
    expect(binomialTail(7, 7, 0.1)).toBe(1);
  });
});
