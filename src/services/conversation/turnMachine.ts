/**
 * One call's life as a pure function: `(state, event) → (state, effects)`. It has no timers, sockets or clock of its own,
 * so the same code runs a telephone call, a unit test, ten thousand simulated turns and a replay from recorded events.
 */
import type { FlowPort } from '../../types/flowRuntime.ts';
import { isBackchannel } from '../../lib/backchannels.ts';
import { onInterrupted, onSpeechLasts, onStopped } from './bargeIn.ts';
import { onBridge } from './bridging.ts';
import { finishCall } from './ending.ts';
import { endHalt } from './halt.ts';
import { noHabits } from './endpointing.ts';
import type { CallEffect, CallEvent } from './events.ts';
import {
  onEarsFailed,
  onEndpoint,
  onFinal,
  onFinalOverdue,
  onLongTurn,
  onPartial,
  onSilence,
  onSpeechEnd,
  onStable,
  onSpeechStart,
  onTyped,
} from './hearing.ts';
import { commitKeys, onKey } from './keys.ts';
import { endMessage, keepMessage } from './message.ts';
import { onResume } from './resume.ts';
import {
  onFinished,
  onHeard,
  onHttpDone,
  onModelEnd,
  onModelText,
  onSendDone,
  onStage,
  onVoiceFailed,
} from './speaking.ts';
import { draftOf, freshHearing, type TurnState } from './state.ts';
import {
  startTimer,
  timerIsCurrent,
  type Backchannel,
  type Ending,
  type SameWords,
  type Step,
} from './step.ts';
import { closeTurn, openTurn, recordUnanswered, runFlow } from './turns.ts';

export interface MachineStep {
  readonly state: TurnState;
  readonly effects: readonly CallEffect[];
}

export interface TurnMachine {
  /** The first event of a call. */
  start(event: Extract<CallEvent, { type: 'started' }>): MachineStep;
  /** Any other event. `state` is not changed. */
  step(state: TurnState, event: CallEvent): MachineStep;
}

export interface TurnMachineOptions {
  /** Absent: letters and figures are the same. */
  readonly sameWords?: SameWords | undefined;
  /** Absent: endings tell nothing. */
  readonly ending?: Ending | undefined;
  /** Absent: the sounds and words of lib/backchannels. */
  readonly backchannel?: Backchannel | undefined;
}

export function createTurnMachine(flow: FlowPort, options: TurnMachineOptions = {}): TurnMachine {
  const { sameWords = sameLetters, ending, backchannel = isBackchannel } = options;
  const words = { sameWords, ending, backchannel };
  return {
    start(event) {
      const state: TurnState = {
        hearing: event.hearing,
        flow: flow.begin(event.start),
        phase: 'live',
        expectation: null,
        ears: freshHearing(),
        utterances: [],
        turn: null,
        turns: 0,
        nextUtterance: 0,
        generating: null,
        message: null,
        afterSpeech: null,
        end: null,
        deafTurns: 0,
        linesLost: 0,
        failing: false,
        habits: noHabits,
        speculates: event.speculate ?? false,
        speculationLeadMs: event.speculationLeadMs ?? Infinity,
        speculations: [],
        nextSpeculation: 0,
        timers: {},
        timerGeneration: 0,
      };
      const step: Step = { flow, at: event.at, state, effects: [], ...words };
      startTimer(step, 'maxCall', event.maxCallMs);
      openTurn(step, 'start', '', { type: 'start' });
      keepMessage(step, event);
      return step;
    },
    step(state, event) {
      if (state.phase === 'ended') return { state, effects: [] };
      const step: Step = { flow, at: event.at, state: draftOf(state), effects: [], ...words };
      handle(step, event);
      keepMessage(step, event);
      return step;
    },
  };
}

function handle(step: Step, event: CallEvent): void {
  if (step.state.phase === 'closing' && !stillMatters(event)) return;
  switch (event.type) {
    case 'started':
      return;
    case 'speechStart':
      return onSpeechStart(step, event);
    case 'speechLasts':
      return onSpeechLasts(step);
    case 'speechEnd':
      return onSpeechEnd(step, event);
    case 'partial':
      return onPartial(step, event);
    case 'final':
      return onFinal(step, event);
    case 'typed':
      return onTyped(step, event);
    case 'key':
      return onKey(step, event);
    case 'interrupted':
      return onInterrupted(step);
    case 'stage':
      return onStage(step, event);
    case 'heard':
      return onHeard(step, event);
    case 'finished':
      return onFinished(step, event);
    case 'stopped':
      return onStopped(step, event);
    case 'voiceFailed':
      return onVoiceFailed(step, event);
    case 'earsFailed':
      return onEarsFailed(step, event);
    case 'provider': {
      const { code, detail } = event;
      step.effects.push({ type: 'note', code, nodeId: step.state.flow.nodeId, detail });
      return;
    }
    case 'bridge':
      return onBridge(step, event);
    case 'modelText':
      return onModelText(step, event);
    case 'modelDone':
    case 'modelFailed':
      return onModelEnd(step, event);
    case 'httpDone':
      return onHttpDone(step, event);
    case 'sendDone':
      return onSendDone(step, event);
    case 'transferDone':
      return onTransferDone(step, event);
    case 'timer':
      return onTimer(step, event);
    case 'stamp':
      if (step.state.turn) step.state.turn.marks[event.mark] ??= event.at;
      return;
    case 'closed':
      return onClosed(step, event.reason);
    case 'shutdown':
      return finishCall(step, 'shutdown');
  }
}

/** Whether two texts are the same but for case, width, spaces and marks. */
export function sameLetters(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
  return plain(a) === plain(b);
}

function stillMatters(event: CallEvent): boolean {
  return event.type === 'closed' || (event.type === 'timer' && event.name === 'drain');
}

function onTimer(step: Step, event: Extract<CallEvent, { type: 'timer' }>): void {
  if (!timerIsCurrent(step, event.name, event.generation)) return;
  switch (event.name) {
    case 'endpoint':
      return onEndpoint(step);
    case 'final':
      return onFinalOverdue(step);
    case 'noInput':
      return onSilence(step);
    case 'interDigit':
      return commitKeys(step);
    case 'longTurn':
      return onLongTurn(step);
    case 'stable':
      return onStable(step);
    case 'bargeIn':
      return onSpeechLasts(step);
    case 'resume':
      return onResume(step);
    case 'message':
      return endMessage(step);
    case 'maxCall':
      step.effects.push({ type: 'voiceStop' });
      return finishCall(step, 'too-long');
    case 'drain':
      return onClosed(step, 'completed');
  }
}

function onTransferDone(step: Step, event: Extract<CallEvent, { type: 'transferDone' }>): void {
  const { waiting } = step.state.flow;
  // Before the announcement is over the transfer has not been asked for.
  if (step.state.afterSpeech || waiting.for !== 'transfer' || waiting.requestId !== event.requestId) return;
  if (event.result === 'answered') finishCall(step, 'transferred');
  else runFlow(step, { type: 'transfer', requestId: event.requestId, result: event.result });
}

function onClosed(step: Step, reason: NonNullable<TurnState['end']>): void {
  const { state } = step;
  if (state.generating) step.effects.push({ type: 'modelCancel', requestId: state.generating.requestId });
  state.generating = null;
  endHalt(step);
  for (const utterance of state.utterances) utterance.over = true;
  closeTurn(step);
  recordUnanswered(step);
  state.phase = 'ended';
  state.end ??= reason;
  step.effects.push({ type: 'ended', end: state.end });
}
