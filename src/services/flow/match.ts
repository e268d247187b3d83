/** What a caller said against what may be said. Scores are 0 to 1; 1 is the phrase itself. */
import type { ExpectedChoice } from '../../types/expectation.ts';
import type { LanguageTag } from '../../types/language.ts';
import { asksFor } from './denial.ts';
import { LastAnswers } from './lastAnswers.ts';
import { effortOf, phraseOf, saidOf, scoreWords, type Phrase, type Said } from './scorePhrase.ts';

export { editDistance } from './nearness.ts';

export interface MatchOptions {
  /** Below this, nothing was understood. */
  readonly threshold: number;
  /** By how much the best must beat the next choice. */
  readonly margin: number;
  /** Asked when no choice is near by its words: homophones are a third of what recognisers of Chinese get wrong. */
  readonly bySound?: SoundMatcher | undefined;
}

type Choice = Pick<ExpectedChoice, 'id' | 'phrases'>;

export type SoundMatcher = (text: string, choices: readonly Choice[], language: LanguageTag) => Match | null;

export const defaultMatchOptions = { threshold: 0.6, margin: 0.08 } as const satisfies MatchOptions;

export interface Match {
  readonly id: string;
  readonly score: number;
  /** Distance to the best other choice. */
  readonly margin: number;
}

interface Best extends Match {
  readonly phrase: Phrase;
  /** Where it begins in what was said. */
  readonly from: number;
}

/** Below this, a word that belongs to another choice alone makes the best one doubtful. */
const BEYOND_DOUBT = 0.9;
/** Chinese words so short are in many sentences by chance, and one more syllable turns them round: 係, 唔係. */
const SHORT_PHRASE = 2;
const SHORT_ANSWER = 4;
/** Said before an answer, and nothing but that: 都好, 就係. */
const beforeAnswers = /^[都就真梗咁噉先再即請並]$/;

/** The engine asks what was meant, and then the node of the same question asks again. */
const lastAnswers = new LastAnswers<Match>();

/** The choice that was meant, or null: nothing near enough, or two that are equally near. */
export function matchChoice(
  text: string,
  choices: readonly Choice[],
  language: LanguageTag,
  options: MatchOptions = defaultMatchOptions,
): Match | null {
  const { threshold, margin, bySound } = options;
  return lastAnswers.of([text, language, threshold, margin, bySound], choices, () => {
    const said = saidOf(text);
    const heard = () => bySound?.(text, choices, language) ?? null;
    const best = bestOf(said, choices);
    if (best === null || best.score < threshold) return heard();
    // The very phrase was said: only the same phrase elsewhere makes it ambiguous.
    if (best.margin === 0 || (best.score < 1 && best.margin < margin)) return null;
    if (best.score < BEYOND_DOUBT && speaksForAnother(said, best, choices)) return null;
    if (best.score < 1 && asksFor(said.words, best.phrase.words, () => wordsOfOthers(best.id, choices)))
      return null;
    const match = { id: best.id, score: best.score, margin: best.margin };
    if (bySound === undefined || !isDoubtful(said, best)) return match;
    const sounded = heard();
    if (sounded?.id === best.id) return match;
    return sounded !== null && sounded.score > best.score ? sounded : null;
  });
}

function bestOf(said: Said, choices: readonly Choice[]): Best | null {
  let best: Omit<Best, 'margin'> | null = null;
  let second = 0;
  const left = effortOf();
  for (const { id, phrases } of choices) {
    let own: Omit<Best, 'margin'> | null = null;
    for (const text of phrases) {
      const phrase = phraseOf(text);
      const { score, from } = scoreWords(said, phrase, left, Math.max(second, own?.score ?? 0));
      if (score > (own?.score ?? 0)) own = { id, score, phrase, from };
    }
    if (own === null) continue;
    if (best === null || own.score > best.score) {
      second = best?.score ?? 0;
      best = own;
    } else second = Math.max(second, own.score);
  }
  return best && { ...best, margin: best.score - second };
}

/** 吳係 may be 唔係: something before a short phrase that the phrase does not account for. */
function isDoubtful(said: Said, { score, phrase, from }: Best): boolean {
  if (score === 1 || !phrase.isHan) return false;
  if (phrase.words.length > SHORT_PHRASE && said.words.length > SHORT_ANSWER) return false;
  for (let i = from - 1; i >= 0 && said.words[i + 1]?.opens !== true; i--) {
    const { text = '', weight = 0 } = said.words[i] ?? {};
    // The first 改 of 改唔改期 is said again.
    const isAsked = said.words[i + 1]?.not === 'asks';
    if (weight === 1 && !said.denied.has(i) && !isAsked && !beforeAnswers.test(text)) return true;
  }
  return false;
}

function* wordsOfOthers(id: string, choices: readonly Choice[]) {
  for (const choice of choices)
    if (choice.id !== id) for (const phrase of choice.phrases) yield phraseOf(phrase).words;
}

/** "Change my booking" holds "book", but "change" stands for another choice alone: better to ask than to book. */
function speaksForAnother(said: Said, best: Best, choices: readonly Choice[]): boolean {
  const vocabulary = (of: typeof choices) =>
    new Set(
      of.flatMap(({ phrases }) =>
        phrases.flatMap((phrase) => phraseOf(phrase).words.map((word) => word.text)),
      ),
    );
  const own = vocabulary(choices.filter(({ id }) => id === best.id));
  const others = vocabulary(choices.filter(({ id }) => id !== best.id));
  const isDenied = (i: number) => !best.phrase.denies && said.denied.has(i);
  return said.words.some(
    ({ text, weight }, i) => weight === 1 && !isDenied(i) && !own.has(text) && others.has(text),
  );
}

/** How near what was said is to one phrase. */
export function scorePhrase(text: string, phrase: string, _language: LanguageTag): number {
  return scoreWords(saidOf(text), phraseOf(phrase)).score;
}
