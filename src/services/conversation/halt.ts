/**
 * While the agent is silent for the caller, nothing is decided yet: the model goes on, unheard, and where the call stood is kept.
 * Here is how such a silence is over, and what the model says meanwhile; how it begins is in `bargeIn.ts`, how the agent goes
 * on in `resume.ts`.
 */
import type { CallEvent } from './events.ts';
import type { TurnState } from './state.ts';
import type { Step } from './step.ts';

type ModelEvent = Extract<CallEvent, { type: 'modelText' | 'modelDone' | 'modelFailed' }>;

export function standingOf({ flow, expectation, generating, afterSpeech, turn, turns }: TurnState) {
  // The step goes on to change its turn.
  const kept = turn && { ...turn, marks: { ...turn.marks }, utterances: [...turn.utterances] };
  return { flow, expectation, generating, afterSpeech, turn: kept, turns };
}

/** Keeps what the model says for an agent that has fallen silent. */
export function holdModel({ state: { ears } }: Step, event: ModelEvent): void {
  const { halt } = ears;
  if (!halt || halt.modelEnd || halt.back.generating?.requestId !== event.requestId) return;
  if (event.type !== 'modelText') ears.halt = { ...halt, modelEnd: event };
  else {
    const { delta, source } = event;
    ears.halt = { ...halt, modelText: halt.modelText + delta, ...(source && { modelSource: source }) };
  }
}

/** It was no cough: the model need not go on. */
export function stopModel({ state: { ears, utterances }, at, effects }: Step): void {
  const { halt } = ears;
  const generating = halt?.back.generating;
  if (!halt || !generating || halt.modelEnd) return;
  const { requestId, utterance, said } = generating;
  effects.push({ type: 'modelCancel', requestId });
  const lines = [...utterances, ...(halt.withdrawn ?? [])];
  const text = said + (lines.find(({ id }) => id === utterance)?.text ?? '') + halt.modelText;
  const modelEnd =
    text.trim() === ''
      ? ({ type: 'modelFailed', at, requestId, code: 'CALL_INTERRUPTED' } as const)
      : ({ type: 'modelDone', at, requestId, toolCalls: [] } as const);
  ears.halt = { ...halt, modelEnd };
}

/** The interruption was one: the agent will not go on with what it was saying. */
export function endHalt(step: Step): void {
  const { state, effects } = step;
  const { halt } = state.ears;
  if (!halt) return;
  stopModel(step);
  state.ears.halt = undefined;
  const onsetToStopMs = halt.onset === undefined ? null : halt.at - halt.onset;
  if (halt.by !== 'key')
    effects.push({ type: 'interruption', interruption: { kind: halt.kind, onsetToStopMs } });
}

/** The call goes on from here: nothing leads back to where it stood when the agent fell silent. */
export function dropHalt(step: Step): void {
  endHalt(step);
  step.state.ears.unsaid = [];
}
