import { mulawDecode } from '../../../lib/g711.ts';
import { SYMBOL_MS, ToneEar } from '../toneSpeech.ts';

/** Audio is understood in steps of this size, so that times are exact to it. */
export const STEP_MS = 20;
const STEP_BYTES = (STEP_MS * 8_000) / 1_000;

/** A stream's ear: what was said in which stretch, word by word. */
export class StreamEar {
  readonly #ear = new ToneEar();
  #rest: Uint8Array = new Uint8Array(0);
  /** When each byte of the text was whole, ms. */
  readonly #times: number[] = [];
  #text = '';
  /** Length of the stream that has been understood, ms. */
  ms = 0;
  /** Since the last symbol, ms. */
  silentMs = 0;
  /** Where the text of the present stretch begins in {@link StreamEar.text}. */
  #from = 0;

  /** Calls `step` after each 20 ms, and says whether a new symbol was heard. */
  push(mulaw: Uint8Array, step: (heard: boolean) => void): void {
    const all = Buffer.concat([this.#rest, mulaw]);
    let at = 0;
    for (; at + STEP_BYTES <= all.length; at += STEP_BYTES)
      step(this.#take(all.subarray(at, at + STEP_BYTES)));
    this.#rest = all.subarray(at);
  }

  /** Understands what is less than a step, too: nothing is left. */
  drain(): void {
    this.#take(this.#rest);
    this.#rest = new Uint8Array(0);
  }

  /** All that was said since the last {@link StreamEar.cut}. */
  get said(): string {
    return this.#text.slice(this.#from);
  }

  /** The whole words of it. */
  get words(): string {
    const said = this.said;
    return said.slice(0, said.lastIndexOf(' ') + 1).trimEnd();
  }

  /** The words of a beginning of {@link StreamEar.said}, with their times in seconds. */
  timed(text: string): { word: string; start: number; end: number }[] {
    return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => {
      const first = Buffer.byteLength(this.#text.slice(0, this.#from + index));
      const last = first + Buffer.byteLength(word) - 1;
      const start = ((this.#times[first] ?? this.ms) - SYMBOL_MS) / 1_000;
      return { word, start, end: (this.#times[last] ?? this.ms) / 1_000 };
    });
  }

  /** What is said from now on is another stretch. `keep`: only the whole words are cut off. */
  cut(keep: 'nothing' | 'half a word' = 'nothing'): void {
    const said = this.said;
    this.#from += keep === 'nothing' ? said.length : said.lastIndexOf(' ') + 1;
  }

  #take(mulaw: Uint8Array): boolean {
    this.#ear.push(mulawDecode(mulaw));
    const ms = mulaw.length / 8;
    this.ms += ms;
    const heard = this.#ear.symbols > this.#times.length;
    this.silentMs = heard ? 0 : this.silentMs + ms;
    if (heard) this.#text = this.#ear.text;
    while (this.#times.length < this.#ear.symbols) this.#times.push(this.ms);
    return heard;
  }
}
