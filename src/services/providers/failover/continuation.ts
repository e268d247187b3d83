/**
 * The second half of an answer, from another model: what it repeats of the first half is taken out. A model that is asked
 * to go on may do just that, may begin with the last word again, or may start from the beginning.
 */

/** Where the first half's last word begins: it may be half a word. 0-length when the half ends between words. */
export function lastWordStart(said: string): number {
  return (
    said.length - (/[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]*$/u.exec(said)?.[0].length ?? 0)
  );
}

export class Continuation {
  /** What the other model is told that it has said: whole words only. */
  readonly told: string;
  /** The last word, perhaps half of it: it is expected again. */
  readonly #tail: string;
  readonly #said: string;
  #held = '';
  #decided = false;

  constructor(said: string) {
    const cut = lastWordStart(said);
    this.#said = said;
    this.told = said.slice(0, cut);
    this.#tail = said.slice(cut);
  }

  /** What is new in the next piece. Empty while it is not yet clear. */
  push(delta: string): string {
    if (this.#decided) return delta;
    this.#held += delta;
    const text = this.#held.trimStart();
    if (text === '' || this.#mayStillRepeat(text)) return '';
    return this.#decide(text);
  }

  /** The other model has ended. */
  end(): string {
    if (this.#decided) return '';
    const text = this.#held.trim();
    return text === '' ? '' : this.#decide(text);
  }

  #mayStillRepeat(text: string): boolean {
    return this.#repeats.some(
      (known) => known.length > text.length && same(known.slice(0, text.length), text),
    );
  }

  /** What the continuation may begin with: all that was said, or its last word. */
  get #repeats(): string[] {
    return [this.#said.trimStart(), this.#tail].filter((known) => known !== '');
  }

  #decide(text: string): string {
    this.#decided = true;
    const repeated = this.#repeats.find((known) => same(text.slice(0, known.length), known));
    if (repeated !== undefined) return text.slice(repeated.length);
    // The last word was whole, and what follows is another one.
    const between = this.#tail !== '' && /^[\p{L}\p{N}]/u.test(text) ? ' ' : '';
    return between + text;
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
