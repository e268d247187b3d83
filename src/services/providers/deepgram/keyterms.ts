import { deepgramKeyterms } from '../../../lib/speechHints/forms.ts';
import { hintPhrases } from '../../../lib/speechHints/phrases.ts';
import type { Expectation } from '../../../types/expectation.ts';
import { providerLocale } from '../shared/locales.ts';

/** What the flow expects, as keyterms: the likeliest first, as many as are allowed. */
export function keytermsOf(expectation: Expectation | undefined): string[] {
  const heardAs = expectation && providerLocale(expectation.language)?.deepgramStt;
  return deepgramKeyterms(hintPhrases(expectation, heardAs ? { heardAs } : {}));
}
