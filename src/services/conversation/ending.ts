import type { CallEnd } from '../../types/call.ts';
import type { JsonValue } from '../../types/json.ts';
import { startTimer, type Step } from './step.ts';

/** How long the carrier may take to confirm a hang-up before the call is closed without it. */
const DRAIN_MS = 3_000;

/** We end the call. The `ended` effect follows when the carrier's leg is gone, or after {@link DRAIN_MS}. */
export function finishCall(step: Step, end: CallEnd, handoff?: Record<string, JsonValue>): void {
  const { state } = step;
  if (state.phase !== 'live') return;
  state.phase = 'closing';
  state.end = end;
  state.expectation = null;
  step.effects.push({ type: 'expect', expectation: null }, { type: 'hangUp', end, handoff });
  startTimer(step, 'drain', DRAIN_MS);
}
