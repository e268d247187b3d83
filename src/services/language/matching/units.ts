/** A text as a row of what is compared: syllables, figures, words of other scripts. */
import { simplified } from '../../../lib/hanScript.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { unifySpelling } from '../cantonese/spelling.ts';
import { readCantonese } from '../cantonese/reading/readCantonese.ts';
import { pinyin } from '../dictionaries.ts';
import { withoutParticles } from '../particles.ts';
import { DIGITS, readingOf, thirdToneSandhi } from '../sound.ts';
import type { Reading } from '../sound.ts';
import { phoneticKey } from './phonetic.ts';

export interface Unit {
  /** As written: one character in simplified script, or a word in small letters. Same text, same sound. */
  readonly text: string;
  /** Initial, final and tone of a syllable; of other words a phonetic key in `final`. */
  readonly initial: string;
  readonly final: string;
  readonly tone: string;
  readonly kind: 'syllable' | 'figure' | 'word';
}

export interface Sounds {
  readonly reading: Reading | null;
  readonly units: readonly Unit[];
}

const MAX_TEXT = 300;
const MAX_KEPT = 4_000;
const kept = new Map<string, Sounds>();

/** Kept for the next time: a menu's phrases are compared with every utterance. */
export function soundsOf(text: string, language: LanguageTag): Sounds {
  const key = `${language} ${text}`;
  const known = kept.get(key);
  if (known) return known;
  const reading = readingOf(language);
  const sounds = { reading, units: unitsOf(text.slice(0, MAX_TEXT), reading) };
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, sounds);
  return sounds;
}

const HAN = /\p{Script=Han}/u;
const PIECE = /[\p{Script=Han}]+|[0-9]|[^\p{Script=Han}0-9\s]+/gu;

function unitsOf(text: string, reading: Reading | null): Unit[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  if (reading === null)
    return words
      .split(' ')
      .filter((it) => it !== '')
      .map(wordUnit);
  // Spaces between Han characters are a recogniser's, not the caller's.
  const joined = words.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  const spelt = reading === 'cantonese' ? unifySpelling(joined) : simplified(joined);
  return [...withoutParticles(spelt).matchAll(PIECE)].flatMap(([piece]) =>
    HAN.test(piece) ? syllablesOf(piece, reading) : [wordUnit(piece)],
  );
}

function wordUnit(word: string): Unit {
  const kind = /^\p{N}+$/u.test(word) ? 'figure' : 'word';
  return { text: word, initial: '', final: kind === 'figure' ? word : phoneticKey(word), tone: '', kind };
}

function syllablesOf(piece: string, reading: Reading): Unit[] {
  const read = reading === 'cantonese' ? cantonese(piece) : sandhi(pinyin(piece));
  return read.flatMap(([character, sound]) => {
    const figure = DIGITS[character];
    if (figure !== undefined) return [wordUnit(figure)];
    const text = simplified(character);
    if (sound === null) return [{ text, initial: '', final: text, tone: '', kind: 'word' } as const];
    return sound
      .split(' ')
      .map((syllable) => ({ text, ...partsOf(syllable, reading), kind: 'syllable' }) as const);
  });
}

function cantonese(piece: string): ReturnType<typeof pinyin> {
  return readCantonese(piece).map(
    ({ at, length, reading }) => [piece.slice(at, at + length), reading] as const,
  );
}

function sandhi(read: ReturnType<typeof pinyin>): ReturnType<typeof pinyin> {
  const spoken = thirdToneSandhi(read.map(([character, sound]) => DIGITS[character] ?? sound ?? character));
  return read.map(
    ([character, sound], i) => [character, sound === null ? null : (spoken[i] ?? sound)] as const,
  );
}

const INITIALS: Readonly<Record<Reading, RegExp>> = {
  cantonese: /^(gw|kw|ng(?=[aeiou])|[bpmfdtnlgkhzcsjw](?=[aeiouy]))?([a-z]+?)([1-6]?)$/,
  mandarin: /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([a-zü]+?)([0-5]?)$/u,
};

function partsOf(syllable: string, reading: Reading): Pick<Unit, 'initial' | 'final' | 'tone'> {
  const [, initial = '', final = syllable, tone = ''] = INITIALS[reading].exec(syllable) ?? [];
  return { initial, final, tone };
}
