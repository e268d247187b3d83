/** StreamingRecognize of Speech-to-Text v2, as strict as the service. Hears tone speech. */
import { status, type ServerDuplexStream } from '@grpc/grpc-js';
import { mulawDecode } from '../../../lib/g711.ts';
import { ToneEar } from '../toneSpeech.ts';
import { invalid, refusal, type Refusal } from './faults.ts';
import type { Outputs } from './outputs.ts';
import { refusalOfConfig, type ConfigMessage, type SpeechPlace } from './recognitionConfig.ts';

export interface RecognizeRequest extends ConfigMessage {
  /** Which of the two it has. */
  readonly streamingRequest?: 'streamingConfig' | 'audio';
  readonly audio?: Buffer;
}

export type RecognizeCall = ServerDuplexStream<RecognizeRequest, unknown>;

/** What one stream brought, for assertions. */
export interface HeardStream {
  readonly config: ConfigMessage;
  readonly audioMessages: number[];
  halfClosed: boolean;
}

export interface RecognizeOptions extends SpeechPlace {
  /** A stream without a message for this long is broken off. */
  readonly idleMs: number;
  readonly longestMs: number;
}

const LARGEST_MESSAGE = 15_360;
/** Silence after which the service makes what it has heard final by itself. */
const SETTLE_MS = 1_000;
const BYTES_PER_MS = 8;

export class RecognizeStream {
  readonly #call: RecognizeCall;
  readonly #outputs: Outputs;
  readonly #options: RecognizeOptions;
  readonly #log: HeardStream[];
  readonly #answerAfterMs: () => number;
  readonly #ear = new ToneEar();
  #stream: HeardStream | undefined;
  #code = '';
  #partial = '';
  #audioMs = 0;
  #quietMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    call: RecognizeCall,
    outputs: Outputs,
    options: RecognizeOptions,
    log: HeardStream[],
    answerAfterMs: () => number,
  ) {
    this.#call = call;
    this.#outputs = outputs;
    this.#options = options;
    this.#log = log;
    this.#answerAfterMs = answerAfterMs;
    call.on('data', (message: RecognizeRequest) => this.#take(message));
    call.on('end', () => this.#finish());
    call.on('cancelled', () => {
      clearTimeout(this.#timer);
      outputs.cancelled();
    });
    this.#watch();
  }

  #take(message: RecognizeRequest): void {
    if (this.#outputs.over) return;
    this.#watch();
    if (!this.#stream) {
      const wrong = refusalOfConfig(message, this.#options);
      if (wrong) return this.#refuse(wrong);
      this.#stream = { config: message, audioMessages: [], halfClosed: false };
      this.#log.push(this.#stream);
      this.#code = message.streamingConfig?.config?.languageCodes?.[0] ?? '';
      this.#outputs.refused();
      return;
    }
    if (message.streamingRequest !== 'audio' || !message.audio) {
      return this.#refuse(invalid('Malordered Data Received. Expected audio none was set.'));
    }
    this.#hear(message.audio, this.#stream);
  }

  #hear(audio: Buffer, stream: HeardStream): void {
    if (audio.length > LARGEST_MESSAGE) {
      return this.#refuse(invalid(`Audio chunk can be of a maximum of ${LARGEST_MESSAGE} bytes.`));
    }
    stream.audioMessages.push(audio.length);
    const ms = audio.length / BYTES_PER_MS;
    this.#audioMs += ms;
    if (this.#audioMs > this.#options.longestMs) {
      return this.#refuse(refusal(status.ABORTED, 'Max duration of 5 minutes reached for stream.'));
    }
    const symbols = this.#ear.symbols;
    this.#ear.push(mulawDecode(audio));
    this.#quietMs = this.#ear.symbols > symbols ? 0 : this.#quietMs + ms;
    if (this.#quietMs >= SETTLE_MS) this.#settle();
    else this.#guess();
  }

  /** Whole words only, and the last of them as a part of its own, as the service does with what it is less sure of. */
  #guess(): void {
    const { text } = this.#ear;
    const words = text.slice(0, Math.max(0, text.lastIndexOf(' ')));
    if (words === this.#partial || words.trim() === '' || !this.#outputs.next()) return;
    this.#partial = words;
    const last = Math.max(0, words.lastIndexOf(' '));
    const parts = [
      [words.slice(0, last), 0.9],
      [words.slice(last), 0.01],
    ] as const;
    const results = parts
      .filter(([transcript]) => transcript !== '')
      .map(([transcript, stability]) => ({ ...this.#result(transcript), stability }));
    this.#call.write({ results });
  }

  #settle(): void {
    const { text } = this.#ear;
    this.#ear.clear();
    this.#partial = '';
    if (text === '' || !this.#outputs.next()) return;
    const result = this.#result(text);
    const [best] = result.alternatives;
    this.#call.write({
      results: [{ ...result, alternatives: [{ ...best, confidence: 0.9 }], isFinal: true }],
    });
  }

  #result(transcript: string) {
    const seconds = Math.floor(this.#audioMs / 1_000);
    const resultEndOffset = { seconds, nanos: Math.round((this.#audioMs % 1_000) * 1e6) };
    return { alternatives: [{ transcript }], resultEndOffset, languageCode: this.#code };
  }

  #finish(): void {
    clearTimeout(this.#timer);
    if (this.#outputs.over) return;
    if (!this.#stream) return this.#refuse(invalid('No configuration was received.'));
    this.#stream.halfClosed = true;
    this.#timer = setTimeout(() => {
      this.#ear.end();
      this.#settle();
      if (this.#outputs.complete()) this.#call.end();
    }, this.#answerAfterMs());
  }

  #watch(): void {
    clearTimeout(this.#timer);
    const why = refusal(status.ABORTED, 'Stream timed out after receiving no more client requests.');
    this.#timer = setTimeout(() => this.#refuse(why), this.#options.idleMs);
    this.#timer.unref();
  }

  #refuse(why: Refusal): void {
    clearTimeout(this.#timer);
    this.#outputs.fail(why);
  }
}
