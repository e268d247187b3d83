/** Whether the caller's words want the floor, or only say that they listen. */
import { endpointOf } from './endpointing.ts';
import { heardUpTo } from './heardUpTo.ts';
import type { TurnState, Utterance } from './state.ts';
import type { Step } from './step.ts';

/** Of words that came while the agent was speaking, or was stopped by them. */
export function leavesFloor(step: Step, words: string): boolean {
  const { state } = step;
  const { ears, expectation } = state;
  if (!/[\p{L}\p{N}]/u.test(words)) return true;
  const language = ears.language ?? expectation?.language ?? state.flow.language;
  if (!step.backchannel(words, language)) return false;
  // All was said when it came: it is what they have to say to it.
  if (ears.halt && !isCutShort(state)) return false;
  if (!expectation) return true;
  const { reason } = endpointOf(expectation, words, { language });
  const isAnswer = reason === 'answer' || reason === 'choice';
  return !(isAnswer && (ears.reached ?? questionReached(state)));
}

function isCutShort({ ears: { unsaid, halt } }: TurnState): boolean {
  if (halt?.back.generating && halt.modelEnd?.type !== 'modelDone') return true;
  return unsaid.some(({ text, heard }) => heardUpTo(text, heard) < text.trimEnd().length);
}

/** Whether the caller has heard so much of what is being said that they know what they are asked. */
export function questionReached({ utterances, ears, generating }: TurnState): boolean {
  // Taken back: it is the question before that they go on to answer, and that was heard.
  if (ears.halt?.withdrawn) return true;
  if (generating ?? ears.halt?.back.generating) return false;
  const lines = inOrder([...utterances.filter(({ over }) => !over), ...ears.unsaid]);
  return lines.every((line, index) => {
    const reached = heardUpTo(line.text, line.heard);
    const wanted = index < lines.length - 1 ? line.text.trimEnd().length : lastClause(line.text);
    return reached > 0 && reached >= wanted;
  });
}

/** As they were begun. */
export function inOrder(utterances: readonly Utterance[]): Utterance[] {
  const place = ({ id }: Utterance) => Number(id.slice(1));
  return [...utterances].sort((a, b) => place(a) - place(b));
}

/** Where the last clause begins: behind the last mark that something follows. */
function lastClause(text: string): number {
  const marks = [...text.matchAll(/[,.;:!?،؛؟。，、；：！？…\n—]+(?=[^\p{L}\p{N}]*[\p{L}\p{N}])/gu)];
  const last = marks.at(-1);
  return last ? last.index + last[0].length : 0;
}
