/** The tonal languages that are read here. A new one is a folder, and a line in this list. */
import type { LanguageTag } from '../../types/language.ts';
import { cantoneseTones } from './cantonese/reading/readCantonese.ts';
import { mandarinToneReader } from './mandarin/mandarin.ts';
import { thaiToneReader } from './thai/thai.ts';
import type { ToneReader } from './tones.ts';
import { vietnameseToneReader } from './vietnamese/vietnamese.ts';

const readers: readonly ToneReader[] = [
  cantoneseTones,
  mandarinToneReader,
  vietnameseToneReader,
  thaiToneReader,
];

/** undefined: no tones of that language are known here. */
export function toneReaderFor(language: LanguageTag): ToneReader | undefined {
  return readers.find((reader) => reader.reads(language));
}
