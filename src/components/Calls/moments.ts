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

/** The first thing that was measured: the call's zero when nothing says when it began. */
export function startOf(turns: readonly Pick<Turn, 'timeline'>[]): number {
  const marks = turns.map(({ timeline }) => firstMark(timeline)).filter((mark) => mark !== null);
  return marks.length === 0 ? 0 : Math.min(...marks);
}

/** The turn in which a moment lies: the last that had begun by then. */
export function turnAt(turns: readonly Turn[], ms: number | null): Turn | undefined {
  if (ms === null) return undefined;
  return turns.findLast(({ timeline }) => (firstMark(timeline) ?? Infinity) <= ms);
}
