/** A text as hashed features for lexical similarity: characters in rows of three to five within words, words, word pairs. */

/** Feature → weight of its count. Reused between calls to {@link gramsOf}: copy to keep. */
export type Grams = ReadonlyMap<number, number>;

const HAN = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

/** `words`: normalised, separated by spaces (see `normalWords`). */
export function gramsOf(words: string): Grams {
  const counts = new Map<number, number>();
  const add = (hash: number) => counts.set(hash, (counts.get(hash) ?? 0) + 1);
  let before = '';
  for (const word of words === '' ? [] : words.split(' ')) {
    if (HAN.test(word)) addCharacters(word, add);
    else addWord(` ${word} `, add);
    add(hashOf(`#${word}`));
    if (before !== '') add(hashOf(`#${before} ${word}`));
    before = word;
  }
  for (const [hash, count] of counts) counts.set(hash, 1 + Math.log(count));
  return counts;
}

function addWord(padded: string, add: (hash: number) => void): void {
  for (let n = 3; n <= 5; n++)
    for (let at = 0; at + n <= padded.length; at++) add(hashOf(padded.slice(at, at + n)));
}

/** A Han character is nearly a word: single ones, pairs and threes. */
function addCharacters(word: string, add: (hash: number) => void): void {
  const characters = [...word];
  for (let n = 1; n <= 3; n++)
    for (let at = 0; at + n <= characters.length; at++) add(hashOf(characters.slice(at, at + n).join('')));
}

/** FNV-1a over UTF-16 units, 32 bits: collisions are rare enough not to matter (a node has thousands of features). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
