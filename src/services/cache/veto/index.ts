/**
 * Hard vetoes: whether two utterances of callers cannot safely share an answer although they look alike. Similarity scores
 * put "turn it on" beside "turn it off"; no threshold tells them apart (reference: the cache study, conclusion 1), so these
 * rules stand before every score. They may refuse a true paraphrase. They may not let a difference in value, polarity,
 * name, direction or kind of question pass.
 */
import type { LanguageTag } from '../../../types/language.ts';
import { analyse } from './analyse.ts';
import { compare } from './compare.ts';
import { elliptical } from './elliptical.ts';
import type { Value, Veto } from './types.ts';

export type { Value, ValueKind, Veto } from './types.ts';

/**
 * Why `a` (heard now) may not be answered as `b` (remembered). Empty: nothing stands against it.
 *
 * @example vetoes('do you open on sunday', 'do you open on monday', 'en-US') // ['date']
 */
export function vetoes(a: string, b: string, language: LanguageTag): readonly Veto[] {
  return compare(analyse(a, language), analyse(b, language));
}

/** The numbers, dates, times, units and names in a text, in the order said. */
export function values(text: string, language: LanguageTag): readonly Value[] {
  return analyse(text, language).values;
}

/** Whether it can only be understood from what was said before: "and on sunday", "that one", "嗰個呢". */
export function isElliptical(text: string, language: LanguageTag): boolean {
  return elliptical(text, language);
}
