/** What the flow has others do: a look-up, for which the call waits, or a message, whose acceptance it waits for. */
import type { FlowEffect } from '../../types/flowRuntime.ts';
import type { Step } from './step.ts';

export function startErrand(step: Step, effect: Extract<FlowEffect, { type: 'http' | 'send' }>): void {
  const { requestId } = effect;
  if (effect.type === 'http') {
    step.effects.push({ type: 'httpStart', requestId, request: effect.request });
    return;
  }
  const { turn } = step.state;
  // What was said before is the answer: it does not depend on how this goes. With nothing said, the caller waits for it.
  if (turn?.utterances.length === 0) turn.marks.lookUpRequested ??= step.at;
  step.effects.push({ type: 'sendStart', requestId, message: effect.message });
}

export function markSent({ state: { turn }, at }: Step): void {
  if (turn?.utterances.length === 0) turn.marks.lookUpDone = at;
}
