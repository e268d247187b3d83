import { hintPhrases } from '../../../lib/speechHints/phrases.ts';
import type { Expectation } from '../../../types/expectation.ts';

/** What the flow expects, for a recogniser that takes it as plain text: no doubles, the likeliest first, at most `most`. */
export function phraseHints(expectation: Expectation | undefined, most = 100): string[] {
  return hintPhrases(expectation)
    .slice(0, most)
    .map(({ text }) => text);
}
