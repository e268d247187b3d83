/** A small set of the project's own: what callers of a clinic ask, for a run without `WEAVER_DATA`. */
import type { Utterance } from './data.ts';
import { repertoire } from './flowsIntents.ts';

/** Phrasings that the flows' callers use from the beginning are the warm part, the later ones ask. */
export function ownQuestions(): Utterance[] {
  const { early, late } = repertoire('en-US');
  const of = (part: ReadonlyMap<string, readonly string[]>, split: string) =>
    [...part].flatMap(([label, texts]) => texts.map((text): Utterance => ({ text, label, split })));
  return [...of(early, 'train'), ...of(late, 'test')];
}
