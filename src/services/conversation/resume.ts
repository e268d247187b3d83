/** The caller said nothing: the agent goes on where they stopped hearing. */
import { defaultBargeIn } from './bargeInOptions.ts';
import { inOrder, leavesFloor, questionReached } from './floor.ts';
import { heardUpTo } from './heardUpTo.ts';
import { onModelEnd } from './speaking.ts';
import { agentBusy, freshHearing, type Halt, type Hearing, type Utterance } from './state.ts';
import { cancelTimer, startTimer, type Step } from './step.ts';
import { beginVoice, newUtterance, sayWhole, waitForCaller } from './turns.ts';

/** Words of a sound after which the agent went on: later ones are not waited for. */
const FINAL_PATIENCE_MS = 2_500;

/** `ears`: as they were while the agent was silent. */
function resumeUnsaid(step: Step, { unsaid, halt }: Pick<Hearing, 'unsaid' | 'halt'>): void {
  const { state, at, effects } = step;
  if (halt) goBack(step, halt);
  else if (state.turn && unsaid.length > 0) state.turn.interrupted = false;
  for (const utterance of inOrder(unsaid)) sayRest(step, utterance, halt);
  if (!halt) return;
  if (halt.modelEnd) onModelEnd(step, halt.modelEnd);
  if (halt.by === 'key') return;
  const onsetToStopMs = halt.onset === undefined ? null : halt.at - halt.onset;
  const interruption = { kind: 'false', onsetToStopMs, resumedAfterMs: at - halt.at } as const;
  effects.push({ type: 'interruption', interruption });
}

function goBack({ state }: Step, { back, withdrawn }: Halt): void {
  state.flow = back.flow;
  state.expectation = back.expectation;
  state.generating = back.generating;
  state.afterSpeech = back.afterSpeech;
  if (withdrawn) {
    state.turn = back.turn;
    state.turns = back.turns;
    state.utterances = [...withdrawn.map((line) => ({ ...line, over: true })), ...state.utterances];
  }
  if (state.turn) state.turn.interrupted = back.turn?.interrupted ?? false;
}

function sayRest(step: Step, unsaid: Utterance, halt: Halt | undefined): void {
  const { state } = step;
  const { generating } = state;
  const isModels = generating?.utterance === unsaid.id;
  const text = unsaid.text + (isModels ? (halt?.modelText ?? '') : '');
  const reached = heardUpTo(text, unsaid.heard);
  const rest = text.slice(reached);
  const original = state.utterances.find(({ id }) => id === unsaid.id);
  if (original) original.heard = original.text = text.slice(0, reached).trim();
  if (isModels && generating) {
    const line = newUtterance(step, unsaid, rest);
    line.complete = false;
    if (halt?.modelSource && text === rest) line.source = halt.modelSource;
    state.generating = { ...generating, utterance: line.id, said: generating.said + text.slice(0, reached) };
    if (rest === '') return;
    beginVoice(step, line);
    step.effects.push({ type: 'voicePush', utterance: line.id, text: rest });
  } else if (rest.trim() !== '') sayWhole(step, unsaid, rest.trim()).bridge = unsaid.bridge;
}

/** A cough, a door, a word of assent: what it cut off is said to its end, and the wait begins anew. */
export function nothingSaid(step: Step): void {
  const { state } = step;
  const { ears } = state;
  for (const name of ['endpoint', 'final', 'resume', 'bargeIn'] as const) cancelTimer(step, name);
  if (ears.keys !== '') {
    // A row of keys is being typed: that is no time to go on.
    Object.assign(ears, { partial: '', final: null, decidedAt: undefined, doubt: undefined });
    return;
  }
  state.ears = { ...freshHearing(), speaking: ears.speaking, queued: ears.queued };
  resumeUnsaid(step, ears);
  step.effects.push({ type: 'expect', expectation: state.expectation });
  if (!agentBusy(state)) waitForCaller(step);
}

/** A short sound has stopped the agent, and is over: its words are not waited for any longer than a person would. */
export function awaitWords(step: Step): void {
  const { ears, hearing } = step.state;
  const { halt, speechEnd, lastOnset } = ears;
  if (!halt || halt.by === 'key' || speechEnd === undefined || lastOnset === undefined) return;
  // A sentence with pauses in it is as long as all of it.
  const spokenMs = speechEnd - (halt.onset ?? lastOnset);
  const { shortMs, wordsWithinMs, promptWithinMs } = defaultBargeIn;
  if (hearing === 'carrier') startTimer(step, 'resume', promptWithinMs);
  else if (spokenMs <= shortMs) startTimer(step, 'resume', wordsWithinMs);
}

/** Should there be words after all, they stop the agent once more. */
export function onResume(step: Step): void {
  const { state } = step;
  const { ears } = state;
  if (!ears.halt || ears.speaking || ears.keys !== '' || !leavesFloor(step, ears.final ?? ears.partial))
    return;
  const reached = questionReached(state);
  const { unsaid, halt } = ears;
  cancelTimer(step, 'endpoint');
  Object.assign(ears, { unsaid: [], halt: undefined, prefix: '', decidedAt: undefined });
  resumeUnsaid(step, { unsaid, halt });
  if (state.ears !== ears) return;
  ears.doubt = true;
  ears.reached = reached;
  // A carrier owes no words.
  if (state.hearing === 'audio') startTimer(step, 'final', FINAL_PATIENCE_MS);
}
