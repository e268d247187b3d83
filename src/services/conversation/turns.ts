/** Opening, taking back and closing turns, and driving the flow through them. */
import type { ErrorCode } from '../../types/errors/index.ts';
import type { FlowEffect, FlowInput } from '../../types/flowRuntime.ts';
import { clocksOf } from '../../types/timeline.ts';
import type { Turn } from '../../types/turn.ts';
import { finishCall } from './ending.ts';
import { withEnd } from './endpointing.ts';
import { agentBusy, freshHearing, type Hearing, type OpenTurn, type Utterance } from './state.ts';
import { dropHalt, endHalt } from './halt.ts';
import { joined } from './joined.ts';
import { startErrand } from './sending.ts';
import { promoted } from './speculation.ts';
import { cancelTimer, startTimer, type Step } from './step.ts';

export { joined } from './joined.ts';

const turnTimers = [
  'endpoint',
  'final',
  'noInput',
  'interDigit',
  'longTurn',
  'stable',
  'bargeIn',
  'resume',
] as const;

/** The caller's turn is over: the flow answers it. */
export function openTurn(step: Step, input: Turn['input'], caller: string, flowInput: FlowInput): void {
  const { state, at, effects } = step;
  endHalt(step);
  closeTurn(step);
  for (const name of turnTimers) cancelTimer(step, name);
  step.promoted = promoted(step, input === 'speech' ? caller : null);
  const { ears } = state;
  state.turn = {
    index: state.turns++,
    input,
    caller,
    nodeId: state.flow.nodeId,
    marks: { ...(input === 'speech' ? speechMarks(step) : {}), decision: ears.decidedAt ?? at },
    utterances: [],
    interrupted: false,
    historyFrom: state.flow.history.length,
    before: input === 'speech' ? state.flow : null,
  };
  state.ears = { ...freshHearing(), speaking: ears.speaking, queued: ears.queued };
  runFlow(step, flowInput);
  if (step.promoted !== undefined) effects.push({ type: 'speculateEnd', speculation: step.promoted });
  step.promoted = undefined;
}

function speechMarks(step: Step): OpenTurn['marks'] {
  const { speechStart, speechEnd, speechEndDetected, firstPartial, stablePartial, finalAt } = step.state.ears;
  return {
    ...(speechStart !== undefined && { speechStart }),
    ...(speechEnd !== undefined && { speechEnd }),
    ...(speechEndDetected !== undefined && { speechEndDetected }),
    ...(firstPartial !== undefined && { firstPartial }),
    ...(stablePartial !== undefined && { stablePartial }),
    ...(finalAt !== undefined && { finalTranscript: finalAt }),
  };
}

/** One step of the flow, its effects turned into ours. */
export function runFlow(step: Step, input: FlowInput): void {
  const { state, effects } = step;
  const result = step.flow.step(state.flow, input);
  state.flow = result.state;
  state.expectation = null;
  const before = state.nextUtterance;
  for (const effect of result.effects) applyFlowEffect(step, effect);
  markBridges(step, before);
  if (!state.expectation) effects.push({ type: 'expect', expectation: null });
  settle(step);
  answerQueued(step);
}

/** Nobody speaks, or nobody hears: the flow says its farewell, once. */
export function failFlow(step: Step, code: ErrorCode): void {
  const { state } = step;
  if (state.failing || state.phase !== 'live') return;
  state.failing = true;
  irreversible(step);
  endHalt(step);
  if (state.generating) step.effects.push({ type: 'modelCancel', requestId: state.generating.requestId });
  state.generating = null;
  // What waits to be said would be waited for: nobody can say it, or nobody is listening for the answer.
  if (agentBusy(state)) step.effects.push({ type: 'voiceStop' });
  for (const utterance of state.utterances) utterance.over = true;
  for (const name of turnTimers) cancelTimer(step, name);
  runFlow(step, { type: 'failure', code });
}

/** Words that came while the flow was busy are answered once it listens. */
function answerQueued(step: Step): void {
  const { state } = step;
  const text = state.ears.queued;
  if (text === '' || !state.expectation?.speech || state.phase !== 'live') return;
  state.ears.queued = '';
  openTurn(step, 'speech', text, { type: 'utterance', text, language: state.ears.language });
}

/** Words from before the flow listened are no answer to what it asks now. */
function forgetWords(ears: Hearing): void {
  ears.prefix = '';
  ears.partial = '';
  ears.final = null;
  ears.finalAt = undefined;
  ears.speechStart = undefined;
}

/** What is said while the flow goes on to ask the world, or a model, is not yet the answer. */
function markBridges({ state }: Step, before: number): void {
  const { for: waiting } = state.flow.waiting;
  if (waiting !== 'http' && waiting !== 'model') return;
  for (const utterance of state.utterances)
    if (Number(utterance.id.slice(1)) >= before && utterance.id !== state.generating?.utterance)
      utterance.bridge = true;
}

function applyFlowEffect(step: Step, effect: FlowEffect): void {
  const { state, effects } = step;
  switch (effect.type) {
    case 'say':
      if (effect.text.trim() !== '') sayWhole(step, effect, effect.text);
      return;
    case 'listen':
      state.expectation = effect.expectation;
      if (!state.ears.speaking) forgetWords(state.ears);
      effects.push({ type: 'expect', expectation: effect.expectation });
      return;
    case 'generate': {
      const utterance = newUtterance(step, effect, '');
      const { requestId, nodeId, request, question } = effect;
      state.generating = { requestId, utterance: utterance.id, nodeId, said: '' };
      effects.push({
        type: 'modelStart',
        requestId,
        request,
        question,
        ...(step.promoted === undefined ? {} : { speculation: step.promoted }),
      });
      step.promoted = undefined;
      return;
    }
    case 'http':
    case 'send':
      irreversible(step);
      return startErrand(step, effect);
    case 'transfer':
    case 'end':
      state.afterSpeech = effect;
      return;
    case 'language':
      irreversible(step);
      effects.push({ type: 'language', language: effect.language });
      return;
    case 'note':
      effects.push({ type: 'note', code: effect.code, nodeId: effect.nodeId, detail: effect.detail });
  }
}

/** A turn that has touched the world cannot be taken back. */
export function irreversible(step: Step): void {
  if (step.state.turn) step.state.turn.before = null;
}

type Spoken = Pick<Utterance, 'nodeId' | 'language' | 'voice' | 'interruptible'> & {
  source?: Utterance['source'];
};

export function newUtterance(step: Step, how: Spoken, text: string): Utterance {
  const { state } = step;
  const utterance: Utterance = {
    id: `u${state.nextUtterance++}`,
    nodeId: how.nodeId,
    source: how.source ?? 'generated',
    language: how.language,
    voice: how.voice,
    interruptible: how.interruptible,
    text,
    complete: text !== '',
    heard: '',
    audible: false,
    over: false,
    bridge: false,
  };
  state.utterances.push(utterance);
  state.turn?.utterances.push(utterance.id);
  return utterance;
}

export function sayWhole(step: Step, how: Spoken, text: string): Utterance {
  const utterance = newUtterance(step, how, text);
  beginVoice(step, utterance);
  step.effects.push(
    { type: 'voicePush', utterance: utterance.id, text },
    { type: 'voiceEnd', utterance: utterance.id },
  );
  return utterance;
}

export function beginVoice(step: Step, utterance: Utterance): void {
  const { id, language, voice, interruptible, source } = utterance;
  step.effects.push({ type: 'voiceBegin', utterance: id, language, voice, interruptible, source });
}

/**
 * After anything that may have ended the agent's speech: carry out what waited for it, or wait for the caller.
 */
export function settle(step: Step): void {
  const { state } = step;
  if (state.phase !== 'live') return;
  if (agentBusy(state)) {
    cancelTimer(step, 'noInput');
    return;
  }
  const after = state.afterSpeech;
  if (after) {
    state.afterSpeech = null;
    dropHalt(step);
    closeTurn(step);
    if (after.type === 'end')
      return finishCall(step, after.reason === 'silence' ? 'silence' : 'completed', after.handoff);
    const { requestId, to, callerId, timeoutSeconds } = after;
    step.effects.push({ type: 'transfer', requestId, to, callerId, timeoutSeconds });
    return;
  }
  const { waiting } = state.flow;
  if (waiting.for === 'caller') {
    // A turn that was cut off stays open until it is known whether the caller said anything: a cough does not end it.
    if (state.ears.unsaid.length === 0) closeTurn(step);
    waitForCaller(step);
  }
}

/** The caller's silence begins to count. */
export function waitForCaller(step: Step): void {
  const { state } = step;
  if (!state.expectation || state.ears.speaking || state.ears.keys !== '') return;
  if (state.timers.endpoint !== undefined || state.timers.final !== undefined) return;
  startTimer(step, 'noInput', state.expectation.patience.noInputMs);
}

/** The turn's answer has been heard, or cut off: it is written down. */
export function closeTurn(step: Step): void {
  const { state } = step;
  const { turn } = state;
  if (!turn) return;
  state.turn = null;
  if (turn.input === 'speech') state.habits = withEnd(state.habits);
  const spoken = turn.utterances.flatMap((id) => state.utterances.find((u) => u.id === id) ?? []);
  // A model that only called a tool said nothing: what followed is the answer.
  const worded = spoken.filter((u) => u.text !== '');
  const answer = worded.find((u) => !u.bridge) ?? worded[0] ?? spoken[0];
  const marks = { ...turn.marks };
  step.effects.push({
    type: 'turn',
    turn: {
      index: turn.index,
      input: turn.input,
      caller: turn.caller,
      agent: joined(spoken.map((u) => u.text)),
      heard: joined(spoken.map((u) => u.heard)),
      source: answer?.source ?? null,
      language: answer?.language ?? state.flow.language,
      nodeId: answer?.nodeId ?? turn.nodeId,
      interrupted: turn.interrupted,
      clocks: clocksOf(marks),
      timeline: marks,
    },
  });
  state.utterances = state.utterances.filter((u) => !u.over);
}

/** The caller left in mid-sentence: what was understood of it is a turn without an answer. */
export function recordUnanswered(step: Step): void {
  const { state } = step;
  const { ears } = state;
  const caller = joined([ears.prefix, ears.final ?? ears.partial]);
  if (caller === '') return;
  const marks = speechMarks(step);
  step.effects.push({
    type: 'turn',
    turn: {
      index: state.turns++,
      input: 'speech',
      caller,
      agent: '',
      heard: '',
      source: null,
      language: state.flow.language,
      nodeId: state.flow.nodeId,
      interrupted: false,
      clocks: clocksOf(marks),
      timeline: marks,
    },
  });
}
