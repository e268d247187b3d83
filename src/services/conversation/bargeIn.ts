/**
 * The caller makes a sound while the agent speaks. A cough or a word of assent stops nobody: the agent falls silent once the
 * sound has lasted, or for words that want the floor. Where an answer has just begun the caller is more likely to go on than to
 * cough: there the agent yields at the onset.
 */
import { defaultBargeIn } from './bargeInOptions.ts';
import type { CallEvent } from './events.ts';
import { leavesFloor, questionReached } from './floor.ts';
import { standingOf, stopModel } from './halt.ts';
import { agentBusy, type Halt, type TurnState, type Utterance } from './state.ts';
import { cancelTimer, startTimer, type Step } from './step.ts';
import { canTakeBack, takeBack, undoTurn } from './takeBack.ts';
import { joined, runFlow, settle, waitForCaller } from './turns.ts';

/** Whether the caller may stop what is being said. A farewell or a transfer in hand is not stopped: nothing would follow. */
function mayCutIn(state: TurnState): boolean {
  if (state.afterSpeech || state.phase !== 'live') return false;
  if (!state.expectation && !state.generating) return false;
  return isInterruptible(state);
}

function isInterruptible({ utterances }: TurnState): boolean {
  return utterances.every((utterance) => utterance.over || utterance.interruptible);
}

/**
 * The answer has just begun. Who speaks now goes on with what they were saying, whatever the end of it looked like: nobody has
 * heard enough yet to have something to say to it. The same rule as for an answer that is not audible yet.
 */
function mustYield(state: TurnState, onset: number): boolean {
  const { turn, utterances } = state;
  if (turn?.input !== 'speech' || turn.audibleAt === undefined || state.phase !== 'live') return false;
  if (onset - turn.audibleAt > defaultBargeIn.yieldMs) return false;
  if (!utterances.every(({ over, id }) => over || turn.utterances.includes(id))) return false;
  // An answer that will be withdrawn may be a farewell too: nothing of it has happened yet.
  return turn.before ? isInterruptible(state) : mayCutIn(state);
}

export function onOnset(step: Step, onset: number): void {
  const { state, at } = step;
  if (state.ears.halt) return;
  if (canTakeBack(state)) return takeBack(step);
  if (!agentBusy(state) || state.expectation?.speech === false) {
    // What there was before it is part of what the caller says now.
    state.ears.doubt = undefined;
    return;
  }
  if (mustYield(state, onset)) return halt(step, 'yield', 'speech');
  if (!mayCutIn(state)) return;
  const isAudible = state.utterances.some(({ over, audible }) => !over && audible);
  if (!isAudible) return halt(step, 'barge-in', 'speech');
  state.ears.doubt = true;
  startTimer(step, 'bargeIn', onset + defaultBargeIn.untoldMs - at);
}

/** It is no cough. */
export function onSpeechLasts(step: Step): void {
  const { ears } = step.state;
  if (ears.doubt && ears.speaking) wantsFloor(step);
}

/** Words of a sound that has stopped nobody so far. */
export function onDoubtfulWords(step: Step, words: string): void {
  const { ears } = step.state;
  if (ears.doubt && !leavesFloor(step, words)) wantsFloor(step);
}

/** It ended before it had lasted: whether it was anything, its words will tell. Answers false where nobody listens for them. */
export function onDoubtfulEnd(step: Step): boolean {
  const { state } = step;
  const { ears, expectation } = state;
  cancelTimer(step, 'bargeIn');
  if (expectation?.speech || state.generating) {
    ears.reached = questionReached(state);
    return true;
  }
  ears.doubt = undefined;
  if (!agentBusy(state)) waitForCaller(step);
  return false;
}

function wantsFloor(step: Step): void {
  const { state } = step;
  state.ears.doubt = undefined;
  state.ears.reached = undefined;
  cancelTimer(step, 'bargeIn');
  if (agentBusy(state) && mayCutIn(state)) halt(step, 'barge-in', 'speech');
}

/** Answers whether a key has cut the agent off. Keys are never a cough. */
export function cutByKey(step: Step): boolean {
  if (!mayCutIn(step.state) || step.state.ears.halt) return false;
  halt(step, 'barge-in', 'key');
  stopModel(step);
  return true;
}

/** The carrier (text transport) has already stopped our speech. The `stopped` of each utterance follows. */
export function onInterrupted(step: Step): void {
  if (!step.state.ears.halt) halt(step, 'barge-in', 'carrier');
}

/** Silence, at once. What it was for will be seen; until then all can be taken up again. */
function halt(step: Step, kind: Halt['kind'], by: Halt['by']): void {
  const { state, effects, at } = step;
  const { turn, ears } = state;
  const back = standingOf(state);
  const withdrawn =
    kind === 'yield' && turn?.before
      ? state.utterances.filter(({ id }) => turn.utterances.includes(id))
      : null;
  if (by !== 'carrier') effects.push({ type: 'voiceStop' });
  const onset = by === 'speech' ? ears.lastOnset : undefined;
  ears.halt = { kind, by, at, onset, back, withdrawn, modelText: '' };
  dropUnbegun(step);
  if (withdrawn) return undoTurn(step);
  if (turn) turn.interrupted = true;
  interruptModel(step);
}

/** A line that the model has not begun: the voice knows nothing of it, and will not report it. */
function dropUnbegun({ state }: Step): void {
  const { generating, ears } = state;
  const line = state.utterances.find(({ id }) => id === generating?.utterance);
  if (!line || line.text !== '') return;
  line.over = true;
  ears.unsaid = [...ears.unsaid, { ...line }];
}

/** The flow goes on with what the model had said, and listens. The model itself goes on, unheard. */
function interruptModel(step: Step): void {
  const { state } = step;
  const { generating } = state;
  if (!generating) return;
  const { requestId, said } = generating;
  const text = said + (state.utterances.find(({ id }) => id === generating.utterance)?.text ?? '');
  const result =
    text.trim() === ''
      ? ({ ok: false, code: 'CALL_INTERRUPTED' } as const)
      : ({ ok: true, text, toolCalls: [] } as const);
  const input = { type: 'model', requestId, result } as const;
  // Where the flow would do more than listen there is no way back.
  const next = step.flow.peek(state.flow, input);
  const onlyListens = next.effects.every(({ type }) => type === 'listen' || type === 'note');
  if (next.stoppedAt !== undefined || !onlyListens) stopModel(step);
  const { speaking } = state.ears;
  state.generating = null;
  runFlow(step, input);
  state.ears.speaking = speaking;
  const { halt: begun } = state.ears;
  if (begun?.modelEnd) state.ears.halt = { ...begun, back: standingOf(state) };
}

type Stopped = Extract<CallEvent, { type: 'stopped' }>;

/** One utterance was cut off. History is set to what the caller heard of the whole answer. */
export function onStopped(step: Step, event: Stopped): void {
  const { state } = step;
  const { ears } = state;
  const { withdrawn } = ears.halt ?? {};
  const stopped = (utterance: Utterance) => ({ ...utterance, over: true, heard: event.heard });
  const taken = withdrawn?.find(({ id, over }) => id === event.utterance && !over);
  if (ears.halt && withdrawn && taken) {
    ears.halt = { ...ears.halt, withdrawn: withdrawn.map((one) => (one === taken ? stopped(one) : one)) };
    ears.unsaid = [...ears.unsaid, stopped(taken)];
    return;
  }
  const utterance = state.utterances.find((u) => u.id === event.utterance);
  if (!utterance || utterance.over) return;
  Object.assign(utterance, stopped(utterance));
  ears.unsaid = [...ears.unsaid, { ...utterance }];
  const { turn } = state;
  if (turn) {
    const own = state.utterances.filter((u) => turn.utterances.includes(u.id));
    const heard = joined(own.map((u) => (u.over ? u.heard : u.text)));
    state.flow = step.flow.heard(state.flow, turn.historyFrom, heard);
  }
  settle(step);
}
