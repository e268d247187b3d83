/**
 * Where another voice takes over a clause whose synthesis broke in its middle: at the end of a word, so that no word is
 * said twice and none is left out.
 */
import { wideCharacter } from './speakingTime.ts';

/** The text's first `at` UTF-16 units are spoken when `ms` of the audio have been played. */
export interface WordEnd {
  readonly at: number;
  readonly ms: number;
}

export interface BrokenClause {
  readonly text: string;
  /** Audio that came, and how much of it cannot be taken back. */
  readonly lengthMs: number;
  readonly takenMs: number;
  /** As the provider told; empty where it tells nothing. */
  readonly told: readonly WordEnd[];
  /** Estimated length of a beginning of the text, ms. */
  readonly estimate: (beginning: string) => number;
  /** The quietest moment of the audio near `ms`, ms: a cut there is not heard. */
  readonly quietNear: (ms: number) => number;
}

export interface ResumePoint {
  /** Where the text goes on. */
  readonly at: number;
  /** How much of the audio is kept, ms. */
  readonly keepMs: number;
}

/** Estimates are not exact: a word that ends this close to where the audio broke may not be whole, ms. */
const UNSURE_MS = 40;

export function resumePoint(clause: BrokenClause): ResumePoint {
  const { lengthMs, takenMs, told } = clause;
  // Nothing of it can have been heard.
  if (takenMs === 0) return { at: 0, keepMs: 0 };
  const exact = told.length > 0;
  const ends = exact ? told : estimatedEnds(clause);
  const surelyWhole = exact ? lengthMs : lengthMs - UNSURE_MS;
  const whole = ends.findLast(({ ms }) => ms <= surelyWhole && ms >= takenMs);
  if (whole)
    return { at: whole.at, keepMs: exact ? whole.ms : within(takenMs, lengthMs, clause.quietNear(whole.ms)) };
  // In the middle of a word that has begun to be heard: it is begun again, as a person would.
  const before = ends.findLast(({ ms }) => ms <= takenMs);
  return { at: before?.at ?? 0, keepMs: takenMs };
}

function estimatedEnds({ text, estimate }: BrokenClause): WordEnd[] {
  return wordEnds(text).map((at) => ({ at, ms: estimate(text.slice(0, at)) }));
}

/** Ends of words: before white space, and behind every wide character. */
export function wordEnds(text: string): number[] {
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const next = at + character.length;
    const following = text.slice(next, next + 1);
    const endsHere = wideCharacter.test(character) || following === '' || /\s/.test(following);
    if (endsHere && !/\s/.test(character)) ends.push(next);
    at = next;
  }
  return ends;
}

function within(least: number, most: number, value: number): number {
  return Math.min(most, Math.max(least, value));
}
