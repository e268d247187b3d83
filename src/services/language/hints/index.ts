/** What a recogniser should lean towards while the caller answers a question, in each provider's form. */
import {
  azurePhraseList,
  deepgramKeyterms,
  elevenLabsKeyterms,
  googlePhrases,
  relayHints,
  type AzurePhraseList,
  type GooglePhrase,
} from '../../../lib/speechHints/forms.ts';
import { hintPhrases, type HintPhrase } from '../../../lib/speechHints/phrases.ts';
import type { Expectation } from '../../../types/expectation.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { otherWordings } from '../cantonese/lexicon.ts';

export { relayHints } from '../../../lib/speechHints/forms.ts';
export type { HintPhrase } from '../../../lib/speechHints/phrases.ts';

export interface Hints {
  /** The likeliest first; weight 1 is what the flow or the business names, less are common words. */
  readonly phrases: readonly HintPhrase[];
  readonly azure: AzurePhraseList;
  /** Of one inline phrase set, v2. */
  readonly google: readonly GooglePhrase[];
  readonly deepgram: readonly string[];
  readonly elevenLabs: readonly string[];
  /** The `hints` attribute of ConversationRelay; it holds for a whole call, so join the phrases of all questions. */
  readonly relay: string | undefined;
}

export interface HintsExtra {
  /** Names, products and places of the business. */
  readonly phrases?: readonly string[];
  /** Other Cantonese regions whose words callers may use for what is asked, e.g. `['Macau']`. */
  readonly dialectSupport?: readonly string[];
}

/**
 * @param language what the caller speaks, where it is not the expectation's
 * @example hintsFor(expectation).deepgram // the choices, as keyterms
 */
export function hintsFor(
  expectation: Expectation,
  language: LanguageTag = expectation.language,
  extra: HintsExtra = {},
): Hints {
  const asked: Expectation = { ...expectation, language };
  const named = [...asked.choices.flatMap(({ phrases }) => phrases), ...asked.hints];
  const phrases = hintPhrases(asked, {
    extra: [
      ...named.flatMap((phrase) => otherWordings(phrase, language, extra.dialectSupport ?? [])),
      ...(extra.phrases ?? []),
    ],
    common: true,
  });
  return {
    phrases,
    azure: azurePhraseList(phrases, language),
    google: googlePhrases(phrases),
    deepgram: deepgramKeyterms(phrases),
    elevenLabs: elevenLabsKeyterms(phrases),
    relay: relayHints(phrases),
  };
}
