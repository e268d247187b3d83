/** Whether two texts sound the same, how far they are apart, and which of a few options was said. */
import type { LanguageTag } from '../../../types/language.ts';
import type { Reading } from '../sound.ts';
import { alignmentCost } from './alignment.ts';
import { COMMON, RARE, unitCost } from './cost.ts';
import { soundsOf } from './units.ts';
import type { Unit } from './units.ts';

/** Up to here a word has too little in it to forgive a tone or a final. */
export const FEW_SYLLABLES = 2;
/** From here one syllable may be off by a rare merger. */
const MANY_SYLLABLES = 5;

/**
 * 0 where both sound the same, 1 where nothing agrees; a tone counts, less the fewer ears tell it apart. Two texts without a
 * word are 0 apart.
 *
 * @example soundDistance('我想改期', '我想該期', 'zh-HK') // 0.1: one tone of four syllables
 */
export function soundDistance(a: string, b: string, language: LanguageTag): number {
  const one = soundsOf(a, language);
  const other = soundsOf(b, language);
  return distanceOf(one.units, other.units, one.reading);
}

export function distanceOf(a: readonly Unit[], b: readonly Unit[], reading: Reading | null): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : Math.min(1, alignmentCost(a, b, reading) / longest);
}

/**
 * Whether both are the same words as far as a listener who merges the usual lazy sounds could tell. Words of one or two
 * syllables need every tone; from three on tones are free, from five one rarer merger is (點/典). Figures, 買 and 賣 are
 * never mistaken for anything.
 */
export function sameSound(a: string, b: string, language: LanguageTag): boolean {
  const one = soundsOf(a, language);
  const other = soundsOf(b, language);
  if (one.units.length === 0 || one.units.length !== other.units.length) return false;
  const size = one.units.length;
  let rare = 0;
  for (const [i, unit] of one.units.entries()) {
    const against = other.units[i];
    if (against === undefined) return false;
    const { sound, tone } = unitCost(unit, against, one.reading);
    if (size <= FEW_SYLLABLES && (sound >= COMMON || tone > 0)) return false;
    if (sound > RARE + COMMON) return false;
    if (sound > COMMON + COMMON) rare += 1;
  }
  return rare <= (size >= MANY_SYLLABLES ? 1 : 0);
}
