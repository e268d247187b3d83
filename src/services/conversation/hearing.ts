/** What the caller does: speech, words, keys, silence. */
import type { CallEvent } from './events.ts';
import { endpointOf, withPause, type Endpoint } from './endpointing.ts';
import { onDoubtfulEnd, onDoubtfulWords, onOnset } from './bargeIn.ts';
import { leavesFloor } from './floor.ts';
import { stopModel } from './halt.ts';
import { addToMessage, endMessage, isMessage, messageEndpoint } from './message.ts';
import { awaitWords, nothingSaid } from './resume.ts';
import { agentBusy, type TurnState } from './state.ts';
import { cancelTimer, startTimer, type Step } from './step.ts';
import { speculate, watchWords } from './speculation.ts';
import { failFlow, joined, openTurn, waitForCaller } from './turns.ts';
import { canTakeBack, takeBack } from './takeBack.ts';

/** How long the recogniser may owe its final words after the end of turn was decided, when there are partial ones. */
const FINAL_PATIENCE_MS = 2_500;
/** The same when there are none: several recognisers as one need the first one's time and then the second's. */
const WORDLESS_PATIENCE_MS = 5_000;
/** Speech without a pause of this length is a television or a telephone laid down, and is answered all the same. */
const LONGEST_SPEECH_MS = 30_000;

type Of<T extends CallEvent['type']> = Extract<CallEvent, { type: T }>;

export function onSpeechStart(step: Step, event: Of<'speechStart'>): void {
  const { state } = step;
  const { ears } = state;
  const endBefore = ears.speechEnd ?? (canTakeBack(state) ? state.turn?.marks.speechEnd : undefined);
  ears.speaking = true;
  ears.lastOnset = event.onset;
  for (const name of ['endpoint', 'final', 'noInput', 'resume'] as const) cancelTimer(step, name);
  if (state.hearing === 'audio') onOnset(step, event.onset);
  // The caller goes on after a pause: next time such a pause is waited for.
  if (endBefore !== undefined && (state.ears.prefix !== '' || state.ears.speechEnd !== undefined))
    state.habits = withPause(state.habits, event.onset - endBefore);
  const now = state.ears;
  now.speechStart ??= event.onset;
  now.decidedAt = undefined;
  // What was final before this speech is not the whole turn any more; its end is not this turn's end.
  now.partial = now.final ?? now.partial;
  now.final = null;
  now.finalAt = undefined;
  now.lost = undefined;
  now.speechEnd = undefined;
  now.speechEndDetected = undefined;
  startTimer(step, 'longTurn', LONGEST_SPEECH_MS);
}

export function onSpeechEnd(step: Step, event: Of<'speechEnd'>): void {
  const { ears, expectation, hearing } = step.state;
  ears.speaking = false;
  ears.speechEnd = event.offset;
  ears.speechEndDetected = step.at;
  cancelTimer(step, 'longTurn');
  if (ears.doubt) {
    if (onDoubtfulEnd(step)) startTimer(step, 'final', finalPatience(ears));
    return;
  }
  awaitWords(step);
  if (hearing === 'audio' && expectation?.speech) {
    const judged = judge(step);
    armEndpoint(step, judged);
    // Words that have just come are not the last ones: partial ones lag behind the speech.
    if (hasSettled(step)) prepareAnswer(step, judged);
  }
  // Nobody decides the end of this speech, or the carrier does: if no words come of it, the wait goes on.
  else if (!agentBusy(step.state)) waitForCaller(step);
}

/** The caller, or whatever is on the line, does not pause. */
export function onLongTurn(step: Step): void {
  const { ears, expectation } = step.state;
  if (isMessage(step.state)) return;
  ears.speaking = false;
  if (!expectation) return;
  ears.decidedAt = step.at;
  if (joined([ears.prefix, ears.partial]) !== '') commitWords(step, ears.partial);
  else onSilence(step);
}

/** (Re)starts the silence that ends the turn, for the words known now. */
function armEndpoint(step: Step, judged: Endpoint | null): void {
  const { speechEnd } = step.state.ears;
  if (judged && speechEnd !== undefined) startTimer(step, 'endpoint', speechEnd + judged.silenceMs - step.at);
}

/**
 * The words have stood still. While the caller speaks that happens several times a sentence: only an answer that is whole is
 * worth preparing then. The others are once the caller falls silent, which is long before the turn is decided.
 */
export function onStable(step: Step): void {
  const { ears, hearing } = step.state;
  const judged = judge(step);
  if (!ears.speaking && hearing === 'audio') prepareAnswer(step, judged);
  else if (hearing === 'carrier' || judged?.sure) speculate(step);
}

/** Words after which more must come are not answered, and not worth an answer in advance. */
const UNFINISHED: ReadonlySet<Endpoint['reason']> = new Set(['hanging', 'comma', 'hesitation', 'spelling']);

/** Earlier than an answer takes to be made is no gain, and waste when the caller goes on. */
function prepareAnswer(step: Step, judged: Endpoint | null): void {
  if (!judged || UNFINISHED.has(judged.reason)) return;
  const { ears, speculationLeadMs } = step.state;
  const wait = (ears.speechEnd ?? step.at) + judged.silenceMs - speculationLeadMs - step.at;
  if (wait > 1) startTimer(step, 'stable', wait);
  else speculate(step);
}

/** What the words known now say of the end of the turn. null: nobody listens. */
function judge({ state, ending }: Step): Endpoint | null {
  const { ears, expectation, habits } = state;
  if (!expectation) return null;
  if (isMessage(state)) return messageEndpoint(state);
  const words = ears.final ?? (ears.partial || null);
  const text = words === null ? null : joined([ears.prefix, words]);
  const { speechEnd, lastOnset } = ears;
  const speechMs = speechEnd === undefined || lastOnset === undefined ? undefined : speechEnd - lastOnset;
  const final = ears.final !== null;
  return endpointOf(expectation, text, { final, language: ears.language, ending, habits, speechMs });
}

export function onPartial(step: Step, event: Of<'partial'>): void {
  const { ears, timers } = step.state;
  const changed = ears.partial !== event.text;
  ears.partial = event.text;
  if (changed) ears.partialAt = step.at;
  ears.firstPartial ??= step.at;
  if (event.language) ears.language = event.language;
  if (changed) watchWords(step);
  onDoubtfulWords(step, event.text);
  if (step.state.ears.halt && !leavesFloor(step, event.text)) stopModel(step);
  // Words that come after the speech may say that it was all, or that more must follow.
  if (changed && !ears.doubt && isSilent(step) && ears.final === null && ears.decidedAt === undefined)
    armEndpoint(step, judge(step));
  // Words count as a sign of life, but words alone end nothing: the wait begins anew, it is not called off.
  if (timers.noInput !== undefined) waitForCaller(step);
}

export function onFinal(step: Step, event: Of<'final'>): void {
  const { state, at } = step;
  if (event.language) state.ears.language = event.language;
  if (state.hearing === 'carrier') return onPrompt(step, event.text);
  const { ears } = state;
  if (ears.speaking) {
    // Late words of a pause that was none: the speech that goes on gets a final of its own for the whole turn.
    ears.partial = event.text;
    return onDoubtfulWords(step, event.text);
  }
  onDoubtfulWords(step, event.text);
  ears.final = event.text;
  ears.finalAt = at;
  if (nothingToIt(step, event.text)) return nothingSaid(step);
  if (!state.expectation?.speech) return;
  const judged = judge(step);
  if (ears.decidedAt !== undefined && !mustWait(step, judged)) return commitWords(step, event.text);
  if (ears.decidedAt !== undefined) {
    // The silence was long enough for what was known; the words say that more must come.
    ears.decidedAt = undefined;
    cancelTimer(step, 'final');
  }
  if (ears.speechEnd !== undefined) {
    armEndpoint(step, judged);
    prepareAnswer(step, judged);
  }
}

/** Follows a `speechStart`, which has stopped the agent: history knows by now what was heard of it. */
export function onTyped(step: Step, event: Of<'typed'>): void {
  const { ears } = step.state;
  ears.speaking = false;
  ears.partial = '';
  // Nobody spoke: the turn has no acoustic end to count from.
  ears.speechStart = undefined;
  ears.speechEnd = undefined;
  cancelTimer(step, 'longTurn');
  onPrompt(step, event.text, true);
}

/** A sound while the agent spoke, whether or not it has stopped the agent, without words that want the floor. */
function nothingToIt(step: Step, words: string): boolean {
  const { doubt, halt } = step.state.ears;
  return (doubt === true || halt !== undefined) && leavesFloor(step, words);
}

function isSilent({ state }: Step): boolean {
  const { ears, hearing, expectation } = state;
  const { speaking, speechEnd } = ears;
  return hearing === 'audio' && !speaking && speechEnd !== undefined && expectation?.speech === true;
}

/** The words want more silence than there has been. */
function mustWait({ state, at }: Step, judged: Endpoint | null): boolean {
  const { speechEnd } = state.ears;
  return judged !== null && speechEnd !== undefined && speechEnd + judged.silenceMs > at;
}

/** The carrier, or a keyboard, says that the caller's turn is over. */
function onPrompt(step: Step, text: string, typed = false): void {
  const { state } = step;
  if (!typed && nothingToIt(step, text)) return nothingSaid(step);
  onDoubtfulWords(step, text);
  if (!state.expectation && canTakeBack(state)) takeBack(step);
  const { ears } = state;
  if (!state.expectation?.speech) {
    if (!state.expectation) ears.queued = joined([ears.queued, text]);
    return;
  }
  ears.finalAt = step.at;
  if (isMessage(state)) return addToMessage(step, text, typed);
  ears.decidedAt = step.at;
  commitWords(step, text, typed);
}

/** Partial words that have not changed for this long are as good as final ones where the answer is whole. */
const SETTLED_MS = 100;

function hasSettled({ state: { ears }, at }: Step): boolean {
  return ears.partial !== '' && at - (ears.partialAt ?? at) >= SETTLED_MS;
}

export function onEndpoint(step: Step): void {
  const { ears } = step.state;
  ears.decidedAt = step.at;
  if (isMessage(step.state) && step.state.hearing === 'carrier') endMessage(step);
  else if (ears.final !== null) commitWords(step, ears.final);
  else if (hasSettled(step) && judge(step)?.sure) commitWords(step, ears.partial);
  else if (ears.lost) notUnderstood(step);
  else startTimer(step, 'final', finalPatience(ears));
}

function finalPatience({ partial }: TurnState['ears']): number {
  return partial === '' ? WORDLESS_PATIENCE_MS : FINAL_PATIENCE_MS;
}

/** The recogniser never gave its final words: the last partial has to do. */
export function onFinalOverdue(step: Step): void {
  const { state } = step;
  const { ears, flow } = state;
  if (isMessage(state)) return endMessage(step);
  // A cough: no recogniser owes words for it.
  if (nothingToIt(step, ears.partial)) return nothingSaid(step);
  step.effects.push({ type: 'note', code: 'CALL_FINAL_OVERDUE', nodeId: flow.nodeId, detail: {} });
  if (joined([ears.prefix, ears.partial]) === '' && ++state.deafTurns >= 2) {
    // A caller who is not heard is one who says nothing: the flow asks again, and knows when to give up.
    state.deafTurns = 0;
    return onSilence(step);
  }
  commitWords(step, ears.partial);
}

/** Every recogniser failed in this turn, or the only one did for good. */
export function onEarsFailed(step: Step, event: Of<'earsFailed'>): void {
  const { state, effects } = step;
  effects.push({ type: 'note', code: event.code, nodeId: state.flow.nodeId, detail: {} });
  state.ears.lost = true;
  if (state.ears.decidedAt !== undefined && state.expectation?.speech) notUnderstood(step);
}

/** What was caught of the turn has to do; with nothing caught the flow asks again, and the second time it gives up. */
function notUnderstood(step: Step): void {
  const { state } = step;
  if (isMessage(state)) return endMessage(step);
  const { ears } = state;
  cancelTimer(step, 'final');
  if (joined([ears.prefix, ears.partial]) !== '') return commitWords(step, ears.partial);
  if (++state.deafTurns < 2) return onSilence(step);
  failFlow(step, 'CALL_NO_EARS');
}

/** What was typed was meant, whatever it would be as a murmur. */
function commitWords(step: Step, words: string, typed = false): void {
  const { state } = step;
  if (isMessage(state)) return endMessage(step, words);
  const text = joined([state.ears.prefix, words]);
  if (text === '' || (!typed && nothingToIt(step, words))) return nothingSaid(step);
  state.deafTurns = 0;
  openTurn(step, 'speech', text, { type: 'utterance', text, language: state.ears.language });
}

export function onSilence(step: Step): void {
  if (step.state.message) return endMessage(step);
  step.state.ears.decidedAt = undefined;
  openTurn(step, 'silence', '', { type: 'silence' });
}
