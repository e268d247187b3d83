/**
 * From the times of single characters to the places in the text that the audio has reached. The characters that come
 * back may differ from those that were sent (numbers written out, spaces gone), so only whole words that are found again
 * are reported, each at its end: saying too little is harmless, too much would make the caller miss words.
 */

/** Times are relative to the piece of audio that they came with. */
export interface Alignment {
  readonly chars: readonly string[];
  readonly startsMs: readonly number[];
  readonly durationsMs: readonly number[];
}

/** Undefined when it is absent or its lists do not fit together. */
export function alignmentOf(value: unknown): Alignment | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  const chars = fields['chars'];
  const startsMs = fields['charStartTimesMs'];
  const durationsMs = fields['charDurationsMs'] ?? fields['charsDurationsMs'];
  if (!isList(chars, 'string') || !isList(startsMs, 'number') || !isList(durationsMs, 'number')) {
    return undefined;
  }
  if (chars.length !== startsMs.length || chars.length !== durationsMs.length) return undefined;
  return { chars, startsMs, durationsMs };
}

function isList(value: unknown, of: 'string'): value is readonly string[];
function isList(value: unknown, of: 'number'): value is readonly number[];
function isList(value: unknown, of: 'string' | 'number'): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === of);
}

/** Written without spaces: every sign counts as a word. */
const sign = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** How many words of the text may be passed over to find the next that is the same. */
const LOOK_AHEAD = 4;

export class WordTimes {
  readonly #words: readonly { readonly key: string; readonly end: number }[];
  readonly #report: (length: number, atMs: number) => void;
  #next = 0;
  #pending = '';
  #pendingEndMs = 0;
  #lastMs = 0;

  /** @param report the text's first `length` UTF-16 units are spoken at `atMs`; both never fall */
  constructor(text: string, report: (length: number, atMs: number) => void) {
    const words = [...text.matchAll(word)];
    this.#words = words
      .map((match) => ({ key: keyOf(match[0]), end: match.index + match[0].length }))
      .filter(({ key }) => key !== '');
    this.#report = report;
  }

  /** @param fromMs where in the whole audio the piece begins */
  push({ chars, startsMs, durationsMs }: Alignment, fromMs: number): void {
    for (const [i, char] of chars.entries()) {
      const endMs = fromMs + (startsMs[i] as number) + (durationsMs[i] as number);
      if (char.trim() === '') {
        this.#complete();
      } else if (sign.test(char)) {
        this.#complete();
        this.#add(char, endMs);
        this.#complete();
      } else this.#add(char, endMs);
    }
  }

  /** The audio is complete: so is the last word. */
  end(): void {
    this.#complete();
  }

  #add(char: string, endMs: number): void {
    this.#pending += char;
    this.#pendingEndMs = endMs;
  }

  #complete(): void {
    const key = keyOf(this.#pending);
    this.#pending = '';
    if (key === '') return;
    for (let at = this.#next; at < Math.min(this.#words.length, this.#next + LOOK_AHEAD); at++) {
      const candidate = this.#words[at];
      if (candidate?.key !== key) continue;
      this.#next = at + 1;
      this.#lastMs = Math.max(this.#lastMs, this.#pendingEndMs);
      this.#report(candidate.end, this.#lastMs);
      return;
    }
  }
}

/** What must agree of two words: case and punctuation often do not. */
function keyOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** What must agree of two texts that say the same; of one without words, the text itself. */
export function wordsOf(text: string): string {
  return keyOf(text) || text.trim();
}
