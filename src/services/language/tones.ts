/** What a tonal language's reader says of a text: one interface, a language is one folder and one line in `index.ts`. */
import type { LanguageTag } from '../../types/language.ts';

/** A syllable of a text as it is spoken there. */
export interface Syllable {
  /** Where it is written: UTF-16 offset and length in the text. */
  readonly at: number;
  readonly length: number;
  /** Romanised with its tone (Jyutping `gwong2`, Pinyin `ma3`), or as written where the script spells sounds; null: unknown. */
  readonly reading: string | null;
  /** The tone that is heard, after sandhi, by the name that the language's {@link ToneReader.tones} give it; null: unknown. */
  readonly tone: string | null;
}

export interface ToneReader {
  /** Whether it reads texts of this language. */
  reads(language: LanguageTag): boolean;
  /** Names of its tones. */
  readonly tones: readonly string[];
  /** One entry for each syllable that is written in the language's own script, in order. Never throws; any text. */
  read(text: string): readonly Syllable[];
  /** Loads its dictionary, so that the first caller does not wait for it. */
  warm(): void;
}
