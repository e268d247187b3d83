/**
 * Which differences forbid that two utterances share an answer, and which only make it doubtful. A difference weighs most
 * where everything else is the same ("cancel it" and "do not cancel it"); between long sentences that share a few words it
 * is the rule ("two weeks ago" in one, nothing in the other), and the accept model is told instead.
 */
import type { LanguageTag } from '../../types/language.ts';
import type { CacheLanguage } from './cacheLanguage.ts';
import { isHan, normalWords, substanceOf } from './words.ts';

export interface Conflict {
  /** Forbidden: the one is no evidence for the other's answer. */
  readonly vetoes: readonly string[];
  /** Kinds of difference that the accept model weighs. */
  readonly doubts: readonly string[];
}

/** With no more words than this on one side only, what differs is all the difference there is. */
const FEW_WORDS = 4;
/** The same for long texts, by the share of words in common. */
const ALIKE = 0.8;
/** Kinds that exclude each other wherever both texts have one. */
const EXCLUSIVE: ReadonlySet<string> = new Set(['number', 'date', 'unit']);

const none: Conflict = { vetoes: [], doubts: [] };

/** @param byMeaning both texts have an embedding: more than their spelling speaks for them */
export function conflictOf(
  heard: string,
  remembered: string,
  tag: LanguageTag,
  language: CacheLanguage,
  byMeaning: boolean,
): Conflict {
  const han = isHan(heard) || isHan(remembered);
  if (han && !byMeaning && !differLightly(heard, remembered)) return { vetoes: ['content'], doubts: [] };
  const found = language.vetoes(heard, remembered, tag);
  if (found.length === 0) return none;
  // Chinese is compared by spelling and sound only: a difference is never outweighed by meaning.
  if (isHan(heard) || isHan(remembered) || nearlySame(heard, remembered))
    return { vetoes: found, doubts: [] };
  const vetoes = found.filter(
    (kind) => EXCLUSIVE.has(kind) && bothHave(kind, heard, remembered, tag, language),
  );
  return { vetoes, doubts: found };
}

function bothHave(kind: string, a: string, b: string, tag: LanguageTag, language: CacheLanguage): boolean {
  const has = (text: string) =>
    language
      .values(text, tag)
      .some((value) => value.kind === kind || (kind === 'date' && value.kind === 'time'));
  return has(a) && has(b);
}

/** Few words on one side only, or nearly all in common (Dice coefficient). */
function nearlySame(a: string, b: string): boolean {
  const [left, right] = [piecesOf(a), piecesOf(b)];
  let shared = 0;
  for (const piece of left) if (right.has(piece)) shared++;
  const all = left.size + right.size;
  return all - 2 * shared <= FEW_WORDS || (2 * shared) / all >= ALIKE;
}

/** Chinese without an embedding: nothing of substance is in one and not in the other, and what is shared has one order. */
function differLightly(a: string, b: string): boolean {
  return substanceOf(a) === substanceOf(b);
}

/** Half of the words in common: the same kind of thing was said. */
export function alike(a: string, b: string): boolean {
  const [left, right] = [piecesOf(a), piecesOf(b)];
  let shared = 0;
  for (const piece of left) if (right.has(piece)) shared++;
  return 2 * shared >= 0.5 * (left.size + right.size);
}

const memo = new Map<string, ReadonlySet<string>>();
const REMEMBERED = 20_000;

function piecesOf(text: string): ReadonlySet<string> {
  const known = memo.get(text);
  if (known) return known;
  const pieces = new Set(normalWords(text).split(' '));
  if (memo.size >= REMEMBERED) memo.clear();
  memo.set(text, pieces);
  return pieces;
}
