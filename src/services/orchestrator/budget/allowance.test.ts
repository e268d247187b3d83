import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HedgeAllowance } from './allowance.ts';

describe('the allowance of early hedges', () => {
  it('is a tenth of the turns, and a handful at the beginning, whatever is asked of it', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 400 }), fc.nat(3), (turns, eager) => {
        const allowance = new HedgeAllowance();
        let taken = 0;
        for (const waits of turns) {
          allowance.turn(waits);
          for (let i = 0; i <= eager; i++) if (allowance.take()) taken++;
        }
        expect(taken).toBeLessThanOrEqual(1 + turns.length * 0.1 + 1e-9);
      }),
    );
  });

  it('does not save up for a storm', () => {
    const allowance = new HedgeAllowance();
    for (let i = 0; i < 1_000; i++) allowance.turn(true);
    let taken = 0;
    while (allowance.take()) taken++;
    expect(taken).toBe(5);
  });

  it('where few turns wait for a model, more of those may be hedged', () => {
    const [few, many] = [new HedgeAllowance(), new HedgeAllowance()];
    for (let i = 0; i < 500; i++) {
      few.turn(i % 4 === 0);
      many.turn(true);
    }
    expect(few.share).toBeGreaterThan(0.3);
    expect(many.share).toBeCloseTo(0.1, 1);
  });
});
