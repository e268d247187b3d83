/** What the caller does: speech, words, keys, silence. */
import type { CallEvent } from './events.ts';
import { silenceNeeded } from './endpointing.ts';
import { cutIn, resumeUnsaid } from './bargeIn.ts';
import { agentBusy, freshHearing } from './state.ts';
import { cancelTimer, startTimer, type Step } from './step.ts';
import { joined, openTurn, waitForCaller } from './turns.ts';
import { canTakeBack, takeBack } from './takeBack.ts';

/** How long the recogniser may owe its final words after the end of turn was decided. */
const FINAL_PATIENCE_MS = 2_500;

type Of<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;

export function onSpeechStart(step: Step, event: Of<'speechStart'>): void {
  const { state } = step;
  const { ears } = state;
  ears.speaking = true;
  for (const name of ['endpoint', 'final', 'noInput'] as const) cancelTimer(step, name);
  if (state.hearing === 'audio') {
    if (canTakeBack(state)) takeBack(step);
    else if (agentBusy(state) && state.expectation?.speech !== false) cutIn(step);
  }
  state.ears.speechStart ??= event.onset;
  state.ears.decidedAt = undefined;
}

export function onSpeechEnd(step: Step, event: Of<'speechEnd'>): void {
  const { ears, expectation, hearing } = step.state;
  ears.speaking = false;
  ears.speechEnd = event.offset;
  ears.speechEndDetected = step.at;
  if (hearing === 'carrier' || !expectation?.speech) return;
  armEndpoint(step);
}

/** (Re)starts the silence that ends the turn, for the words known now. */
function armEndpoint(step: Step): void {
  const { ears, expectation } = step.state;
  if (!expectation || ears.speechEnd === undefined) return;
  const words = ears.final ?? (ears.partial || null);
  const text = words === null ? null : joined([ears.prefix, words]);
  startTimer(step, 'endpoint', ears.speechEnd + silenceNeeded(expectation, text) - step.at);
}

export function onPartial(step: Step, event: Of<'partial'>): void {
  const { ears, timers } = step.state;
  ears.partial = event.text;
  ears.firstPartial ??= step.at;
  if (event.language) ears.language = event.language;
  // Words count as a sign of life, but words alone end nothing: the wait begins anew, it is not called off.
  if (timers.noInput !== undefined) waitForCaller(step);
}

export function onFinal(step: Step, event: Of<'final'>): void {
  const { state, at } = step;
  const { ears } = state;
  ears.final = event.text;
  ears.finalAt = at;
  if (event.language) ears.language = event.language;
  if (!state.expectation?.speech) return;
  if (state.hearing === 'carrier') {
    ears.decidedAt = at;
    commitWords(step, event.text);
  } else if (!ears.speaking) {
    if (ears.decidedAt !== undefined) commitWords(step, event.text);
    else if (ears.speechEnd !== undefined) armEndpoint(step);
  }
}

export function onEndpoint(step: Step): void {
  const { ears } = step.state;
  ears.decidedAt = step.at;
  if (ears.final !== null) commitWords(step, ears.final);
  else startTimer(step, 'final', FINAL_PATIENCE_MS);
}

/** The recogniser never gave its final words: the last partial has to do. */
export function onFinalOverdue(step: Step): void {
  const { ears, flow } = step.state;
  step.effects.push({ type: 'note', code: 'CALL_FINAL_OVERDUE', nodeId: flow.nodeId, detail: {} });
  commitWords(step, ears.partial);
}

function commitWords(step: Step, words: string): void {
  const { state } = step;
  const text = joined([state.ears.prefix, words]);
  if (text === '') {
    nothingSaid(step);
    return;
  }
  openTurn(step, 'speech', text, { type: 'utterance', text, language: state.ears.language });
}

/** A cough, a door: what it cut off is said to its end, and the wait begins anew. */
function nothingSaid(step: Step): void {
  const { state } = step;
  const { ears } = state;
  for (const name of ['endpoint', 'final'] as const) cancelTimer(step, name);
  state.ears = { ...freshHearing(), speaking: ears.speaking };
  step.effects.push({ type: 'expect', expectation: state.expectation });
  resumeUnsaid(step, ears);
  if (!agentBusy(state)) waitForCaller(step);
}

export function onKey(step: Step, event: Of<'key'>): void {
  const { state } = step;
  const { expectation } = state;
  if (!expectation?.dtmf) return;
  cancelTimer(step, 'noInput');
  cancelTimer(step, 'interDigit');
  // On the text transport the carrier has stopped by itself, or was told not to.
  if (state.hearing === 'audio' && agentBusy(state)) cutIn(step);
  const { terminator, max } = expectation.digits ?? {};
  const ended = event.digit === terminator && state.ears.keys !== '';
  if (!ended) state.ears.keys += event.digit;
  const { keys } = state.ears;
  const single = max === undefined && expectation.choices.some((choice) => choice.digit !== undefined);
  if (ended || single || (max !== undefined && keys.length >= max)) commitKeys(step);
  else startTimer(step, 'interDigit', expectation.patience.interDigitMs);
}

export function commitKeys(step: Step): void {
  const { keys } = step.state.ears;
  step.state.ears.decidedAt = undefined;
  if (keys !== '') openTurn(step, 'keys', keys, { type: 'keys', digits: keys });
}

export function onSilence(step: Step): void {
  step.state.ears.decidedAt = undefined;
  openTurn(step, 'silence', '', { type: 'silence' });
}
