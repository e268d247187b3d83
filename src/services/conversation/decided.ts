/** What a turn is about to be answered with, for whoever keeps its latency budget. */
import type { LanguageTag } from '../../types/language.ts';
import type { CallEffect, PreparedLine } from './events.ts';
import type { TurnState } from './state.ts';

export interface Decided {
  readonly index: number;
  /** Whether the caller waits for an answer: greetings and reprompts answer nobody. */
  readonly answers: boolean;
  /** Of the decision, ms of the call's clock. */
  readonly at: number;
  readonly language: LanguageTag;
  /** Whether a model is asked for it. */
  readonly model: boolean;
  /** What is said at once; null: nothing. */
  readonly line: PreparedLine | null;
}

/** null: no turn is open. */
export function decidedOf({ turn, flow }: TurnState, effects: readonly CallEffect[]): Decided | null {
  if (turn?.marks.decision === undefined) return null;
  return {
    index: turn.index,
    answers: turn.input === 'speech' || turn.input === 'keys',
    at: turn.marks.decision,
    language: flow.language,
    model: effects.some(({ type }) => type === 'modelStart'),
    line: firstLine(effects),
  };
}

function firstLine(effects: readonly CallEffect[]): PreparedLine | null {
  const begin = effects.find((effect) => effect.type === 'voiceBegin');
  const push = effects.find((effect) => effect.type === 'voicePush');
  if (!begin || push?.utterance !== begin.utterance) return null;
  const { language, voice } = begin;
  return { text: push.text, language, ...(voice === undefined ? {} : { voice }) };
}
