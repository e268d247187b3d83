/** Which of the passages found are good enough. */
import type { Found } from './library.ts';

/**
 * Where a node sets none. `exact`: an answer said as it stands must be right, and callers who are told nothing lose less than
 * those who are told something else. `model`: the model declines by itself, so only passages beside the point are kept from it.
 */
export const defaultThreshold = { exact: 0.5, model: 0.1 } as const;

/** By how much an answer must beat the next one. */
const MARGIN = 0.1;

/** The passage to be said as it stands, or null: nothing near enough, or two that are about equally near. */
export function certain(found: readonly Found[], threshold: number): number | null {
  const [best, next] = found;
  if (best === undefined || best.score < threshold) return null;
  // The very question: only the same question elsewhere makes it ambiguous.
  const lead = best.score - (next?.score ?? 0);
  return lead > 0 && (best.score === 1 || lead >= MARGIN) ? best.passage : null;
}

/** Passages to be handed on, best first. */
export function near(found: readonly Found[], threshold: number): number[] {
  return found.filter(({ score }) => score >= threshold).map(({ passage }) => passage);
}
