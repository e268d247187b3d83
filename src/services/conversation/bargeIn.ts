/** The caller cuts in: the agent falls silent, and history keeps what was heard. */
import type { CallEvent } from './events.ts';
import type { Hearing, TurnState } from './state.ts';
import type { Step } from './step.ts';
import { joined, runFlow, sayWhole, settle } from './turns.ts';

/** Whether the caller may stop what is being said. A farewell or a transfer in hand is not stopped: nothing would follow. */
function mayCutIn(state: TurnState): boolean {
  if (state.afterSpeech || state.phase !== 'live') return false;
  if (!state.expectation && !state.generating) return false;
  return state.utterances.every((utterance) => utterance.over || utterance.interruptible);
}

/** Answers whether it was cut. */
export function cutIn(step: Step): boolean {
  if (!mayCutIn(step.state)) return false;
  if (step.state.turn) step.state.turn.interrupted = true;
  step.effects.push({ type: 'voiceStop' });
  endGeneration(step);
  return true;
}

/** The carrier (text transport) has already stopped our speech. The `stopped` of each utterance follows. */
export function onInterrupted(step: Step): void {
  if (step.state.turn) step.state.turn.interrupted = true;
  endGeneration(step);
}

/** The model is told to stop; the flow goes on with what it had said. */
function endGeneration(step: Step): void {
  const { state } = step;
  const { generating } = state;
  if (!generating) return;
  const utterance = state.utterances.find((u) => u.id === generating.utterance);
  const text = utterance?.text ?? '';
  if (utterance && text === '') utterance.over = true;
  else if (utterance) utterance.complete = true;
  state.generating = null;
  step.effects.push({ type: 'modelCancel', requestId: generating.requestId });
  const speaking = state.ears.speaking;
  const result =
    text === ''
      ? ({ ok: false, code: 'CALL_INTERRUPTED' } as const)
      : ({ ok: true, text, toolCalls: [] } as const);
  runFlow(step, { type: 'model', requestId: generating.requestId, result });
  state.ears.speaking = speaking;
}

type Stopped = Extract<CallEvent, { type: 'stopped' }>;

/** One utterance was cut off. History is set to what the caller heard of the whole answer. */
export function onStopped(step: Step, event: Stopped): void {
  const { state } = step;
  const utterance = state.utterances.find((u) => u.id === event.utterance);
  if (!utterance || utterance.over) return;
  utterance.over = true;
  utterance.heard = event.heard;
  state.ears.unsaid = [...state.ears.unsaid, { ...utterance }];
  const { turn } = state;
  if (turn) {
    const own = state.utterances.filter((u) => turn.utterances.includes(u.id));
    const heard = joined(own.map((u) => (u.over ? u.heard : u.text)));
    state.ears.restore = { from: turn.historyFrom, text: joined(own.map((u) => u.text)) };
    state.flow = step.flow.heard(state.flow, turn.historyFrom, heard);
  }
  settle(step);
}

/** Says what a false interruption left unsaid. */
export function resumeUnsaid(step: Step, { unsaid, restore }: Hearing): void {
  const { state } = step;
  if (restore) state.flow = step.flow.heard(state.flow, restore.from, restore.text);
  if (state.turn && unsaid.length > 0) state.turn.interrupted = false;
  for (const utterance of unsaid) {
    const original = state.utterances.find((u) => u.id === utterance.id);
    if (original) original.text = original.heard;
    const rest = utterance.text.startsWith(utterance.heard)
      ? utterance.text.slice(utterance.heard.length).trim()
      : utterance.text;
    if (rest !== '') sayWhole(step, utterance, rest);
  }
}
