/**
 * The readings of characters and words, read from `data/` when first needed. Words are spelt in simplified characters, and only
 * those are kept that are read otherwise than their characters say.
 */
import { readFileSync } from 'node:fs';

export interface Word {
  readonly text: string;
  readonly readings: readonly string[];
  /** Written by hand: it needs no model's opinion. */
  readonly sure: boolean;
}

export interface Lexicon {
  /** The commonest reading first. */
  readonly readings: ReadonlyMap<string, readonly string[]>;
  /** By {@link beginning}. */
  readonly words: ReadonlyMap<number, readonly Word[]>;
}

/** Later files win: what was written here by hand corrects what was taken over. */
const TAKEN_OVER = 'words.txt';
const WORD_FILES = [TAKEN_OVER, 'ownWords.txt', 'neutralWords.txt'];

let loaded: Lexicon | null = null;

export function lexicon(): Lexicon {
  loaded ??= load();
  return loaded;
}

export function dataLines(name: string): string[] {
  const text = readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

function load(): Lexicon {
  const readings = new Map<string, readonly string[]>();
  for (const line of dataLines('readings.txt')) {
    const [spelt = '', characters = ''] = line.split('\t');
    const list = spelt.split(' ');
    for (const character of characters) readings.set(character, list);
  }
  const words = new Map<string, Word>();
  for (const name of WORD_FILES)
    for (const line of dataLines(name)) {
      const [text = '', spelt = ''] = line.split('\t');
      words.set(text, { text, readings: spelt.split(' '), sure: name !== TAKEN_OVER });
    }
  return { readings, words: Map.groupBy(words.values(), ({ text }) => beginning(text, 0)) };
}

/** The first two characters of a word as one number: a key that is made for every place of a text, without a new string. */
export function beginning(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}
