/**
 * The caller leaves a message: from the tone on, whatever they say is theirs until they fall silent for long, press the key
 * that ends it, or have used up its time. Nobody interrupts, nothing is prepared meanwhile, and no word of it is a command.
 */
import type { Expectation } from '../../types/expectation.ts';
import type { CallEvent } from './events.ts';
import type { Endpoint } from './endpointing.ts';
import { joined } from './joined.ts';
import { agentBusy, freshHearing, type TurnState } from './state.ts';
import { cancelTimer, startTimer, type Step } from './step.ts';
import { irreversible, openTurn } from './turns.ts';

/** Of the tone before it. */
export const BEEP_MS = 400;
/** A tone that was begun is over, and on a telephone network heard, before a caller is thought silent. */
const AFTER_BEEP_MS = BEEP_MS + 600;

type Messaging = Pick<TurnState, 'expectation' | 'message'>;

export const isMessage = ({ expectation }: Messaging): boolean => expectation?.message !== undefined;

/** The silence that ends it, whatever the words were. null: it has not begun. */
export function messageEndpoint({ expectation, message }: Messaging): Endpoint | null {
  if (!message || !expectation?.message) return null;
  return { silenceMs: expectation.message.silenceMs, sure: false, reason: 'wordless', byHabit: false };
}

/** After every event: begins the message once the agent has said all, ends it once the flow has gone on. */
export function keepMessage(step: Step, event: CallEvent): void {
  const { state } = step;
  const wanted = state.phase === 'live' ? state.expectation?.message : undefined;
  if (state.message && (!wanted || state.turns !== state.message.turns)) stop(step);
  if (state.message) {
    noteSpeech(state, event);
    putOff(step, event);
  } else if (wanted && !agentBusy(state) && !state.turn) begin(step, wanted);
}

function begin(step: Step, wanted: NonNullable<Expectation['message']>): void {
  const { state, effects } = step;
  const { speaking } = state.ears;
  state.message = { spoke: false, turns: state.turns };
  // What was said over the announcement is no part of it.
  state.ears = { ...freshHearing(), speaking };
  effects.push({ type: 'messageStart', beep: wanted.beep });
  const beepMs = wanted.beep ? AFTER_BEEP_MS : 0;
  startTimer(step, 'message', wanted.maxMs + beepMs);
  startTimer(step, 'noInput', wanted.silenceMs + beepMs);
}

/** Longer than a cough, or with words. */
function noteSpeech(state: TurnState, event: CallEvent): void {
  const worded = (event.type === 'partial' || event.type === 'final') && event.text.trim() !== '';
  if (state.message && (worded || event.type === 'speechLasts'))
    state.message = { ...state.message, spoke: true };
}

/** Where the carrier hears, words that are not final yet are all that tells of a sentence that has begun. */
function putOff(step: Step, { type }: CallEvent): void {
  const { timers, expectation, hearing } = step.state;
  if (type === 'partial' && hearing === 'carrier' && timers.endpoint !== undefined && expectation?.message)
    startTimer(step, 'endpoint', expectation.message.silenceMs);
}

function stop(step: Step): void {
  step.state.message = null;
  cancelTimer(step, 'message');
  step.effects.push({ type: 'messageStop' });
}

/** It is over. `words`: the last ones; what was said of it counts also where nobody understood it. */
export function endMessage(step: Step, words = step.state.ears.final ?? step.state.ears.partial): void {
  const { state } = step;
  const { ears, message } = state;
  const text = joined([ears.prefix, words]);
  if (!message?.spoke && text === '') {
    ears.decidedAt = undefined;
    return openTurn(step, 'silence', '', { type: 'silence' });
  }
  openTurn(step, 'speech', text, { type: 'utterance', text, language: ears.language });
  // It is kept: a word more does not reopen it.
  irreversible(step);
}

/** Where the carrier hears, every sentence comes by itself, and silence is all that ends them. */
export function addToMessage(step: Step, text: string, whole: boolean): void {
  const { state } = step;
  const { ears, expectation } = state;
  ears.prefix = joined([ears.prefix, text]);
  // They became these.
  ears.partial = '';
  if (whole) return endMessage(step, '');
  if (expectation?.message) startTimer(step, 'endpoint', expectation.message.silenceMs);
  cancelTimer(step, 'noInput');
}

/** Other keys than the one that ends it are pressed by mistake. */
export function onMessageKey(step: Step, digit: string): void {
  const { state } = step;
  if (state.message && digit === state.expectation?.message?.finish) endMessage(step);
}
