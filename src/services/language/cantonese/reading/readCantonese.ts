/**
 * Cantonese read aloud on paper: Jyutping of each character by its context. Three steps, each of which starts from the
 * one before: the longest words of to-jyutping's list; rules of grammar (`rules.ts`); and, in transcripts of talk, weights
 * learned from one (`model.ts`), since what a transcriber's spelling means is learned there and holds there.
 */
import { readFileSync } from 'node:fs';
import type { LanguageTag } from '../../../../types/language.ts';
import type { Syllable, ToneReader } from '../../tones.ts';
import { Features } from './features.ts';
import { Model } from './model.ts';
import { MORE_WORDS } from './moreWords.ts';
import { isTranscript } from './style.ts';
import { numberOf, readWithoutModel, wordByWord } from './steps.ts';
import { charactersOf, isHan, type Characters } from './text.ts';
import { Trie } from './trie.ts';

interface Data {
  readonly trie: Trie;
  readonly model: Model;
}

let loaded: Data | null = null;

function data(): Data {
  if (loaded) return loaded;
  const { words } = read('words.json') as { words: string };
  const { characters } = read('learned.json') as { characters: string[] };
  const trie = new Trie(words, MORE_WORDS);
  loaded = { trie, model: new Model(characters, trie) };
  return loaded;
}

/** Not imported: a server without Cantonese calls needs neither. */
function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

/** Loads words and weights, so that the first caller does not wait for them. */
export function warmCantonese(): void {
  readCantonese('你好');
}

/**
 * One entry for each Chinese character, traditional or simplified, null readings where none is known; private-use
 * characters only where they have one. A character of two syllables (卅 saa1 aa6) has both, and the tone of the first.
 */
export function readCantonese(text: string): readonly Syllable[] {
  const characters = charactersOf(text);
  const readings = readingsOf(characters);
  const out: Syllable[] = [];
  for (const [i, place] of characters.places.entries()) {
    const reading = readings[i] ?? null;
    const symbol = characters.symbols[i] ?? 0;
    if (!isHan(symbol) || (reading === null && isPrivate(symbol))) continue;
    out.push({ ...place, reading, tone: reading === null ? null : (/[1-6]/.exec(reading)?.[0] ?? null) });
  }
  return out;
}

/** Jyutping of each character by the longest words alone, null where it has none: one reading for one spelling. */
export function readByWords(text: string): readonly (readonly [character: string, reading: string | null])[] {
  const characters = Array.from(text);
  const codes = Int32Array.from(characters, (character) => character.codePointAt(0) ?? 0);
  const { readings } = wordByWord(codes, data().trie);
  return characters.map((character, i) => [character, readings[i] ?? null] as const);
}

function isPrivate(code: number): boolean {
  return (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;
}

function readingsOf({ symbols, spelt }: Characters): readonly (string | null)[] {
  const { trie, model } = data();
  const { readings, words } = readWithoutModel(symbols, trie);
  const transcript = isTranscript(spelt);
  const features = new Features(symbols);
  return readings.map((base, i) => {
    const symbol = symbols[i] ?? 0;
    const word = words[i] ?? null;
    if (!model.has(symbol) || (base !== null && !transcript)) return base;
    return model.read(symbol, base, word !== null, features.at(i, numberOf(base), word));
  });
}

export const cantoneseTones: ToneReader = {
  reads: (language: LanguageTag) => /^yue(?:-|$)|^zh(?:-[A-Z][a-z]{3})?-(?:HK|MO)(?:-|$)/.test(language),
  tones: ['1', '2', '3', '4', '5', '6'],
  read: readCantonese,
  warm: warmCantonese,
};
