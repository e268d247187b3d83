/** A phrase before an answer that is late. No clock stops at it, and the flow does not know that it was said. */
import type { CallEvent } from './events.ts';
import type { Step } from './step.ts';
import { sayWhole } from './turns.ts';

/** Only into silence: once the answer has words, or the caller speaks, nothing has to be bridged. */
export function onBridge(step: Step, { text }: Extract<CallEvent, { type: 'bridge' }>): void {
  const { state } = step;
  const { generating, turn, ears } = state;
  const answer = state.utterances.find(({ id }) => id === generating?.utterance);
  if (state.phase !== 'live' || !turn || !answer || answer.text !== '' || ears.speaking) return;
  if (state.utterances.some((one) => one !== answer && !one.over)) return;
  sayWhole(step, { ...answer, source: 'scripted' }, text);
  const phrase = state.utterances.at(-1);
  if (phrase) phrase.bridge = true;
  // It is spoken, and written down, before the answer.
  state.utterances = [...state.utterances.filter((one) => one !== answer), answer];
  turn.utterances = [...turn.utterances.filter((id) => id !== answer.id), answer.id];
}
