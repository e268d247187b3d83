/** Where the words of a lexicon stand in a text. Made once for a lexicon; a text costs one look a character. */
import type { LexiconEntry } from '../../types/languageRecord.ts';

const LETTER = /[[\p{L}\p{N}]--\p{Script=Han}]/v;

interface Form {
  /** In small letters. */
  readonly written: string;
  readonly spoken: string;
  /** A word with letters stands alone; Chinese has no words to stand alone. */
  readonly before: boolean;
  readonly after: boolean;
}

export class LexiconIndex {
  /** By first unit, the longest first. */
  readonly #forms = new Map<string, Form[]>();

  constructor(lexicon: readonly LexiconEntry[]) {
    for (const { written, spoken } of lexicon) {
      const form = written.toLowerCase();
      const [first = ''] = form;
      const characters = [...form];
      const own = this.#forms.get(first) ?? [];
      own.push({
        written: form,
        spoken,
        before: LETTER.test(characters[0] ?? ''),
        after: LETTER.test(characters.at(-1) ?? ''),
      });
      this.#forms.set(first, own);
    }
    for (const forms of this.#forms.values()) forms.sort((a, b) => b.written.length - a.written.length);
  }

  /** The text with each word of the lexicon as it is said. */
  replace(text: string): string {
    const small = text.toLowerCase();
    // Where small letters are of another length (İ), places would not agree: such a text is left as it is.
    if (small.length !== text.length) return text;
    let out = '';
    let from = 0;
    for (let at = 0; at < text.length;) {
      const form = this.#at(small, at);
      if (!form) at++;
      else {
        out += text.slice(from, at) + form.spoken;
        from = at += form.written.length;
      }
    }
    return out + text.slice(from);
  }

  #at(text: string, at: number): Form | undefined {
    return this.#forms
      .get(text[at] ?? '')
      ?.find(
        ({ written, before, after }) =>
          text.startsWith(written, at) &&
          !(before && LETTER.test(characterBefore(text, at))) &&
          !(after && LETTER.test(String.fromCodePoint(text.codePointAt(at + written.length) ?? 32))),
      );
  }
}

function characterBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff ? text.slice(at - 2, at) : text.slice(Math.max(0, at - 1), at);
}

const made = new WeakMap<readonly LexiconEntry[], LexiconIndex>();

export function lexiconIndex(lexicon: readonly LexiconEntry[]): LexiconIndex {
  let index = made.get(lexicon);
  if (!index) made.set(lexicon, (index = new LexiconIndex(lexicon)));
  return index;
}
