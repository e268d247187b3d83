/**
 * Scribe says the same guess again about every second while a segment is open, with or without new audio, and repeats a
 * segment's text as a guess about the time that it settles it. Neither is news, and the second would be taken for the
 * beginning of what the caller says next.
 */
import { wordsOf } from './alignment.ts';

/** An echo of a settled text comes within moments of it. Later the same words are the caller's, said again. */
const ECHO_MS = 1_000;

export class PartialEcho {
  #guess = '';
  #settled = '';
  #settledAtMs = 0;
  /** Whether a turn has begun since the last text settled. */
  #turned = false;

  /** Whether a guess is news. Once one is, what was settled before may be said again. */
  isNew(text: string, nowMs: number): boolean {
    const words = wordsOf(text);
    if (words === this.#guess) return false;
    const late = this.#turned && nowMs - this.#settledAtMs > ECHO_MS;
    if (words === this.#settled && !late) return false;
    this.#guess = words;
    this.#settled = '';
    return true;
  }

  /** Whether a text that settles is about the guess that is open, and not one that was settled already. */
  fits(text: string): boolean {
    const words = wordsOf(text);
    if (this.#guess === '' || words === '') return false;
    return words.startsWith(this.#guess) || this.#guess.startsWith(words);
  }

  settled(text: string, nowMs: number): void {
    this.#settled = wordsOf(text);
    this.#settledAtMs = nowMs;
    this.#guess = '';
    this.#turned = false;
  }

  begin(): void {
    this.#guess = '';
    this.#turned = true;
  }

  /** Another socket repeats nothing of the last. */
  clear(): void {
    this.#guess = this.#settled = '';
  }
}
