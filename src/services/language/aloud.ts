/** A text as the language's voice should be handed it: the lexicon's words, values as they are said, tones where they are taken. */
import { spokenLanguage } from '../../lib/spokenLanguage.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { LexiconEntry } from '../../types/languageRecord.ts';
import type { Pronunciation, ReadText } from '../../types/ports.ts';
import { readByWords, readCantonese } from './cantonese/reading/readCantonese.ts';
import { lexiconIndex } from './lexiconIndex.ts';
import { speakable } from './spoken/index.ts';

export interface AloudOptions {
  readonly lexicon: readonly LexiconEntry[];
  /** Whether pronunciations are wanted, and taken. */
  readonly tones: boolean;
}

export function aloud(text: string, language: LanguageTag, { lexicon, tones }: AloudOptions): ReadText {
  const replaced = lexicon.length === 0 ? text : lexiconIndex(lexicon).replace(text);
  const spoken = speakable(replaced, language);
  if (!tones || spokenLanguage(language).language !== 'yue') return { text: spoken };
  const pronunciations = [...lexiconTones(spoken, lexicon), ...corrected(spoken)].sort((a, b) => a.at - b.at);
  const apart = pronunciations.filter(
    ({ at }, i) => i === 0 || at >= (pronunciations[i - 1]?.at ?? 0) + (pronunciations[i - 1]?.length ?? 0),
  );
  return apart.length === 0 ? { text: spoken } : { text: spoken, pronunciations: apart };
}

/** Syllables that the lexicon gives for what is said, where it gives one for each character. */
function lexiconTones(text: string, lexicon: readonly LexiconEntry[]): Pronunciation[] {
  const found: Pronunciation[] = [];
  for (const { spoken, jyutping } of lexicon) {
    const syllables = jyutping?.trim().split(/\s+/) ?? [];
    const characters = [...spoken];
    if (syllables.length === 0 || syllables.length !== characters.length) continue;
    for (let at = text.indexOf(spoken); at >= 0; at = text.indexOf(spoken, at + spoken.length)) {
      let offset = at;
      for (const [i, character] of characters.entries()) {
        found.push({ at: offset, length: character.length, reading: syllables[i] ?? '' });
        offset += character.length;
      }
    }
  }
  return found;
}

/** Tones of particles carry the speaker's attitude, which the voice hears from the sentence better than we do. */
const PARTICLE = /[啊呀吖啦喇嘞囉咯喎㗎嘅咩嗎呢吧啫咋添先]/u;

/** Characters that the context reads otherwise than the word list: those are where a voice goes wrong, too. */
function corrected(text: string): Pronunciation[] {
  const plain = new Map<number, string | null>();
  let offset = 0;
  for (const [character, reading] of readByWords(text)) {
    plain.set(offset, reading);
    offset += character.length;
  }
  return readCantonese(text).flatMap(({ at, length, reading }) => {
    const listed = plain.get(at);
    const differs = reading !== null && listed !== undefined && listed !== null && listed !== reading;
    return differs && !PARTICLE.test(text.slice(at, at + length)) ? [{ at, length, reading }] : [];
  });
}
