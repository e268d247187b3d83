/** Which of a few options was said. */
import type { LanguageTag } from '../../../types/language.ts';
import { bestStretch } from './alignment.ts';
import { distanceOf, FEW_SYLLABLES } from './compare.ts';
import { isNegation } from './cost.ts';
import { soundsOf } from './units.ts';
import type { Sounds } from './units.ts';

export interface SoundOption {
  readonly id: string;
  /** What may be said for it. */
  readonly phrases: readonly string[];
}

export interface SoundMatchOptions {
  /** Farthest that a phrase may be from what was heard, 0 to 1. */
  readonly maxDistance: number;
  /** The same for phrases of one or two syllables: a tone that many merge, no more. */
  readonly maxDistanceShort: number;
  /** How far the next option must lie behind. */
  readonly minMargin: number;
  /** Whether a phrase may stand inside of what was heard: 預約 in 我想預約呀. Never after a negation. */
  readonly within: boolean;
}

export const defaultSoundMatchOptions = {
  maxDistance: 0.25,
  maxDistanceShort: 0.12,
  minMargin: 0.04,
  within: true,
} as const satisfies SoundMatchOptions;

export interface SoundMatch {
  readonly id: string;
  /** 1 less the distance. */
  readonly score: number;
  /** How far the next option's score lies below; the score itself where there is no other. */
  readonly margin: number;
}

/** What words around the phrase take off its score: of two options that are both in it, the longer explains more. */
const UNEXPLAINED = 0.15;
/** A single syllable is in many sentences by chance. */
const MIN_WITHIN = 2;

/**
 * Null where no option is near enough, or two are as near.
 *
 * @example matchBySound('我想該期呀', [{ id: 'move', phrases: ['改期'] }, { id: 'cancel', phrases: ['取消'] }], 'zh-HK')
 */
export function matchBySound(
  heard: string,
  options: readonly SoundOption[],
  language: LanguageTag,
  given: Partial<SoundMatchOptions> = {},
): SoundMatch | null {
  const limits: SoundMatchOptions = { ...defaultSoundMatchOptions, ...given };
  const said = soundsOf(heard, language);
  if (said.units.length === 0) return null;
  let best: { readonly id: string; readonly score: number } | null = null;
  let second = 0;
  for (const { id, phrases } of options) {
    let score = 0;
    for (const phrase of phrases) score = Math.max(score, scoreOf(said, soundsOf(phrase, language), limits));
    if (score > (best?.score ?? 0)) {
      // One option may be listed in several entries.
      if (best && best.id !== id) second = Math.max(second, best.score);
      best = { id, score };
    } else if (best?.id !== id) second = Math.max(second, score);
  }
  if (!best) return null;
  const margin = best.score - second;
  return margin < limits.minMargin ? null : { id: best.id, score: best.score, margin };
}

/** 0 where the phrase is too far. */
function scoreOf(said: Sounds, phrase: Sounds, limits: SoundMatchOptions): number {
  const size = phrase.units.length;
  if (size === 0) return 0;
  const limit = size <= FEW_SYLLABLES ? limits.maxDistanceShort : limits.maxDistance;
  const score = scoreWhole(said, phrase, limit);
  if (!limits.within || size < MIN_WITHIN || size >= said.units.length) return score;
  return Math.max(score, scoreWithin(said, phrase, limit));
}

function scoreWhole(said: Sounds, phrase: Sounds, limit: number): number {
  const [less, more] = [said.units.length, phrase.units.length].sort((a, b) => a - b) as [number, number];
  // What is left out of the longer alone is too much.
  if (more - less > limit * more) return 0;
  const distance = distanceOf(said.units, phrase.units, said.reading);
  return distance <= limit ? 1 - distance : 0;
}

function scoreWithin(said: Sounds, phrase: Sounds, limit: number): number {
  const { cost, from, to } = bestStretch(phrase.units, said.units, said.reading);
  const distance = cost / phrase.units.length;
  if (distance > limit) return 0;
  const isNegated = said.units.slice(Math.max(0, from - 2), from).some(isNegation);
  if (isNegated) return 0;
  return 1 - distance - UNEXPLAINED * (1 - (to - from) / said.units.length);
}
