/**
 * The readings of Chinese characters as keys of sound are made of: what the word list says, with the tone of the dictionary. Loaded
 * when first needed, since a server without Chinese calls needs neither; `warmSound` loads ahead of the first call.
 */
import { readByWords } from './cantonese/reading/readCantonese.ts';
import { readMandarin } from './mandarin/mandarin.ts';

/** Jyutping for each character; null where it has none. */
export const jyutping = readByWords;

/** Pinyin with tone numbers for each character, null where it has none; sandhi is left to the caller. */
export function pinyin(text: string): readonly (readonly [character: string, reading: string | null])[] {
  const readings = new Map(readMandarin(text).map(({ at, citation }) => [at, citation] as const));
  let at = 0;
  return Array.from(text, (character) => {
    const reading = readings.get(at) ?? null;
    at += character.length;
    return [character, reading] as const;
  });
}
