/** A call on the audio transport in virtual time: a recogniser that writes down what it hears, a synthesiser that takes its time. */
import { defaultPatience, type Expectation } from '../../src/types/expectation.ts';
import type {
  ProviderFailure,
  Recogniser,
  RecogniserSink,
  SynthesisSink,
  Synthesiser,
} from '../../src/types/ports.ts';
import { encodeMulaw } from '../../src/services/audio/mulaw.ts';
import { PlayingTransport, VirtualClock } from '../../src/services/audio/testSupport.ts';
import {
  StreamingAudioProcessor,
  type StreamingAudioOptions,
} from '../../src/services/streamingAudioProcessor.ts';

export const question: Expectation = {
  kind: 'free',
  language: 'en-US',
  choices: [],
  hints: [],
  patience: defaultPatience.free,
  dtmf: true,
  speech: true,
};

/** Writes down what it hears; answers `finish` with the length of the turn so far. */
export class ListeningRecogniser implements Recogniser {
  readonly name = 'listening';
  readonly capabilities;
  readonly log: string[] = [];
  heard: number[] = [];
  sink: RecogniserSink | undefined;
  constructor(sampleRate: 8_000 | 16_000 = 8_000) {
    this.capabilities = {
      locales: 'any',
      sampleRates: [sampleRate],
      partials: true,
      endOfTurn: false,
      hints: false,
    } as const;
  }
  supports = () => true;
  warm = async () => undefined;
  close = async () => undefined;
  open(_: unknown, sink: RecogniserSink) {
    this.sink = sink;
    return {
      begin: (expectation?: Expectation) => {
        this.log.push(`begin ${expectation?.kind}`);
        this.heard = [];
      },
      write: (pcm: Int16Array) => void this.heard.push(...pcm),
      finish: () => {
        this.log.push('finish');
        sink.final(`${Math.round(this.heard.length / this.capabilities.sampleRates[0])} s`, {});
      },
      discard: () => void this.log.push('discard'),
      close: () => void this.log.push('close'),
    };
  }
}

/** 60 ms of tone for each character, after a delay, in pieces of odd length. */
export class TalkingSynthesiser implements Synthesiser {
  readonly name = 'talking';
  readonly capabilities = {
    locales: 'any',
    native: 'mulaw-8000',
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: 5_000,
  } as const;
  readonly spoken: string[] = [];
  cancelled = 0;
  failOn = '';
  readonly #clock: VirtualClock;
  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }
  supports = () => true;
  voices = () => [];
  warm = async () => undefined;
  close = async () => undefined;
  speak({ text }: { text: string }, sink: SynthesisSink) {
    this.spoken.push(text);
    let live = true;
    let left = text.length * 480;
    const next = () => {
      if (!live) return;
      if (this.failOn && text.includes(this.failOn)) {
        const failure: ProviderFailure = {
          provider: 'talking',
          kind: 'unavailable',
          retryable: true,
          message: 'gone',
        };
        sink.failed(failure);
        return;
      }
      const piece = Math.min(777, left);
      left -= piece;
      sink.audio(new Uint8Array(piece).fill(0x90));
      if (left > 0) this.#clock.after(10, next);
      else sink.done();
    };
    this.#clock.after(80, next);
    return {
      cancel: () => {
        live = false;
        this.cancelled++;
      },
    };
  }
}

/** One call in virtual time, with everything that it reported. */
export class AudioCall {
  readonly clock = new VirtualClock();
  readonly transport = new PlayingTransport(this.clock);
  readonly talking = new TalkingSynthesiser(this.clock);
  readonly log: string[] = [];
  /** When each line of the log first came; for speech, the acoustic time. */
  readonly times: Record<string, number> = {};
  readonly processor: StreamingAudioProcessor;

  constructor(options: Partial<StreamingAudioOptions> = {}) {
    const note = (line: string, at = this.clock.now()) => {
      this.log.push(line);
      this.times[line] ??= at;
    };
    this.processor = new StreamingAudioProcessor(
      {
        clock: this.clock,
        transport: this.transport,
        recogniser: null,
        synthesiserFor: () => this.talking,
        language: 'en-US',
        vad: 'energy',
        noiseReduction: 'off',
        detectDtmf: false,
        reorder: false,
        onTrouble: (code) => note(`trouble ${code}`),
        ...options,
      },
      {
        speechStart: (at) => note('speechStart', at),
        speechEnd: (at) => note('speechEnd', at),
        partial: (text) => note(`partial ${text}`),
        final: (text) => note(`final ${text}`),
        key: (digit) => note(`key ${digit}`),
        stalled: (stalled) => note(`stalled ${stalled}`),
        failed: (failure) => note(`ears failed ${failure.kind}`),
      },
      {
        stage: (id, mark) => note(`${id} ${mark}`),
        heard: (id, text) => note(`${id} heard ${text}`),
        finished: (id) => note(`${id} finished`),
        stopped: (id, heard) => note(`${id} stopped ${heard}`),
        failed: (id, failure) => note(`${id} failed ${failure.kind}`),
      },
    );
    this.transport.onMark = (name) => this.processor.mark(name);
  }

  /** Plays samples into the call at real time; returns the media time after them. */
  play(pcm: Int16Array, fromMs: number, skip: (ms: number) => boolean = () => false): number {
    const frame = new Uint8Array(160);
    for (let at = 0; at + 160 <= pcm.length; at += 160) {
      this.clock.advance(20);
      encodeMulaw(pcm.subarray(at, at + 160), frame);
      if (!skip(fromMs + at / 8)) this.processor.audio(frame, fromMs + at / 8);
    }
    return fromMs + Math.floor(pcm.length / 160) * 20;
  }

  say(id: string, text: string): void {
    this.processor.voice.begin({ id, language: 'en-US', interruptible: true });
    this.processor.voice.push(id, text);
    this.processor.voice.end(id);
  }
}

export const silence = (ms: number) => new Int16Array(ms * 8);
export const voice = (ms: number) =>
  Int16Array.from(
    { length: ms * 8 },
    (_, i) => 6_000 * Math.sin((2 * Math.PI * 300 * i) / 8_000) * (1 + 0.6 * Math.sin(i / 250)),
  );
