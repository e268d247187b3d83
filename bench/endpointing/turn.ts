/** A caller's turn as it was recorded, and when a rule would have ended it. */
import type { Expectation } from '../../src/types/expectation.ts';
import type { PauseHabits } from '../../src/services/conversation/endpointing.ts';
import { noHabits, withEnd, withPause } from '../../src/services/conversation/endpointing.ts';
import type { Stretch } from './stretches.ts';

export interface HeardStretch extends Stretch {
  /** Words of the turn up to here; null where nobody knows them. */
  readonly text: string | null;
}

export interface RecordedTurn {
  readonly expectation: Expectation;
  readonly stretches: readonly HeardStretch[];
  /** Acoustic end of the turn; null where its silence cannot be seen (somebody else speaks at once). */
  readonly endMs: number | null;
}

/** Turns of one caller, in order. */
export type RecordedCall = readonly RecordedTurn[];

export interface Situation {
  readonly expectation: Expectation;
  readonly text: string | null;
  readonly final: boolean;
  readonly habits: PauseHabits;
  readonly speechMs: number;
}

/** Silence after the acoustic end that ends the turn, ms; `wordless`: nothing is read, so words are not waited for. */
export interface Rule {
  readonly wordless: boolean;
  silence(situation: Situation): number;
}

/** Declared: when words reach the detector. See the report's conditions. */
export interface Lags {
  /** From the acoustic end until partial words hold all that was said. */
  readonly partialMs: number;
  /** From the noticed end until the final. */
  readonly finalMs: number;
}

export interface Outcome {
  /** Decision − acoustic end; null where the end cannot be seen. */
  readonly latencyMs: number | null;
  /** Decisions while the caller had more to say. */
  readonly cutIns: number;
  /** Of these, how long the agent would have been heard before it fell silent, ms, the longest. */
  readonly heardMs: number;
  readonly pauses: number;
}

/** Declared: from the decision to the answer's audio, and from the onset that is noticed to silence. */
export const ANSWER_MS = 60;
export const YIELD_MS = 20;

export function play(call: RecordedCall, rule: Rule, lags: Lags): Outcome[] {
  let habits = noHabits;
  return call.map((turn) => {
    const outcome = { latencyMs: null as number | null, cutIns: 0, heardMs: 0, pauses: 0 };
    turn.stretches.forEach((stretch, i) => {
      const decided = decisionAt(turn, stretch, habits, rule, lags);
      const next = turn.stretches[i + 1];
      if (!next) {
        if (turn.endMs !== null) outcome.latencyMs = decided - turn.endMs;
        return;
      }
      outcome.pauses++;
      habits = withPause(habits, next.onset - stretch.offset);
      if (decided >= next.onsetKnown) return;
      outcome.cutIns++;
      outcome.heardMs = Math.max(outcome.heardMs, next.onsetKnown + YIELD_MS - decided - ANSWER_MS);
    });
    habits = withEnd(habits);
    return outcome;
  });
}

function decisionAt(
  { expectation }: RecordedTurn,
  stretch: HeardStretch,
  habits: PauseHabits,
  rule: Rule,
  lags: Lags,
): number {
  const { offset, offsetKnown, text } = stretch;
  const at = (words: string | null, final: boolean) =>
    offset + rule.silence({ expectation, text: words, final, habits, speechMs: offset - stretch.onset });
  if (rule.wordless || text === null) return Math.max(offsetKnown, at(null, false));
  const finalAt = Math.max(offsetKnown + lags.finalMs, at(text, true));
  // Partial words decide before the final only as they do in a call: when they are all there.
  return Math.min(finalAt, Math.max(offsetKnown, offset + lags.partialMs, at(text, false)));
}
