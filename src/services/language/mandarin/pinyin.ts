/**
 * Pinyin in letters that every provider's phonemes take: the tone as a digit after the syllable, 5 for the neutral tone, `v` for
 * ü (`lv4`, `nve4`), as in the labels of Mandarin speech corpora. A provider that writes ü otherwise replaces that one letter.
 */

/** Combining grave, acute, macron, caron. */
const TONES: Readonly<Record<string, string>> = {
  '\u0304': '1',
  '\u0301': '2',
  '\u030C': '3',
  '\u0300': '4',
};

/** `nǚ` → `nv3`, `de` → `de5`. */
export function numbered(syllable: string): string {
  let letters = '';
  let tone = '5';
  for (const mark of syllable.normalize('NFD'))
    if (mark === '\u0308') letters = `${letters.slice(0, -1)}v`;
    else if (mark === '\u0302')
      continue; // ê is an e
    else if (TONES[mark] === undefined) letters += mark;
    else tone = TONES[mark];
  return letters + tone;
}

export const toneOf = (syllable: string): string => syllable.at(-1) ?? '5';

export const withTone = (syllable: string, tone: string): string => syllable.slice(0, -1) + tone;
