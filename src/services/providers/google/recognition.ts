import type { v2, protos } from '@google-cloud/speech';
import type { Clock } from '../../../types/clock.ts';
import { mulawEncode } from '../../../lib/g711.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { TurnText } from '../shared/turnText.ts';
import type { ClientPool, Lease } from './clientPool.ts';
import { failureOfGoogle } from './failures.ts';

export type StreamingConfig = protos.google.cloud.speech.v2.IStreamingRecognizeRequest;
type Response = protos.google.cloud.speech.v2.IStreamingRecognizeResponse;
type CallStream = ReturnType<v2.SpeechClient['_streamingRecognize']>;

export interface StreamLimits {
  /** From here a stream is ended at the next quiet moment; the service ends it at 5 minutes. */
  readonly rollOverMs: number;
  /** Here it is ended in the middle of a word, if need be. */
  readonly longestMs: number;
  /** A stream without audio is ended after this; the service breaks it after about 10 s. */
  readonly idleMs: number;
}

export const defaultStreamLimits = {
  rollOverMs: 240_000,
  longestMs: 280_000,
  idleMs: 5_000,
} as const satisfies StreamLimits;

/** 100 ms of audio in a message: the pace that Google advises, a fifth of the work of one frame each, far below 15 KB. */
const MESSAGE_BYTES = 800;
const BYTES_PER_MS = 8;
/** A frame whose loudest sample is below this is between words. */
const QUIET = 500;

export interface RecognitionEvents {
  /** `text` has changed. */
  heard(): void;
  /** `done` has become true: the text is final. */
  ended(): void;
  /** It has had no audio for a while, and should be finished. */
  idle(): void;
  failed(failure: ProviderFailure): void;
}

/** One stream: a stretch of the caller's speech up to its half-close. Takes audio at once, connected or not. */
export class Recognition {
  readonly text = new TurnText();
  readonly confidences: number[] = [];
  /** Whether the service has said all that it has to say. */
  done = false;
  readonly #clock: Clock;
  readonly #limits: StreamLimits;
  readonly #events: RecognitionEvents;
  readonly #startedAt: number;
  readonly #timer: { handle: unknown };
  #lastAudioAt: number;
  #audioBytes = 0;
  #quiet = false;
  #message = Buffer.alloc(MESSAGE_BYTES);
  #filled = 0;
  #waiting: Buffer[] = [];
  #finished = false;
  #over = false;
  #lease: Lease<v2.SpeechClient> | undefined;
  #stream: CallStream | undefined;

  constructor(
    pool: ClientPool<v2.SpeechClient>,
    config: StreamingConfig,
    events: RecognitionEvents,
    clock: Clock,
    limits: StreamLimits,
  ) {
    this.#clock = clock;
    this.#limits = limits;
    this.#events = events;
    this.#startedAt = this.#lastAudioAt = clock.now();
    this.#timer = { handle: clock.after(limits.idleMs, () => this.#watch()) };
    pool.acquire().then(
      (lease) => this.#open(lease, config),
      (error: unknown) => this.#fail(error),
    );
  }

  /** Time for another stream: near the service's limit, at a quiet moment if there is one. */
  get full(): boolean {
    const ms = Math.max(this.#audioBytes / BYTES_PER_MS, this.#clock.now() - this.#startedAt);
    return ms >= this.#limits.longestMs || (this.#quiet && ms >= this.#limits.rollOverMs);
  }

  write(pcm: Int16Array): void {
    if (this.#over || this.#finished) return;
    this.#lastAudioAt = this.#clock.now();
    this.#audioBytes += pcm.length;
    this.#quiet = pcm.every((sample) => Math.abs(sample) < QUIET);
    for (let at = 0; at < pcm.length;) {
      const part = pcm.subarray(at, at + MESSAGE_BYTES - this.#filled);
      mulawEncode(part, this.#message.subarray(this.#filled));
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === MESSAGE_BYTES) this.#flush();
    }
  }

  /** Half-close: the service answers with what it has heard, and ends the stream. */
  finish(): void {
    if (this.#over || this.#finished) return;
    this.#finished = true;
    this.#clock.cancel(this.#timer.handle);
    this.#flush();
    this.#stream?.end();
  }

  /** Nothing more is heard of it. */
  cancel(): void {
    if (this.#over) return;
    this.#end();
    this.#stream?.cancel();
  }

  #flush(): void {
    if (this.#filled === 0) return;
    const audio = this.#message.subarray(0, this.#filled);
    // What is handed over belongs to the client until it has been sent.
    this.#message = Buffer.alloc(MESSAGE_BYTES);
    this.#filled = 0;
    if (this.#stream) this.#stream.write({ audio });
    else this.#waiting.push(audio);
  }

  #open(lease: Lease<v2.SpeechClient>, config: StreamingConfig): void {
    if (this.#over) return lease.release();
    this.#lease = lease;
    // No retries: whoever fails over decides. The underscored method, because the other one speaks v1.
    const stream = lease.client._streamingRecognize({ retry: { retryCodes: [] } });
    this.#stream = stream;
    stream.on('data', (response: Response) => this.#take(response));
    stream.on('error', (error: Error) => this.#fail(error)); // also after the end: an 'error' without listener throws
    stream.on('end', () => this.#complete());
    stream.write(config);
    for (const audio of this.#waiting.splice(0)) stream.write({ audio });
    if (this.#finished) stream.end();
  }

  #take(response: Response): void {
    if (this.#over || !response.results?.length) return;
    let guess = '';
    for (const { alternatives, isFinal } of response.results) {
      const best = alternatives?.[0];
      if (!isFinal) {
        // Parts of one guess, the stabler first; each brings its own space.
        guess += best?.transcript ?? '';
        continue;
      }
      this.text.settle(best?.transcript ?? '');
      if (best?.confidence) this.confidences.push(best.confidence); // 0: not given
    }
    this.text.guess(guess);
    this.#events.heard();
  }

  /** The service's own early end counts too: what is said next gets another stream. */
  #complete(): void {
    if (this.#over) return;
    this.text.settle(this.text.text.slice(this.text.settledText.length));
    this.done = true;
    this.#end();
    this.#events.ended();
  }

  #fail(error: unknown): void {
    if (this.#over) return;
    this.#end();
    this.#events.failed(failureOfGoogle(error));
  }

  #end(): void {
    this.#over = true;
    this.#waiting = [];
    this.#clock.cancel(this.#timer.handle);
    this.#lease?.release();
  }

  /** One timer a stream, not one a frame. */
  #watch(): void {
    const left = this.#lastAudioAt + this.#limits.idleMs - this.#clock.now();
    if (left > 0) this.#timer.handle = this.#clock.after(left, () => this.#watch());
    else this.#events.idle();
  }
}
