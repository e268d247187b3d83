/** Moments of a call on its own clock. */
import type { Timeline } from '../../types/timeline.ts';
import type { Turn } from '../../types/turn.ts';

export function firstMark(timeline: Timeline): number | null {
  const marks = Object.values(timeline);
  return marks.length === 0 ? null : Math.min(...marks);
}

export function lastMark(timeline: Timeline): number | null {
  const marks = Object.values(timeline);
  return marks.length === 0 ? null : Math.max(...marks);
}

/** What the waterfall of a turn counts from. */
export function zeroOf({ timeline }: Pick<Turn, 'timeline'>): number | null {
  return timeline.speechEnd ?? timeline.decision ?? null;
}

/**
 * The call's zero: where its sound begins, or the first thing that was measured when the sound begins later, since only
 * messages were kept.
 */
export function startOf(turns: readonly Pick<Turn, 'timeline'>[], soundMs?: number): number {
  const marks = [soundMs, ...turns.map(({ timeline }) => firstMark(timeline))].filter(
    (mark) => typeof mark === 'number',
  );
  return marks.length === 0 ? 0 : Math.min(...marks);
}

/** The turn in which a moment lies: the last that had begun by then. */
export function turnAt(turns: readonly Turn[], ms: number | null): Turn | undefined {
  if (ms === null) return undefined;
  return turns.findLast(({ timeline }) => (firstMark(timeline) ?? Infinity) <= ms);
}

/** Whether anything of a stretch can be heard: it may lie before the first message that was kept. */
export function isHeard(soundMs: number, toMs: number | null): boolean {
  return toMs === null || toMs > soundMs;
}
