/**
 * Mandarin as it is spoken: Pinyin with the tone that is heard, after sandhi, in simplified and traditional texts. `v` is ü, 5 the
 * neutral tone (see `pinyin.ts`).
 *
 * @example readMandarin('你好').map(({ reading }) => reading) // ['ni2', 'hao3']
 */
import { primarySubtag } from '../../../types/language.ts';
import type { Syllable, ToneReader } from '../tones.ts';
import { citations, warmMandarin } from './citation.ts';
import { toneOf } from './pinyin.ts';
import { surface } from './sandhi.ts';

export const mandarinTones = ['1', '2', '3', '4', '5'] as const;

export interface MandarinSyllable extends Syllable {
  /** The reading before sandhi and without the neutral tone of its word: what a dictionary of characters gives. */
  readonly citation: string | null;
}

export function readMandarin(text: string): MandarinSyllable[] {
  const characters = citations(text);
  const readings = surface(characters);
  return characters.map(({ at, length, citation }, i) => {
    const reading = readings[i] ?? null;
    return { at, length, reading, tone: reading === null ? null : toneOf(reading), citation };
  });
}

/** Chinese is Mandarin unless it says that it is not, or comes from Hong Kong or Macau. */
export const mandarinToneReader: ToneReader = {
  reads: (language) =>
    primarySubtag(language) === 'cmn' || (primarySubtag(language) === 'zh' && !/-(?:HK|MO)$/u.test(language)),
  tones: mandarinTones,
  read: readMandarin,
  warm: warmMandarin,
};
