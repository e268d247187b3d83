/** A caller who goes on before the answer is audible has not finished: the turn is undone, its words kept. */
import { agentBusy, type TurnState } from './state.ts';
import type { Step } from './step.ts';

/** Only while nobody outside has noticed: nothing heard, nothing asked of the world. */
export function canTakeBack(state: TurnState): boolean {
  const { turn } = state;
  if (!turn?.before || turn.audibleAt !== undefined || state.phase !== 'live') return false;
  // Another turn's line may still be speaking, uninterruptible: only silence can be undone without a trace.
  return state.utterances.every(
    (utterance) => utterance.over || (turn.utterances.includes(utterance.id) && !utterance.audible),
  );
}

export function takeBack(step: Step): void {
  const { state, effects } = step;
  if (!state.turn?.before) return;
  if (state.generating) effects.push({ type: 'modelCancel', requestId: state.generating.requestId });
  if (agentBusy(state)) effects.push({ type: 'voiceStop' });
  undoTurn(step);
}

/** The flow is where it was before the turn, and the turn's words are the beginning of a longer one. */
export function undoTurn(step: Step): void {
  const { state, effects } = step;
  const turn = state.turn;
  if (!turn?.before) return;
  state.generating = null;
  state.afterSpeech = null;
  state.utterances = state.utterances.filter((utterance) => !turn.utterances.includes(utterance.id));
  state.flow = turn.before;
  state.turn = null;
  state.turns = turn.index;
  const { waiting } = state.flow;
  state.expectation = waiting.for === 'caller' ? waiting.expectation : null;
  state.ears = {
    ...state.ears,
    prefix: turn.caller,
    partial: '',
    final: null,
    speechStart: turn.marks.speechStart,
    firstPartial: turn.marks.firstPartial,
  };
  effects.push({ type: 'expect', expectation: state.expectation });
}
