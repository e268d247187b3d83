import type { VerifiedLabel } from './storedLabel.ts';
import { binomialTail } from './certificate.ts';

/** Calls that must agree, from the usual to never. */
const LADDER = [3, 5, 10, 20, Infinity] as const;

/**
 * How many calls must agree before their answer is served to the same words. Three, unless verified look-ups say that three
 * are wrong too often: the first number on the ladder against which the evidence is not strong (one-sided, 90 %).
 */
export function agreeingNeeded(labels: readonly VerifiedLabel[], delta: number): number {
  for (const needed of LADDER) {
    const fired = labels.filter(({ exact }) => exact && exact[0] >= needed && exact[1] <= exact[0] * delta);
    const wrong = fired.filter(({ exact }) => exact && !exact[2]).length;
    // P(at least so many wrong ones) if the share were δ.
    const chance = wrong === 0 ? 1 : 1 - binomialTail(wrong - 1, fired.length, delta);
    if (chance >= 0.1) return needed;
  }
  return Infinity;
}
