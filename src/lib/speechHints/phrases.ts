/** What a recogniser should lean towards, from what the flow expects: the likeliest first. */
import type { Expectation, ExpectationKind } from '../../types/expectation.ts';
import { simplified, traditional } from '../hanScript.ts';
import { isSimplified, spokenLanguage } from '../spokenLanguage.ts';
import { dateWords } from './dates.ts';
import { answerWords } from './words.ts';

export interface HintPhrase {
  readonly text: string;
  /** 1: the flow or the business names it. Less: a word that anybody may answer such a question with. */
  readonly weight: number;
}

/** Common words are heard well already; they are only to win against rarer ones that sound like them. */
export const COMMON_WEIGHT = 0.5;
/** Google's limit; longer ones are no phrases but sentences, which no recogniser leans towards. */
const LONGEST = 100;

export interface HintOptions {
  /** Names, products, places of the business, after what the flow itself expects. */
  readonly extra?: readonly string[];
  /** The language as the provider writes it, where it differs: what it writes Cantonese in is what is told to it. */
  readonly heardAs?: string;
  /** Whether the common words of the kind of question are added. */
  readonly common?: boolean;
}

/**
 * No doubles, nothing empty or over 100 characters, single spaces, and in the script that the recogniser writes.
 *
 * @example hintPhrases({ kind: 'digits', language: 'en-US', … }, { common: true }) // zero, one, … at half weight
 */
export function hintPhrases(expectation: Expectation | undefined, options: HintOptions = {}): HintPhrase[] {
  if (!expectation) return [];
  const { language, kind, choices, hints } = expectation;
  const written = scriptOf(language, options.heardAs ?? language);
  const found = new Map<string, HintPhrase>();
  const add = (phrases: readonly string[], weight: number) => {
    for (const phrase of phrases) {
      const text = written(phrase.replace(/\s+/gu, ' ').trim());
      if (text !== '' && text.length <= LONGEST && !found.has(text)) found.set(text, { text, weight });
    }
  };
  add(
    choices.flatMap(({ phrases }) => phrases),
    1,
  );
  add(hints, 1);
  add(options.extra ?? [], 1);
  if (options.common === true) add(commonWords(kind, language), COMMON_WEIGHT);
  return [...found.values()];
}

/** What anybody may answer a question of the kind with; nothing where the answer may be anything. */
export function commonWords(kind: ExpectationKind, language: string): readonly string[] {
  const { language: spoken } = spokenLanguage(language);
  const words = answerWords[spoken];
  switch (kind) {
    case 'yes-no':
      return words ? [...words.yes, ...words.no] : [];
    case 'digits':
    case 'phone':
      return words?.digits ?? [];
    case 'number':
      return words ? [...words.digits, ...words.amounts] : [];
    case 'date-time':
      return [...(words?.times ?? []), ...dateWords(icuLocale(language))];
    default:
      return [];
  }
}

/** ICU files Cantonese under `yue`, and has the words of talk there: 聽日 for 明天. */
function icuLocale(language: string): string {
  const { language: spoken } = spokenLanguage(language);
  if (spoken !== 'yue' && spoken !== 'cmn') return language.replaceAll('_', '-');
  const base = spoken === 'yue' ? 'yue' : 'zh';
  return `${base}-${isSimplified(language) ? 'Hans' : 'Hant'}`;
}

/** The words above are kept in one script; flows are written in the script of their language. */
function scriptOf(language: string, heardAs: string): (text: string) => string {
  const { language: spoken } = spokenLanguage(heardAs);
  if (spoken !== 'yue' && spoken !== 'cmn') return (text) => text;
  if (isSimplified(heardAs)) return simplified;
  // The way back is a guess at characters with two traditional forms: not taken where the flow is traditional.
  const common = spoken === 'cmn' ? new Set(Object.values(answerWords['cmn'] ?? {}).flat()) : undefined;
  return isSimplified(language)
    ? traditional
    : (text) => (common?.has(text) === true ? traditional(text) : text);
}
