/** What the agent's voice, its model and the world report back. */
import type { CallEvent } from './events.ts';
import { dropHalt, holdModel } from './halt.ts';
import { markSent } from './sending.ts';
import type { Step } from './step.ts';
import { beginVoice, failFlow, runFlow, settle } from './turns.ts';

type Of<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;

export function onStage(step: Step, event: Of<'stage'>): void {
  const { turn, utterances } = step.state;
  const utterance = utterances.find((u) => u.id === event.utterance);
  if (!utterance) return;
  if (event.mark === 'firstAudio') utterance.audible = true;
  if (!turn?.utterances.includes(event.utterance)) return;
  if (event.mark === 'firstAudio') turn.audibleAt ??= step.at;
  if (utterance.bridge) {
    if (event.mark === 'firstAudio') turn.marks.bridgeAudio ??= step.at;
    return;
  }
  // A model that only called a tool said nothing: what followed is the answer.
  const answer = utterances.find(
    (u) => turn.utterances.includes(u.id) && !u.bridge && !(u.over && u.text === ''),
  );
  if (answer === utterance) turn.marks[event.mark] ??= step.at;
}

export function onHeard(step: Step, event: Of<'heard'>): void {
  const { turn, utterances } = step.state;
  const utterance = utterances.find((u) => u.id === event.utterance);
  if (!utterance || utterance.over) return;
  utterance.heard = event.text;
  if (turn?.utterances.includes(event.utterance)) turn.marks.playedFirst ??= step.at;
}

export function onFinished(step: Step, event: Of<'finished'>): void {
  const { turn, utterances } = step.state;
  const utterance = utterances.find((u) => u.id === event.utterance);
  if (!utterance || utterance.over) return;
  utterance.over = true;
  utterance.heard = utterance.text;
  step.state.linesLost = 0;
  if (turn?.utterances.includes(event.utterance)) {
    turn.marks.playedFirst ??= step.at;
    turn.marks.playedLast = step.at;
  }
  settle(step);
}

/** Lines in a row that nobody said, for whatever reason: to the caller it is silence. */
const MOST_LINES_LOST = 2;
/** It is the text that nobody would say, not that nobody can speak. */
const textsOwn: ReadonlySet<string> = new Set([
  'PROVIDER_CONTENT',
  'PROVIDER_INVALID_REQUEST',
  'PROVIDER_UNSUPPORTED',
]);

/** The words are lost. If it was for want of a voice, what follows would be silence: the flow says its farewell. */
export function onVoiceFailed(step: Step, event: Of<'voiceFailed'>): void {
  const utterance = step.state.utterances.find((u) => u.id === event.utterance);
  if (!utterance || utterance.over) return;
  utterance.over = true;
  step.effects.push({ type: 'note', code: event.code, nodeId: utterance.nodeId, detail: {} });
  const { state } = step;
  // A farewell in hand, or a transfer, needs no voice.
  if (state.failing || state.afterSpeech) return settle(step);
  state.linesLost++;
  if (textsOwn.has(event.code) && state.linesLost < MOST_LINES_LOST) return settle(step);
  failFlow(step, 'CALL_NO_VOICE');
}

export function onModelText(step: Step, event: Of<'modelText'>): void {
  const { generating, utterances, turn } = step.state;
  if (event.delta === '') return;
  if (generating?.requestId !== event.requestId) return holdModel(step, event);
  const utterance = utterances.find((u) => u.id === generating.utterance);
  if (!utterance) return;
  if (utterance.text === '') {
    if (event.source) utterance.source = event.source;
    beginVoice(step, utterance);
    if (turn && !event.source) turn.marks.modelFirstToken ??= step.at;
  }
  utterance.text += event.delta;
  step.effects.push({ type: 'voicePush', utterance: utterance.id, text: event.delta });
}

export function onModelEnd(step: Step, event: Of<'modelDone'> | Of<'modelFailed'>): void {
  const { state } = step;
  const { generating } = state;
  if (generating?.requestId !== event.requestId) return holdModel(step, event);
  const utterance = state.utterances.find((u) => u.id === generating.utterance);
  state.generating = null;
  const own = utterance?.text ?? '';
  const text = generating.said + own;
  if (utterance && own === '') utterance.over = true;
  else if (utterance) {
    utterance.complete = true;
    step.effects.push({ type: 'voiceEnd', utterance: utterance.id });
  }
  const result =
    event.type === 'modelDone'
      ? ({ ok: true, text, toolCalls: event.toolCalls } as const)
      : ({ ok: false, code: event.code } as const);
  runFlow(step, { type: 'model', requestId: event.requestId, result });
}

export function onHttpDone(step: Step, event: Of<'httpDone'>): void {
  const { waiting } = step.state.flow;
  if (waiting.for !== 'http' || waiting.requestId !== event.requestId) return;
  if (step.state.turn) step.state.turn.marks.lookUpDone = step.at;
  dropHalt(step);
  runFlow(step, { type: 'http', requestId: event.requestId, result: event.result });
}

export function onSendDone(step: Step, event: Of<'sendDone'>): void {
  const { waiting } = step.state.flow;
  if (waiting.for !== 'send' || waiting.requestId !== event.requestId) return;
  markSent(step);
  dropHalt(step);
  runFlow(step, { type: 'send', requestId: event.requestId, result: event.result });
}
