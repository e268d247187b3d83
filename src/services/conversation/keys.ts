/** Keys that the caller presses. */
import { cutByKey } from './bargeIn.ts';
import type { CallEvent } from './events.ts';
import { isMessage, onMessageKey } from './message.ts';
import { agentBusy } from './state.ts';
import { cancelTimer, startTimer, type Step } from './step.ts';
import { openTurn } from './turns.ts';

export function onKey(step: Step, event: Extract<CallEvent, { type: 'key' }>): void {
  const { state } = step;
  const { expectation } = state;
  if (!expectation?.dtmf) return;
  if (isMessage(state)) return onMessageKey(step, event.digit);
  cancelTimer(step, 'noInput');
  cancelTimer(step, 'interDigit');
  // On the text transport the carrier has stopped by itself, or was told not to.
  const cut = state.hearing === 'audio' && agentBusy(state) && cutByKey(step);
  const { terminator, max } = expectation.digits ?? {};
  const ended = event.digit === terminator && state.ears.keys !== '';
  if (!ended) state.ears.keys += event.digit;
  const { keys } = state.ears;
  const single = max === undefined && expectation.choices.some((choice) => choice.digit !== undefined);
  const whole = ended || single || (max !== undefined && keys.length >= max);
  // What was heard of the line that the key cut off is told next, and belongs to the turn before.
  if (whole && cut) startTimer(step, 'interDigit', 0);
  else if (whole) commitKeys(step);
  else startTimer(step, 'interDigit', expectation.patience.interDigitMs);
}

export function commitKeys(step: Step): void {
  const { keys } = step.state.ears;
  step.state.ears.decidedAt = undefined;
  if (keys !== '') openTurn(step, 'keys', keys, { type: 'keys', digits: keys });
}
