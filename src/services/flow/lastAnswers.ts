/** The last few answers to one question about a text and choices: a turn asks it more than once. */
import type { ExpectedChoice } from '../../types/expectation.ts';

type Choices = readonly Pick<ExpectedChoice, 'id' | 'phrases'>[];

interface Asked<T> {
  readonly about: readonly unknown[];
  /** Copied: a list that was changed since is another. */
  readonly choices: Choices;
  readonly answer: T | null;
}

const KEPT = 4;

export class LastAnswers<T> {
  #asked: readonly Asked<T>[] = [];

  of(about: readonly unknown[], choices: Choices, answer: () => T | null): T | null {
    const known = this.#asked.find(
      (one) => about.every((value, i) => value === one.about[i]) && areSame(choices, one.choices),
    );
    if (known !== undefined) return known.answer;
    const copied = choices.map(({ id, phrases }) => ({ id, phrases: [...phrases] }));
    const asked = { about, choices: copied, answer: answer() };
    this.#asked = [asked, ...this.#asked.slice(0, KEPT - 1)];
    return asked.answer;
  }
}

function areSame(a: Choices, b: Choices): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, phrases }, i) => {
      const other = b[i];
      return (
        other?.id === id &&
        other.phrases.length === phrases.length &&
        phrases.every((phrase, k) => phrase === other.phrases[k])
      );
    })
  );
}
