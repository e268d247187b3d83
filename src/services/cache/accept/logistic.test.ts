import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../types/clock.ts';
import { fitLogistic, probability, sigmoid } from './logistic.ts';

describe('logistic regression', () => {
  it('finds the curve that made the data', () => {
    const random = seededRandom(7);
    const rows = Array.from({ length: 4_000 }, () => [random.next() * 4 - 2, random.next() * 4 - 2]);
    const truth = ([a = 0, b = 0]: readonly number[]) => sigmoid(0.5 + 2 * a - b);
    const model = fitLogistic(
      rows,
      rows.map((row) => random.next() < truth(row)),
    );
    for (const row of [
      [0, 0],
      [1, 1],
      [-1, 0.5],
      [0.3, -1.5],
    ])
      expect(Math.abs(probability(model, row) - truth(row))).toBeLessThan(0.06);
  });

  it('stays finite where the data are separated, constant or few', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.boolean()), {
          minLength: 1,
          maxLength: 30,
        }),
        (data) => {
          const model = fitLogistic(
            data.map(([x]) => [x, 1]),
            data.map(([, right]) => right),
          );
          for (const [x] of data) {
            const p = probability(model, [x, 1]);
            expect(p).toBeGreaterThanOrEqual(0);
            expect(p).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
