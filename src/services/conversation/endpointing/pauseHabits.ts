/** How long this caller pauses and then goes on, learned within the call. Plain JSON, so that calls can be replayed. */
export interface PauseHabits {
  /** Pauses that were seen. */
  readonly count: number;
  /** About the longer ones of this caller, ms. */
  readonly longMs: number;
}

/** Before anything is known: shorter than any silence that ends an open turn, so that it changes nothing. */
export const noHabits: PauseHabits = { count: 0, longMs: 300 };

/** Forgotten at each turn that ended as it was taken to: most turns of most callers have no pause at all. */
const FADE = 0.35;
/** A long pause counts at once, many short ones are needed to forget it: being cut off twice is worse than waiting twice. */
const UP = 0.6;
const DOWN = 0.12;
/** Longer is no pause but a person who looks for a card. */
const LONGEST_MS = 2_000;

/**
 * A pause inside a turn, after which the caller went on: from the acoustic end of speech to the next onset, ms.
 *
 * @example withPause(noHabits, 700) // { count: 1, longMs: 540 }
 */
export function withPause(habits: PauseHabits, ms: number): PauseHabits {
  if (!Number.isFinite(ms) || ms <= 0) return habits;
  const pause = Math.min(ms, LONGEST_MS);
  const rate = pause > habits.longMs ? UP : DOWN;
  return {
    count: habits.count + 1,
    longMs: Math.round(habits.longMs + rate * (pause - habits.longMs)),
  };
}

/** A turn was over where it was taken to be. A caller who paused once does not wait longer for the rest of the call. */
export function withEnd(habits: PauseHabits): PauseHabits {
  if (habits.count === 0) return habits;
  const longMs = Math.round(habits.longMs + FADE * Math.min(0, noHabits.longMs - habits.longMs));
  return { count: habits.count, longMs };
}
