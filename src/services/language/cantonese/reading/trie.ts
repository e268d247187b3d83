/**
 * The word list as a trie in typed arrays: some 4 MB where nested maps of the same list take 60.
 *
 * The text that it is read from is to-jyutping's, of which `scripts/language/trainCantonese.ts` keeps the first reading of
 * each entry: characters go down, two letters of `!`..`z` (base 90) are a syllable, `~` adds another to the same
 * character, `{` and `}` hold what branches off below the word before.
 */
import { syllableNumber, syllables } from './jyutping.ts';

const LEAST_CHARACTER = 256;
const DIGIT = 33;
const BASE = 90;
const [MORE, OPEN, CLOSE] = ['~', '{', '}'].map((sign) => sign.codePointAt(0) ?? 0);
/** The high bit of a syllable's number: another follows for the same character. */
const FOLLOWED = 0x8000;
const ROOT = 0;

export interface Match {
  /** Characters of the longest word, 0 where none starts. */
  readonly length: number;
  /** For {@link Trie.readings}. */
  readonly value: number;
}

export class Trie {
  readonly #parent: Int32Array;
  readonly #character: Int32Array;
  /** Where a node's syllables start in `#codes`, −1 for none. */
  readonly #value: Int32Array;
  readonly #slots: Int32Array;
  readonly #codes: number[] = [];
  #nodes = 1;

  /** @param words More words, which come before the text's: characters, then a syllable for each. */
  constructor(text: string, words: Iterable<readonly [word: string, reading: string]> = []) {
    const more = [...words];
    const most = text.length + more.reduce((sum, [word]) => sum + word.length, 1);
    this.#parent = new Int32Array(most);
    this.#character = new Int32Array(most);
    this.#value = new Int32Array(most).fill(-1);
    this.#slots = new Int32Array(2 ** (Math.ceil(Math.log2(most)) + 1));
    this.#parse(text);
    for (const [word, reading] of more) this.#add(word, reading.split(' '));
  }

  /** The longest word that starts at a place of the text. */
  longest(characters: Int32Array | readonly number[], from: number, to: number): Match {
    let node = ROOT;
    let match: Match = { length: 0, value: -1 };
    for (let i = from; i < to; i++) {
      node = this.#child(node, characters[i] ?? 0);
      if (node === ROOT) break;
      const value = this.#value[node] ?? -1;
      if (value >= 0) match = { length: i + 1 - from, value };
    }
    return match;
  }

  /** The reading of each character of a match; two syllables of one character are apart by a space. */
  readings({ length, value }: Match): string[] {
    const out: string[] = [];
    let at = value;
    for (let i = 0; i < length; i++) {
      let code = this.#codes[at++] ?? 0;
      let reading = syllables[code & ~FOLLOWED] ?? '';
      while (code & FOLLOWED) {
        code = this.#codes[at++] ?? 0;
        reading += ` ${syllables[code & ~FOLLOWED] ?? ''}`;
      }
      out.push(reading);
    }
    return out;
  }

  #slot(parent: number, character: number): number {
    const mask = this.#slots.length - 1;
    let slot = (Math.imul(parent, 0x9e3779b1) ^ Math.imul(character, 0x85ebca6b)) >>> 3;
    for (slot &= mask; ; slot = (slot + 1) & mask) {
      const node = this.#slots[slot] ?? 0;
      if (node === 0 || (this.#parent[node] === parent && this.#character[node] === character)) return slot;
    }
  }

  #child(parent: number, character: number): number {
    return this.#slots[this.#slot(parent, character)] ?? 0;
  }

  #grow(parent: number, character: number): number {
    const slot = this.#slot(parent, character);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known;
    const node = this.#nodes++;
    this.#parent[node] = parent;
    this.#character[node] = character;
    this.#slots[slot] = node;
    return node;
  }

  #add(word: string, reading: readonly string[]): void {
    const characters = Array.from(word, (character) => character.codePointAt(0) ?? 0);
    if (characters.length !== reading.length) throw new RangeError(`${word}: ${reading.join(' ')}`);
    let node = ROOT;
    for (const character of characters) node = this.#grow(node, character);
    this.#value[node] = this.#codes.length;
    for (const syllable of reading) this.#codes.push(syllableNumber(syllable));
  }

  #parse(text: string): void {
    const open: [node: number, depth: number][] = [];
    let [node, depth] = [ROOT, 0];
    for (let i = 0; i < text.length;) {
      const sign = text.codePointAt(i) ?? 0;
      if (sign >= LEAST_CHARACTER) {
        node = this.#grow(node, sign);
        depth++;
        i += sign > 0xffff ? 2 : 1;
      } else if (sign === OPEN) {
        open.push([node, depth]);
        i++;
      } else if (sign === CLOSE) {
        open.pop();
        i++;
      } else {
        this.#value[node] = this.#codes.length;
        i = this.#word(text, i, depth);
      }
      const next = text.charCodeAt(i);
      if (sign < LEAST_CHARACTER && next >= LEAST_CHARACTER) [node, depth] = open.at(-1) ?? [ROOT, 0];
    }
  }

  /** Reads the syllables of a word of so many characters; returns where they end. */
  #word(text: string, from: number, depth: number): number {
    let i = from;
    for (let character = 0; character < depth;) {
      const code = (text.charCodeAt(i) - DIGIT) * BASE + text.charCodeAt(i + 1) - DIGIT;
      i += 2;
      const more = text.charCodeAt(i) === MORE;
      this.#codes.push(more ? code | FOLLOWED : code);
      if (more) i++;
      else character++;
    }
    return i;
  }
}
