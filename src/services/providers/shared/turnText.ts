/**
 * The words of one turn at a recogniser that delivers them piece by piece: settled pieces, then a guess that is replaced
 * until it settles. The text of a turn is all settled pieces and the guess.
 */
export class TurnText {
  #settled = '';
  #guess = '';

  /** The whole turn so far. */
  get text(): string {
    return join(this.#settled, this.#guess);
  }

  /** The part that the provider will not change any more. */
  get settledText(): string {
    return this.#settled;
  }

  /** Whether there is a guess that has not settled. */
  get pending(): boolean {
    return this.#guess !== '';
  }

  /** A new guess for what follows the settled part. */
  guess(text: string): void {
    this.#guess = text.trim();
  }

  /** The piece that the guess was about is final. */
  settle(text: string): void {
    this.#settled = join(this.#settled, text);
    this.#guess = '';
  }

  clear(): void {
    this.#settled = '';
    this.#guess = '';
  }
}

/** Chinese and Japanese are written without spaces. */
const unspaced = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;

function join(before: string, after: string): string {
  const next = after.trim();
  if (before === '' || next === '') return before + next;
  return unspaced.test(before.at(-1) as string) && unspaced.test(next[0] as string)
    ? before + next
    : `${before} ${next}`;
}
