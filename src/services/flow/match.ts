/** What a caller said against what may be said. Scores are 0 to 1; 1 is the phrase itself. */
import type { ExpectedChoice } from '../../types/expectation.ts';
import type { LanguageTag } from '../../types/language.ts';
import { isHan, wordsOf, type Word } from './words.ts';

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

/** Below this, a word that belongs to another choice alone makes the best one doubtful. */
const BEYOND_DOUBT = 0.9;

/** The choice that was meant, or null: nothing near enough, or two that are equally near. */
export function matchChoice(
  text: string,
  choices: readonly Choice[],
  language: LanguageTag,
  options: MatchOptions = defaultMatchOptions,
): Match | null {
  let best: { id: string; score: number; phrase: string } | undefined;
  let second = 0;
  for (const { id, phrases } of choices) {
    let own = { id, score: 0, phrase: '' };
    for (const phrase of phrases) {
      const score = scorePhrase(text, phrase, language);
      if (score > own.score) own = { id, score, phrase };
    }
    if (best === undefined || own.score > best.score) {
      second = best?.score ?? 0;
      best = own;
    } else second = Math.max(second, own.score);
  }
  if (best === undefined || best.score < options.threshold)
    return options.bySound?.(text, choices, language) ?? null;
  const margin = best.score - second;
  // The very phrase was said: only the same phrase elsewhere makes it ambiguous.
  if (margin === 0 || (best.score < 1 && margin < options.margin)) return null;
  if (best.score < BEYOND_DOUBT && speaksForAnother(text, best, choices)) return null;
  return { id: best.id, score: best.score, margin };
}

/** "Change my booking" holds "book", but "change" stands for another choice alone: better to ask than to book. */
function speaksForAnother(
  text: string,
  best: { readonly id: string; readonly phrase: string },
  choices: readonly Choice[],
): boolean {
  const said = wordsOf(text);
  const wanted = wordsOf(best.phrase);
  const denied = deniedWords(said, wanted);
  const vocabulary = (of: typeof choices) =>
    new Set(
      of.flatMap(({ phrases }) => phrases.flatMap((phrase) => wordsOf(phrase).map((word) => word.text))),
    );
  const own = vocabulary(choices.filter(({ id }) => id === best.id));
  const others = vocabulary(choices.filter(({ id }) => id !== best.id));
  return said.some(
    ({ text: word, weight }, i) => weight === 1 && !denied.has(i) && !own.has(word) && others.has(word),
  );
}

/** Weighted overlap: mostly how much of the phrase was said, a little how much of what was said is the phrase. */
export function scorePhrase(text: string, phrase: string, _language: LanguageTag): number {
  const said = wordsOf(text);
  const wanted = wordsOf(phrase);
  if (said.length === 0 || wanted.length === 0) return 0;
  if (said.length === wanted.length && said.every((word, i) => word.text === wanted[i]?.text)) return 1;
  const denied = deniedWords(said, wanted);
  const whole = holdsRun(said, wanted, denied);
  const overlap = whole ? weigh(wanted) : looseOverlap(said, wanted, denied);
  if (overlap === 0) return 0;
  const recall = Math.min(1, overlap / weigh(wanted));
  const precision = Math.min(1, overlap / weigh(said));
  // Words in order and side by side are worth more than the same words scattered.
  const score = 0.7 * recall + 0.3 * precision;
  return Math.min(0.98, whole ? score : score * 0.94);
}

function weigh(words: readonly Word[]): number {
  let sum = 0;
  for (const word of words) sum += word.weight;
  return sum;
}

const deniers = new Set(['not', 'dont', 'doesnt', 'didnt', 'never', 'without', 'isnt', 'arent']);

/** Indices of said words that stand right after a "not": "I do not want to book" is no wish to book. */
function deniedWords(said: readonly Word[], wanted: readonly Word[]): ReadonlySet<number> {
  const denied = new Set<number>();
  if (wanted.some((word) => deniers.has(word.text) || word.text === '唔')) return denied;
  said.forEach((word, i) => {
    const hanNot = (word.text === '唔' || word.text === '不') && !isQuestionForm(said, i);
    if (!deniers.has(word.text) && !hanNot) return;
    const reach = hanNot ? 5 : 4;
    for (let j = i; j <= i + reach && j < said.length; j++) {
      const next = said[j];
      if (j > i && (next?.opens || next?.text === 'but' || next?.text === '但')) break;
      // 唔係預約係改期: the second 係 says what it is instead.
      if (hanNot && j > i + 2 && (next?.text === '係' || next?.text === '我')) break;
      denied.add(j);
    }
  });
  return denied;
}

/** 可唔可以, 得唔得, 係唔係: a question, not a denial. */
function isQuestionForm(said: readonly Word[], at: number): boolean {
  const before = said[at - 1]?.text;
  return before !== undefined && before === said[at + 1]?.text;
}

/** The phrase as it is, or with small words between its own (改個預約 for 改預約, "book me an appointment"). */
function holdsRun(said: readonly Word[], wanted: readonly Word[], denied: ReadonlySet<number>): boolean {
  const kept = said.filter((_, i) => !denied.has(i));
  if (isRun(kept, wanted)) return true;
  const heavy = wanted.filter(({ weight }) => weight === 1);
  return (
    heavy.length === wanted.length &&
    heavy.length > 1 &&
    isRun(
      kept.filter(({ weight }) => weight === 1),
      heavy,
    )
  );
}

function isRun(said: readonly Word[], wanted: readonly Word[]): boolean {
  for (let start = 0; start + wanted.length <= said.length; start++)
    if (wanted.every((word, i) => said[start + i]?.text === word.text)) return true;
  return false;
}

function looseOverlap(said: readonly Word[], wanted: readonly Word[], denied: ReadonlySet<number>): number {
  const used = new Set<number>();
  let sum = 0;
  wanted.forEach((word, w) => {
    let best = 0;
    let at = -1;
    said.forEach((candidate, i) => {
      if (used.has(i) || denied.has(i)) return;
      const near = isHan(word.text) ? hanNearness(said, i, wanted, w) : nearness(candidate.text, word.text);
      if (near > best) [best, at] = [near, i];
    });
    if (at < 0) return;
    used.add(at);
    sum += best * word.weight;
  });
  return sum;
}

/** Single characters are shared by chance; a character counts in full only beside its neighbour. */
function hanNearness(said: readonly Word[], i: number, wanted: readonly Word[], w: number): number {
  if (said[i]?.text !== wanted[w]?.text) return 0;
  const after = wanted[w + 1] !== undefined && said[i + 1]?.text === wanted[w + 1]?.text;
  const before = wanted[w - 1] !== undefined && said[i - 1]?.text === wanted[w - 1]?.text;
  return after || before ? 1 : wanted.length <= 2 ? 0.4 : 0.5;
}

function nearness(said: string, wanted: string): number {
  if (said === wanted) return 1;
  const length = Math.max(said.length, wanted.length);
  // Short words turn into other words with one letter: no with know, four with five.
  if (length < 5 || Math.abs(said.length - wanted.length) > 2) return 0;
  if (wanted.length >= 5 && said.length >= 4 && (said.startsWith(wanted) || wanted.startsWith(said)))
    return 0.85;
  const distance = editDistance(said, wanted, length >= 8 ? 2 : 1);
  return distance === null ? 0 : 1 - 0.18 * distance;
}

/** Levenshtein distance up to `limit`, else null. */
export function editDistance(a: string, b: string, limit: number): number | null {
  if (Math.abs(a.length - b.length) > limit) return null;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const value = Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(value);
      smallest = Math.min(smallest, value);
    }
    if (smallest > limit) return null;
    previous = row;
  }
  const distance = previous[b.length] ?? limit + 1;
  return distance <= limit ? distance : null;
}
