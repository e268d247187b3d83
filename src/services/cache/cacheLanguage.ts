import type { LanguageTag } from '../../types/language.ts';

/** A number, date, name … found in a text, in a form that can be compared. */
export interface TextValue {
  readonly kind: string;
  readonly text: string;
  readonly canonical: string;
}

/** What the cache must know about a language. Made by the front door: sounds belong to another room. */
export interface CacheLanguage {
  /** The words' sound where characters stand for sounds that recognisers confuse (Chinese), else null. Never throws. */
  sound(words: string, language: LanguageTag): string | null;
  /** Why two utterances may not share an answer though they look alike; empty: they may. */
  vetoes(heard: string, remembered: string, language: LanguageTag): readonly string[];
  values(text: string, language: LanguageTag): readonly TextValue[];
  /** Whether the words mean something only after what was said before them ("and on Sunday?"). */
  isElliptical(words: string, language: LanguageTag): boolean;
}
