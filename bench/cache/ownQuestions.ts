/** A small set of the project's own: what callers of a clinic ask, for a run without `WEAVER_DATA`. */
import type { Utterance } from './data.ts';
import { repertoire } from './flowsIntents.ts';

/** Two of three phrasings are the warm part, the others ask. */
export function ownQuestions(): Utterance[] {
  const { early, late } = repertoire('en-US');
  const all = [...early, ...late].flatMap(([label, texts]) => texts.map((text) => ({ text, label })));
  return all.map((one, i): Utterance => ({ ...one, split: i % 3 === 2 ? 'test' : 'train' }));
}
