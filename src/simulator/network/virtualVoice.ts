import { primarySubtag } from '../../types/language.ts';

/**
 * How fast text is spoken, in ms a character: an assumption for virtual time, not a measurement. English at about
 * 165 words a minute; Chinese, Japanese and Korean at about 4.5 syllables a second, one character each.
 */
export const speakingRates: Readonly<Record<string, number>> = {
  en: 62,
  zh: 220,
  yue: 220,
  ja: 140,
  ko: 160,
  th: 75,
};
const otherRate = 65;

export function speechMs(text: string, language: string): number {
  const rate = speakingRates[primarySubtag(language)] ?? otherRate;
  let ms = 0;
  // Letters inside a Chinese sentence are not syllables.
  for (const character of text) ms += rate > 100 && character < '\u02ff' ? speakingRates['en']! : rate;
  return ms;
}

interface Piece {
  readonly text: string;
  readonly durationMs: number;
  readonly cycle: number;
  readonly interruptible: boolean;
  readonly byKeys: boolean;
  readonly preemptible: boolean;
  readonly report: boolean;
}

export interface VirtualVoiceSink {
  speaking(on: boolean): void;
  played(text: string): void;
}

/** The carrier's speech synthesis on the text transport, in virtual time: says pieces in order, one after another. */
export class VirtualVoice {
  readonly #pieces: Piece[] = [];
  readonly #firstAudioMs: number;
  readonly #sink: VirtualVoiceSink;
  #elapsedMs = 0;
  #waitMs = 0;
  #speaking = false;
  /** Of the cycle that is being spoken. */
  #spokenText = '';
  #spokenMs = 0;
  #spokenCycle = -1;

  /** @param firstAudioMs from the first text after silence until it is heard */
  constructor(firstAudioMs: number, sink: VirtualVoiceSink) {
    this.#firstAudioMs = firstAudioMs;
    this.#sink = sink;
  }

  get speaking(): boolean {
    return this.#speaking;
  }

  get busy(): boolean {
    return this.#pieces.length > 0;
  }

  /** Whether the present words may be cut by the caller's voice, and by a key. */
  get interruptible(): { speech: boolean; keys: boolean } {
    const piece = this.#pieces[0];
    return piece ? { speech: piece.interruptible, keys: piece.byKeys } : { speech: true, keys: true };
  }

  add(piece: Piece): void {
    if (this.#pieces.length === 0 && !this.#speaking) this.#waitMs = this.#firstAudioMs;
    // A later talk cycle may cut what was marked preemptible.
    const playing = this.#pieces[0];
    if (playing?.preemptible && playing.cycle < piece.cycle) this.#dropWhile((p) => p.cycle < piece.cycle);
    this.#pieces.push(piece);
  }

  tick(ms: number): void {
    if (this.#waitMs > 0) {
      this.#waitMs -= ms;
      return;
    }
    let left = ms;
    while (this.#pieces.length > 0) {
      const piece = this.#pieces[0]!;
      if (piece.cycle !== this.#spokenCycle) this.#beginCycle(piece.cycle);
      if (piece.durationMs > 0) this.#setSpeaking(true);
      const take = Math.min(left, piece.durationMs - this.#elapsedMs);
      this.#elapsedMs += take;
      this.#spokenMs += take;
      left -= take;
      if (this.#elapsedMs < piece.durationMs) return;
      this.#pieces.shift();
      this.#elapsedMs = 0;
      this.#spokenText += piece.text;
      if (piece.report) this.#sink.played(piece.text);
    }
    this.#setSpeaking(false);
  }

  /** The caller cut in: the rest of the cycle is dropped. Says what was heard of it. */
  interrupt(): { text: string; ms: number } {
    const piece = this.#pieces[0];
    let text = this.#spokenText;
    if (piece && piece.durationMs > 0) text += partOf(piece.text, this.#elapsedMs / piece.durationMs);
    const heard = { text, ms: Math.round(this.#spokenMs) };
    const cycle = piece?.cycle ?? this.#spokenCycle;
    this.#dropWhile((p) => p.cycle === cycle);
    this.#setSpeaking(false);
    return heard;
  }

  /** Silence at once; what was not spoken is returned. */
  stop(): string {
    const rest = this.#pieces.map((p) => p.text).join('');
    this.#pieces.length = 0;
    this.#elapsedMs = 0;
    this.#setSpeaking(false);
    return rest;
  }

  #beginCycle(cycle: number): void {
    this.#spokenCycle = cycle;
    this.#spokenText = '';
    this.#spokenMs = 0;
  }

  #dropWhile(drop: (piece: Piece) => boolean): void {
    while (this.#pieces.length > 0 && drop(this.#pieces[0]!)) this.#pieces.shift();
    this.#elapsedMs = 0;
    this.#spokenCycle = -1;
  }

  #setSpeaking(on: boolean): void {
    if (on === this.#speaking) return;
    this.#speaking = on;
    this.#sink.speaking(on);
  }
}

/** The first part of a text, cut at a word where words are separated by spaces. */
function partOf(text: string, share: number): string {
  const characters = [...text];
  const cut = Math.floor(characters.length * Math.min(1, share));
  if (cut >= characters.length) return text;
  const part = characters.slice(0, cut).join('');
  const space = part.lastIndexOf(' ');
  return /\p{Script=Latin}/u.test(part) ? part.slice(0, Math.max(0, space)) : part;
}
