/** The steps before the learned model: the longest words of the list, then the rules. */
import type { Word } from './features.ts';
import { syllableNumber } from './jyutping.ts';
import { hasRule, REACH, readByRule } from './rules.ts';
import { isBoundary } from './text.ts';
import type { Trie } from './trie.ts';

export interface Read {
  readonly readings: (string | null)[];
  readonly words: readonly (Word | null)[];
}

/** Two syllables of one character have no number; no such character has weights. */
export function numberOf(reading: string | null): number {
  return reading === null || reading.includes(' ') ? -1 : syllableNumber(reading);
}

/** Readings by the word list and by rule, from which the learned model starts; the words, of which one character is none. */
export function readWithoutModel(symbols: Int32Array, trie: Trie): Read {
  const read = wordByWord(symbols, trie);
  const start = symbols.some(isBoundary) ? '，' : '^';
  for (const [i, symbol] of symbols.entries()) {
    if (!hasRule(symbol)) continue;
    read.readings[i] = byRule(symbols, i, read.words[i] !== null, start) ?? read.readings[i] ?? null;
  }
  return read;
}

/** By the longest words of the list alone. */
export function wordByWord(symbols: Int32Array, trie: Trie): Read {
  const readings: (string | null)[] = [];
  const words: (Word | null)[] = [];
  for (let i = 0; i < symbols.length;) {
    const match = trie.longest(symbols, i, symbols.length);
    const length = Math.max(1, match.length);
    const word = length > 1 ? { value: match.value, from: i, length } : null;
    const found = match.length > 0 ? trie.readings(match) : [null];
    for (const reading of found) {
      readings.push(reading);
      words.push(word);
    }
    i += length;
  }
  return { readings, words };
}

function byRule(symbols: Int32Array, i: number, inWord: boolean, start: string): string | null {
  const before = String.fromCodePoint(...symbols.subarray(Math.max(0, i - REACH), i));
  const after = String.fromCodePoint(...symbols.subarray(i + 1, i + 1 + REACH));
  return readByRule(
    symbols[i] ?? 0,
    inWord,
    i < REACH ? start + before : before,
    i + REACH >= symbols.length ? `${after}。` : after,
  );
}
