/** A text as a row of what is compared: syllables, figures, words of other scripts. */
import { simplified } from '../../../lib/hanScript.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { unifySpelling } from '../cantonese/spelling.ts';
import { readCantonese } from '../cantonese/reading/readCantonese.ts';
import { pinyin } from '../dictionaries.ts';
import { withoutParticles } from '../particles.ts';
import { DIGITS, readingOf, thirdToneSandhi } from '../sound.ts';
import type { Reading } from '../sound.ts';
import { classOf, WORDS } from './classes.ts';
import { roleOf } from './roles.ts';
import { figuresOf, NUMBER } from './numerals.ts';
import { phoneticKey } from './phonetic.ts';

export interface Unit {
  /** As written: one character in simplified script, or a word in small letters. Same text, same sound. */
  readonly text: string;
  /** Initial, final and tone of a syllable; of other words a phonetic key in `final`. */
  readonly initial: string;
  readonly final: string;
  readonly tone: string;
  readonly kind: 'syllable' | 'figure' | 'word';
  /** Two syllables of different classes have nothing in common (`classes.ts`); words of other scripts are of one. */
  readonly class: number;
  /** What may never be heard into or out of a phrase. */
  readonly role: 'negation' | 'number' | null;
}

export interface Sounds {
  readonly reading: Reading | null;
  readonly units: readonly Unit[];
  readonly classes: ReadonlySet<number>;
  readonly texts: ReadonlySet<string>;
}

/** Nobody answers a menu with more; what follows is not looked at. */
const MAX_TEXT = 300;
export const MAX_UNITS = 80;
const MAX_KEPT = 10_000;
const kept = new Map<string, Sounds>();
/** Of what callers said; apart, since every text is a new one and phrases must not make room for it. */
const MAX_HEARD = 16;
const heardLately = new Map<string, Sounds>();

/** Kept for the next time: a menu's phrases are compared with every utterance. */
export function soundsOf(text: string, language: LanguageTag): Sounds {
  return remembered(kept, MAX_KEPT, text, language);
}

/** The same for what was heard once. */
export function soundsHeard(text: string, language: LanguageTag): Sounds {
  return remembered(heardLately, MAX_HEARD, text, language);
}

function remembered(from: Map<string, Sounds>, most: number, text: string, language: LanguageTag): Sounds {
  const key = `${language} ${text}`;
  const known = from.get(key);
  if (known) return known;
  const reading = readingOf(language);
  const units = unitsOf(text.slice(0, MAX_TEXT), reading).slice(0, MAX_UNITS);
  const classes = new Set(units.map((unit) => unit.class));
  const sounds = { reading, units, classes, texts: new Set(units.map((unit) => unit.text)) };
  const [oldest] = from.keys();
  if (from.size >= most && oldest !== undefined) from.delete(oldest);
  from.set(key, sounds);
  return sounds;
}

const HAN = /\p{Script=Han}/u;
const PIECE = /[\p{Script=Han}]+|[0-9]+|[^\p{Script=Han}0-9\s]+/gu;
const NUMBERS = new RegExp(NUMBER, 'gu');

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
  return withNumbers(atomsOf(withoutParticles(spelt), reading)).flatMap((atom) => unitsOfAtom(atom, reading));
}

/** A character with its sound, a word of another script or figures; a space where there was one. */
type Atom = readonly [text: string, sound: string | null];

/** The words beside a numeral are read beside it; only then is it figures. */
function atomsOf(text: string, reading: Reading): Atom[] {
  const atoms: Atom[] = [];
  let end = 0;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (index > end) atoms.push(GAP);
    end = index + piece.length;
    if (!HAN.test(piece)) atoms.push([piece, null]);
    else atoms.push(...(reading === 'cantonese' ? cantonese(piece) : sandhi(pinyin(piece))));
  }
  return atoms;
}

const GAP: Atom = [' ', null];

function withNumbers(atoms: readonly Atom[]): Atom[] {
  const out: Atom[] = [];
  const starts = new Map<number, number>();
  let length = 0;
  for (const [i, [text]] of atoms.entries()) {
    starts.set(length, i);
    length += text.length;
  }
  let done = 0;
  for (const { 0: run, index } of atoms
    .map(([text]) => text)
    .join('')
    .matchAll(NUMBERS)) {
    const [from, to] = [starts.get(index), starts.get(index + run.length) ?? atoms.length];
    const figures = figuresOf(run);
    if (from === undefined || (to === from + 1 && figures === run)) continue;
    out.push(...atoms.slice(done, from), [figures, null]);
    done = to;
  }
  return [...out, ...atoms.slice(done)].filter((atom) => atom !== GAP);
}

function unitsOfAtom([character, sound]: Atom, reading: Reading): Unit[] {
  const spoken = character === '十' ? TEN[reading] : sound;
  if (!HAN.test(character)) return [wordUnit(character)];
  const text = simplified(character);
  if (spoken === null)
    return [
      { text, initial: '', final: text, tone: '', kind: 'word', class: WORDS, role: roleOf('word', text) },
    ];
  return spoken.split(' ').map((syllable) => {
    const parts = partsOf(syllable, reading);
    const of = classOf('syllable', reading, parts.initial, parts.final, text);
    return { text, ...parts, kind: 'syllable', class: of, role: roleOf('syllable', text) } as const;
  });
}

const TEN: Readonly<Record<Reading, string>> = { cantonese: 'sap6', mandarin: 'shi2' };

function wordUnit(word: string): Unit {
  const kind = /^\p{N}+$/u.test(word) ? 'figure' : 'word';
  const final = kind === 'figure' ? word : phoneticKey(word);
  // Whatever the language: a figure is of one class with itself alone.
  return {
    text: word,
    initial: '',
    final,
    tone: '',
    kind,
    class: classOf(kind, 'cantonese', '', final, word),
    role: roleOf(kind, word),
  };
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
