/**
 * Vietnamese writes its tones: one of five marks on the vowel, or none. Both spellings of Unicode are read (composed `ế`, decomposed
 * `e` + marks in any order), capitals, and the mark on either vowel of a pair (hoà and hòa).
 */
import { primarySubtag } from '../../../types/language.ts';
import type { Syllable, ToneReader } from '../tones.ts';

export const vietnameseTones = ['ngang', 'huyen', 'sac', 'hoi', 'nga', 'nang'] as const;
export type VietnameseTone = (typeof vietnameseTones)[number];

const MARKS: Readonly<Record<string, VietnameseTone>> = {
  '\u0300': 'huyen',
  '\u0301': 'sac',
  '\u0309': 'hoi',
  '\u0303': 'nga',
  '\u0323': 'nang',
};
const MARK = /[\u0300\u0301\u0309\u0303\u0323]/u;

const SYLLABLE = /[\p{Script=Latin}][\p{Script=Latin}\u0300-\u036F]*/gu;
/**
 * Horn, breve and circumflex make other vowels; the marks of tone are gone here. Three consonants, for names of the country's
 * other languages (Brâu, Xtiêng); a letter by itself is said by its name.
 */
const SHAPE =
  /^(?:[bcdđfghjklmnpqrstvwxz]{0,3}(?:[iyeaou][\u0302\u0306\u031B]?){1,3}(?:n[hg]?|[mctp]|ch)?|[bcdđghklmnpqrstvx])$/u;
/** Before these finals only sắc and nặng are possible: what has no mark there is no Vietnamese word, or was typed without marks. */
const STOPPED = /(?:ch|[cpt])$/u;

/** The tone that a syllable's spelling shows; null where it is no Vietnamese syllable, or cannot be one without its mark. */
export function vietnameseTone(syllable: string): VietnameseTone | null {
  const letters = syllable.normalize('NFD').toLowerCase();
  const mark = MARK.exec(letters)?.[0];
  if (mark !== undefined) return MARKS[mark] ?? null;
  const bare = letters.replace(MARK, '');
  return SHAPE.test(bare) && !STOPPED.test(bare) ? 'ngang' : null;
}

export function readVietnamese(text: string): Syllable[] {
  return Array.from(text.matchAll(SYLLABLE), ({ 0: written, index }) => ({
    at: index,
    length: written.length,
    reading: written.normalize('NFC').toLowerCase(),
    tone: vietnameseTone(written),
  }));
}

export const vietnameseToneReader: ToneReader = {
  reads: (language) => primarySubtag(language) === 'vi',
  tones: vietnameseTones,
  read: readVietnamese,
  warm() {},
};
