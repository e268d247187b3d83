/**
 * Cuts streamed text into pieces for the synthesiser. The first piece is short, so that the answer begins soon; later
 * ones are longer, for better prosody. Nothing is lost or added: the clauses joined are the text.
 */
import type { Delivery } from '../../types/ports.ts';
import { speakable, speakingMs, wideCharacter } from './speakingTime.ts';

export interface ClauseOptions {
  /** Estimated speaking time from which the first clause may end at a comma, ms. */
  readonly firstMinMs: number;
  /** The same for later clauses. */
  readonly minMs: number;
  /** Any clause may end with a sentence from here on. */
  readonly sentenceMinMs: number;
  /** Longer than this is cut between words. */
  readonly maxMs: number;
  /**
   * The same for the first clause, when the answer is late: words then begin before their comma has come. Where it is cut
   * depends on the text alone, not on how it comes: what was prepared is what is asked for.
   */
  readonly firstMaxMs?: number;
}

export const defaultClauseOptions = {
  firstMinMs: 300,
  minMs: 1_500,
  sentenceMinMs: 300,
  maxMs: 9_000,
} as const satisfies ClauseOptions;

/** How the text of an answer is cut that is delivered so. */
export function clauseOptionsFor(delivery: Delivery | undefined): ClauseOptions {
  const { firstClauseMs } = delivery ?? {};
  return firstClauseMs === undefined
    ? defaultClauseOptions
    : { ...defaultClauseOptions, firstMaxMs: firstClauseMs };
}

type Boundary = 'none' | 'comma' | 'sentence';

const sentenceEnds = '.!?…\n。！？｡';
const commas = ',;:—，、；：､';
/** Marks that end by themselves; the others need a space behind them. */
const wideMarks = '。！？｡，、；：､…—\n';
const closers = '"\'”’)]}」』）】》〉';
const abbreviations = new Set(
  (
    'mr mrs ms dr prof sr jr st ave rd blvd no nos tel ext vs etc approx dept est inc ltd co corp fig vol pp ' +
    'a.m p.m am pm e.g i.e u.s u.k cf jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun'
  ).split(' '),
);

export class ClauseCutter {
  readonly #options: ClauseOptions;
  #text = '';
  /** Characters of #text already looked at and found to be no boundary. */
  #scanned = 0;
  #first = true;

  constructor(options: ClauseOptions = defaultClauseOptions) {
    this.#options = options;
  }

  /** Takes the next piece of text, of any size; returns the clauses that it completes. */
  push(piece: string): string[] {
    this.#text += piece;
    return this.#cut(false);
  }

  /** The text is complete: returns what is left. */
  end(): string[] {
    const clauses = this.#cut(true);
    if (this.#text) clauses.push(this.#text);
    this.#text = '';
    this.#scanned = 0;
    return clauses;
  }

  #cut(complete: boolean): string[] {
    const clauses: string[] = [];
    for (;;) {
      const end = this.#findEnd(complete);
      if (end === undefined) return clauses;
      clauses.push(this.#text.slice(0, end));
      this.#text = this.#text.slice(end);
      this.#scanned = 0;
      this.#first = false;
    }
  }

  /** Where the first clause of the text ends, with the closing marks and spaces behind it. */
  #findEnd(complete: boolean): number | undefined {
    const text = this.#text;
    const early = this.#earlyEnd();
    for (let i = this.#scanned; i < text.length; i++) {
      if (early && i > early.limit) return early.end;
      const boundary = boundaryAt(text, i);
      if (boundary === 'none') continue;
      const end = afterMarks(text, i + 1);
      // More marks or spaces may follow in the next piece.
      if (end >= text.length && !complete) return this.#tooLong();
      if (end >= text.length) return undefined;
      if (!this.#longEnough(text.slice(0, i + 1), boundary)) continue;
      return end;
    }
    if (early) return early.end;
    // The last two characters may yet become part of a boundary.
    this.#scanned = Math.max(this.#scanned, text.length - 2);
    return this.#tooLong();
  }

  /** Where the first clause ends if it has no mark up to the limit; undefined: not yet, or never. */
  #earlyEnd(): { readonly limit: number; readonly end: number } | undefined {
    const { firstMaxMs } = this.#options;
    if (!this.#first || firstMaxMs === undefined) return undefined;
    const limit = lengthWithin(this.#text, firstMaxMs);
    // One more, so that the marks behind the last word have been seen.
    if (limit + 1 >= this.#text.length) return undefined;
    const end = wordEndBefore(this.#text, limit);
    return end !== undefined && speakable(this.#text.slice(0, end)) ? { limit, end } : undefined;
  }

  #longEnough(clause: string, boundary: Boundary): boolean {
    if (!speakable(clause)) return false;
    const { firstMinMs, minMs, sentenceMinMs } = this.#options;
    const least = boundary === 'sentence' ? sentenceMinMs : this.#first ? firstMinMs : minMs;
    return speakingMs(clause) >= least;
  }

  /** A text without marks is cut between words once it is too long to wait for. */
  #tooLong(): number | undefined {
    const text = this.#text;
    const limit = lengthWithin(text, this.#options.maxMs);
    if (limit >= text.length) return undefined;
    const space = text.lastIndexOf(' ', limit);
    if (space > 0 && !betweenDigits(text, space)) return space + 1;
    for (let i = limit; i > 1; i--) {
      if (wideCharacter.test(text[i] as string) && wideCharacter.test(text[i - 1] as string)) return i;
    }
    return undefined;
  }
}

/** Chinese has no spaces: what its words are is for a dictionary to say. */
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** The end of the last whole word before `limit`, by what stands before `limit` alone. */
function wordEndBefore(text: string, limit: number): number | undefined {
  const known = text.slice(0, limit);
  for (let space = known.lastIndexOf(' '); space > 0; space = known.lastIndexOf(' ', space - 1)) {
    // A wide character behind the last space: that is not where words end.
    if (wideCharacter.test(known.slice(space))) break;
    if (!betweenDigits(text, space)) return space + 1;
  }
  if (!wideCharacter.test(known)) return undefined;
  let last = 0;
  for (const { index } of words.segment(known)) last = index;
  // The last segment may go on behind the limit. A mark belongs to the word before it.
  return last > 0 && wideCharacter.test(String.fromCodePoint(text.codePointAt(last) ?? 0)) ? last : undefined;
}

/** How much of `text` is spoken within `maxMs`, in UTF-16 units. */
function lengthWithin(text: string, maxMs: number): number {
  // Cheap test first: no character counts for more than 220 ms.
  if (text.length * 220 < maxMs) return text.length;
  let ms = 0;
  let length = 0;
  for (const character of text) {
    ms += speakingMs(character);
    if (ms > maxMs) return length;
    length += character.length;
  }
  return length;
}

/** The clauses of a whole text, as `push` and `end` would give them. */
export function cutClauses(text: string, options: ClauseOptions = defaultClauseOptions): string[] {
  const cutter = new ClauseCutter(options);
  return [...cutter.push(text), ...cutter.end()];
}

/** Whether a clause may end with the character at `i`. */
function boundaryAt(text: string, i: number): Boundary {
  const character = text[i] as string;
  const kind = sentenceEnds.includes(character) ? 'sentence' : commas.includes(character) ? 'comma' : 'none';
  if (kind === 'none' || (betweenDigits(text, i) && character !== '\n')) return 'none';
  if (wideMarks.includes(character)) return kind;
  // "3.14", "10:30", "example.com": only a space (or a closing mark) behind it makes it the end of something.
  const next = text[i + 1];
  if (next !== undefined && !/\s/.test(next) && !closers.includes(next)) return 'none';
  if (character === '.' && isAbbreviation(text, i)) return 'none';
  return kind;
}

/** Digits on both sides, at most a space away: a number, a time, a row of digits. */
function betweenDigits(text: string, i: number): boolean {
  const digit = /[\p{Nd}]/u;
  if (!digit.test(text[i - 1] ?? '')) return false;
  const next = text[i + 1] ?? '';
  if (digit.test(next)) return true;
  return text[i] === ',' && next === ' ' && digit.test(text[i + 2] ?? '');
}

function isAbbreviation(text: string, dot: number): boolean {
  let start = dot;
  while (start > 0 && /[\p{L}.]/u.test(text[start - 1] as string)) start--;
  const word = text.slice(start, dot).toLowerCase();
  // A single letter is an initial, except "I", which ends sentences.
  return abbreviations.has(word) || (word.length === 1 && word !== 'i' && wideCharacter.test(word) === false);
}

function afterMarks(text: string, from: number): number {
  let end = from;
  while (
    end < text.length &&
    (closers.includes(text[end] as string) || /[\s.!?。！？…]/.test(text[end] as string))
  ) {
    end++;
  }
  return end;
}
