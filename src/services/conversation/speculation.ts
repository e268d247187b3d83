/**
 * Answering before the caller has finished: on words that stand still the flow is asked what it would answer, and that is made
 * ready. Nothing is heard and nothing happens in the world until the turn is decided; then the answer is taken over if the
 * words are the same, and thrown away if not.
 */
import type { FlowEffect } from '../../types/flowRuntime.ts';
import type { PreparedLine } from './events.ts';
import { agentBusy } from './state.ts';
import { startTimer, type Step } from './step.ts';
import { joined } from './joined.ts';

/** Words that have not changed for this long are worth an answer. */
const STABLE_MS = 100;
/** Answers prepared at a time. */
const MOST = 2;

/** The words have changed: they count once they have stood still. */
export function watchWords(step: Step): void {
  if (step.state.speculates && step.state.expectation?.speech) startTimer(step, 'stable', STABLE_MS);
}

/** The words have stood still, or are final, or the caller has fallen silent. */
export function speculate(step: Step): void {
  const { state, effects } = step;
  const { ears, expectation, flow } = state;
  if (!state.speculates || !expectation?.speech || state.phase !== 'live' || state.failing) return;
  // A message is nothing to be answered in advance.
  if (agentBusy(state) || expectation.message) return;
  const text = joined([ears.prefix, ears.final ?? ears.partial]);
  const language = ears.language ?? expectation.language;
  if (text === '' || state.speculations.some((one) => step.sameWords(one.text, text, language))) return;
  ears.stablePartial ??= step.at;
  const peeked = step.flow.peek(flow, { type: 'utterance', text, language: ears.language });
  const prepared = preparable(peeked.effects);
  if (!prepared) return;
  const id = `s${state.nextSpeculation++}`;
  const [oldest] = state.speculations;
  if (oldest && state.speculations.length >= MOST)
    effects.push({ type: 'speculateCancel', speculation: oldest.id });
  state.speculations = [...state.speculations.slice(1 - MOST), { id, text }];
  effects.push({ type: 'speculate', speculation: id, ...prepared });
}

/** The turn is decided: the speculation on these words, if there is one. The others are over. */
export function promoted(step: Step, words: string | null): string | undefined {
  const { state, effects } = step;
  const language = state.ears.language ?? state.flow.language;
  const taken =
    words === null
      ? undefined
      : state.speculations.findLast(({ text }) => step.sameWords(text, words, language));
  for (const { id } of state.speculations)
    if (id !== taken?.id) effects.push({ type: 'speculateCancel', speculation: id });
  state.speculations = [];
  return taken?.id;
}

/** What can be made ready: lines up to the one after which the flow listens, and the model's answer. */
export function preparable(effects: readonly FlowEffect[]) {
  const says: PreparedLine[] = [];
  let model;
  for (const effect of effects) {
    const { type } = effect;
    if (type === 'listen') break;
    if (type === 'say' && effect.text.trim() !== '') says.push(lineOf(effect, effect.text));
    if (type === 'generate') {
      const { request, question } = effect;
      const { text: _text, ...how } = lineOf(effect, '');
      model = { request, question, ...how };
      break;
    }
  }
  if (says.length === 0 && !model) return null;
  return { says, ...(model && { model }) };
}

function lineOf(
  { language, voice }: Extract<FlowEffect, { type: 'say' | 'generate' }>,
  text: string,
): PreparedLine {
  return { text, language, ...(voice === undefined ? {} : { voice }) };
}
