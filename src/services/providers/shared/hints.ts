import type { Expectation } from '../../../types/expectation.ts';

/** What the flow expects, as phrases for a recogniser's phrase list: no doubles, the likeliest first, at most `most`. */
export function phraseHints(expectation: Expectation | undefined, most = 100): string[] {
  if (!expectation) return [];
  const phrases = [...expectation.choices.flatMap((choice) => choice.phrases), ...expectation.hints];
  const clean = phrases.map((phrase) => phrase.replace(/\s+/g, ' ').trim());
  return [...new Set(clean)].filter((phrase) => phrase !== '' && phrase.length <= 100).slice(0, most);
}
