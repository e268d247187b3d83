/** Which of a few options was said. */
import type { LanguageTag } from '../../../types/language.ts';
import { bestStretch } from './alignment.ts';
import { distanceOf, FEW_SYLLABLES } from './compare.ts';
import { asks, isDenied } from './negation.ts';
import { isNumber } from './roles.ts';
import { soundsHeard, soundsOf } from './units.ts';
import type { Sounds, Unit } from './units.ts';

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
/** In so few syllables a question is taken for its answer. */
const FEW_HEARD = 4;
/** Longer phrases are texts: nobody repeats them word for word. */
const MAX_PHRASE = 40;
/** Comparisons of two units for one utterance: 10 ms at most. Where more would be needed, none is chosen. */
const MAX_COMPARISONS = 150_000;

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
  const said = soundsHeard(heard, language);
  if (said.units.length === 0) return null;
  let best: { readonly id: string; readonly score: number } | null = null;
  let second = 0;
  let comparisons = 0;
  for (const { id, phrases } of options) {
    let score = 0;
    for (const text of phrases) {
      const phrase = soundsOf(text, language);
      // What cannot come second changes nothing.
      const chance = chanceOf(said, phrase, limits);
      if (!(chance.whole || chance.within) || chance.most <= Math.max(score, second)) continue;
      comparisons += said.units.length * phrase.units.length * (Number(chance.whole) + Number(chance.within));
      if (comparisons > MAX_COMPARISONS) return null;
      score = Math.max(score, scoreOf(said, phrase, chance));
    }
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

interface Chance {
  readonly limit: number;
  /** Whether the phrase may be all that was said, or stand within it. */
  readonly whole: boolean;
  readonly within: boolean;
  /** No score is above this. */
  readonly most: number;
}

/** Told by one look at the phrase: each syllable whose like was not heard costs one. */
function chanceOf(said: Sounds, { units }: Sounds, limits: SoundMatchOptions): Chance {
  const size = units.length;
  const limit = size <= FEW_SYLLABLES ? limits.maxDistanceShort : limits.maxDistance;
  if (size === 0 || size > MAX_PHRASE) return { limit, whole: false, within: false, most: 0 };
  let missing = 0;
  for (const unit of units) if (!said.classes.has(unit.class) && !said.texts.has(unit.text)) missing += 1;
  const longest = Math.max(size, said.units.length);
  // What is left out of the longer alone is too much.
  const whole = Math.abs(size - said.units.length) <= limit * longest && missing <= limit * longest;
  const within = limits.within && size >= MIN_WITHIN && size < said.units.length && missing <= limit * size;
  return { limit, whole, within, most: 1 - missing / (whole ? longest : size) };
}

/** 0 where the phrase is too far. */
function scoreOf(said: Sounds, phrase: Sounds, { whole, within, limit }: Chance): number {
  return Math.max(whole ? scoreWhole(said, phrase, limit) : 0, within ? scoreWithin(said, phrase, limit) : 0);
}

function scoreWhole(said: Sounds, phrase: Sounds, limit: number): number {
  // 可唔可以 is a syllable from 唔可以.
  if (
    phrase.units.length <= FEW_HEARD &&
    said.units.some((_, at) => asks(said.units, at)) &&
    !phrase.units.some((_, at) => asks(phrase.units, at))
  )
    return 0;
  const distance = distanceOf(said.units, phrase.units, said.reading);
  return distance <= limit ? 1 - distance : 0;
}

function scoreWithin(said: Sounds, phrase: Sounds, limit: number): number {
  const { cost, from, to } = bestStretch(phrase.units, said.units, said.reading);
  const distance = cost / phrase.units.length;
  if (distance > limit) return 0;
  if (isCut(said.units, from, to) || isDenied(said.units, from, said.reading)) return 0;
  return 1 - distance - UNEXPLAINED * (1 - (to - from) / said.units.length);
}

const WEEK = new Set('期拜周');

/** Whether the stretch begins or ends within a number, or within a question: 唔可以 in 可唔可以. */
function isCut(units: readonly Unit[], from: number, to: number): boolean {
  // 星期三三點: the day is said before the hour and is no part of it.
  const isDay = (at: number) => WEEK.has(units[at - 1]?.text ?? '');
  const both = (before: number) =>
    !isDay(before) &&
    [units[before], units[before + 1]].every((unit) => unit !== undefined && isNumber(unit));
  return both(from - 1) || both(to - 1) || asks(units, from) || asks(units, from - 1);
}

/** Reads the phrases ahead of the first caller: reading costs far more than comparing. */
export function warmMatching(phrases: Iterable<string>, language: LanguageTag): void {
  for (const phrase of phrases) soundsOf(phrase, language);
}
