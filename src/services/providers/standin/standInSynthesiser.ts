import { mulawEncode } from '../../../lib/g711.ts';
import { seededRandom, systemClock, type Clock } from '../../../types/clock.ts';
import type {
  Cancellable,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
  Voice,
} from '../../../types/ports.ts';
import { later } from './later.ts';
import { zeroLatency, type LatencySource } from './latency.ts';

export interface StandInSynthesiserOptions {
  readonly clock: Clock;
  /** From `speak` to the first audio. */
  readonly latency: LatencySource;
  /** Speaking time of a Chinese, Japanese or Korean character: about five syllables a second. */
  readonly wideCharacterMs: number;
  /** Speaking time of any other letter or digit: about fifteen characters a second. */
  readonly letterMs: number;
}

export const defaultStandInSynthesiser = {
  clock: systemClock,
  latency: zeroLatency,
  wideCharacterMs: 200,
  letterMs: 65,
} as const satisfies StandInSynthesiserOptions;

const RATE = 8000;
const FIRST_PIECE = 1_600; // 200 ms

/** A stand-in, not a voice: speech-like noise as long as the text would take to say. */
export class StandInSynthesiser implements Synthesiser {
  readonly name = 'stand-in';
  readonly capabilities = {
    locales: 'any',
    native: 'pcm',
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: 5_000,
  } as const;
  readonly #options: StandInSynthesiserOptions;

  constructor(options: Partial<StandInSynthesiserOptions> = {}) {
    this.#options = { ...defaultStandInSynthesiser, ...options };
  }

  supports(): boolean {
    return true;
  }

  voices(): readonly Voice[] {
    return [{ id: 'stand-in', name: 'Stand-in (noise)', languages: [], gender: 'neutral' }];
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const length = this.samplesOf(request);
    return later(this.#options.clock, this.#options.latency.next(), () => {
      // A service streams faster than real time: a first piece, then all the rest.
      if (length > 0) sink.audio(babble(0, Math.min(length, FIRST_PIECE)));
      if (length > FIRST_PIECE) sink.audio(babble(FIRST_PIECE, length));
      sink.done();
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Length of the audio for a text, in samples at 8 kHz: whole 20 ms frames. */
  samplesOf(request: Pick<SynthesisRequest, 'text' | 'rate'>): number {
    const wide = request.text.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu,
    );
    const letters = (request.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) - (wide?.length ?? 0);
    const ms = (wide?.length ?? 0) * this.#options.wideCharacterMs + letters * this.#options.letterMs;
    return Math.ceil(ms / (request.rate ?? 1) / 20) * 160;
  }
}

/** Two seconds of noise under the rhythm of syllables, about five a second: no tone that a detector could take for a key. */
const loop = speechLikeNoise(2 * RATE);

function speechLikeNoise(length: number): Uint8Array {
  const random = seededRandom(0x5eed);
  const pcm = new Int16Array(length);
  let low = 0;
  for (let i = 0; i < length; i++) {
    // Voices have most energy below 1 kHz.
    low += 0.35 * ((random.next() * 2 - 1) * 12_000 - low);
    const syllable = Math.sin((Math.PI * (i % 1_600)) / 1_600);
    pcm[i] = Math.round(low * (0.15 + 0.85 * syllable * syllable));
  }
  return mulawEncode(pcm);
}

function babble(from: number, to: number): Uint8Array {
  const out = new Uint8Array(to - from);
  for (let at = 0; at < out.length;) {
    const start = (from + at) % loop.length;
    const piece = loop.subarray(start, Math.min(loop.length, start + out.length - at));
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}
