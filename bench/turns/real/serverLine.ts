/** A call's line as the server under test hears it: how much audio is here, and what is really said in it. */
import type { AudioTransportSink } from '../../../src/types/transport.ts';
import type { Heard } from '../benchEars.ts';
import type { BenchLanguage } from '../words.ts';
import { sharedNow, type Said } from './messages.ts';
import type { HeardLine } from './recogniser.ts';

const SAMPLES_PER_MS = 8;
/** Words that are older belong to no turn any more. */
const KEPT_MS = 60_000;
/** Frames whose delay is remembered: twelve seconds. */
const FRAMES = 600;

export class ServerLine implements HeardLine {
  readonly call: number;
  readonly language: BenchLanguage;
  tokens: Heard[] = [];
  mediaMs = 0;
  /** The carrier's own time of the first sample. */
  #firstMs: number | undefined;
  #streamBegan: number | undefined;
  readonly #arrivals: { readonly at: number; readonly lateMs: number }[] = [];

  constructor(call: number, language: BenchLanguage) {
    this.call = call;
    this.language = language;
  }

  said({ fromMs, streamBegan, tokens }: Omit<Said, 'meant'>): void {
    this.#streamBegan = streamBegan;
    const heard = tokens.map((token) => ({
      ...token,
      startsAt: fromMs + token.from,
      endsAt: fromMs + token.to,
    }));
    this.tokens = [...this.tokens.filter(({ endsAt }) => endsAt > fromMs - KEPT_MS), ...heard];
  }

  /** The most that a frame was late between two times of the shared clock: how much else the machine had to do. */
  lateBetween(from: number, to: number): number {
    const then = this.#arrivals.filter(({ at }) => at >= from && at <= to);
    return Math.max(0, ...then.map(({ lateMs }) => lateMs));
  }

  /** The call's sink, told of audio after the line was. `late`: how long after it had been spoken a frame came. */
  listening(sink: AudioTransportSink, late: (ms: number) => void): AudioTransportSink {
    return {
      ...sink,
      audio: (mulaw, mediaMs) => {
        this.#firstMs ??= mediaMs;
        this.mediaMs = mediaMs - this.#firstMs + mulaw.length / SAMPLES_PER_MS;
        if (this.#streamBegan !== undefined) late(this.#arrived(this.#streamBegan + this.mediaMs));
        sink.audio(mulaw, mediaMs);
      },
    };
  }

  #arrived(spokenAt: number): number {
    const at = sharedNow();
    const lateMs = Math.max(0, at - spokenAt);
    this.#arrivals.push({ at, lateMs });
    if (this.#arrivals.length > FRAMES) this.#arrivals.shift();
    return lateMs;
  }
}
