/** Which words of a fixed list stand in a text: by their first character, so that most characters cost one look-up. */
export class CueIndex {
  readonly #byFirst = new Map<string, { readonly word: string; readonly at: number }[]>();
  readonly #seen: Uint32Array;
  #round = 0;

  constructor(words: readonly string[]) {
    this.#seen = new Uint32Array(words.length);
    for (const [at, word] of words.entries()) {
      const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
      const list = this.#byFirst.get(first);
      if (list) list.push({ word, at });
      else this.#byFirst.set(first, [{ word, at }]);
    }
  }

  /** Positions in the list of the words found, each once, in the order of the text. */
  find(text: string): number[] {
    const found: number[] = [];
    this.#round += 1;
    let i = 0;
    for (const character of text) {
      for (const { word, at } of this.#byFirst.get(character) ?? []) {
        if (this.#seen[at] === this.#round || !text.startsWith(word, i)) continue;
        this.#seen[at] = this.#round;
        found.push(at);
      }
      i += character.length;
    }
    return found;
  }
}
