/** One call's ear at a host that transcribes files: each finish sends the turn so far, whole. */
import type { Clock } from '../../../types/clock.ts';
import type { Expectation } from '../../../types/expectation.ts';
import type {
  ProviderFailure,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import { failureOf } from '../shared/failure.ts';
import { phraseHints } from '../shared/hints.ts';
import type { SpeechHttp } from './speechHttp.ts';
import { transcriptionLanguage } from './speechLanguages.ts';
import { readTranscription } from './transcriptionAnswer.ts';
import { TurnAudio, upsampled, wavFile } from './transcriptionAudio.ts';
import { promptOf, transcriptionForm } from './transcriptionForm.ts';

/** How long a finished answer's body may stay open before its connection is given up, ms. */
const LINGER_MS = 1_000;

export interface TranscriptionWays {
  readonly provider: string;
  readonly http: SpeechHttp;
  readonly clock: Clock;
  readonly model: string;
  /** Whether the model sends its words one by one. */
  readonly streams: boolean;
  /** The rate of the files; absent: the line's. */
  readonly fileRate?: 16_000;
}

/** A final that is owed, and the request for it. */
interface Owed {
  /** How much of the turn it covers, in samples. */
  readonly length: number;
  readonly abort: AbortController;
}

export class TranscriptionSession implements RecogniserSession {
  readonly #ways: TranscriptionWays;
  readonly #options: RecogniserOptions;
  readonly #sink: RecogniserSink;
  readonly #audio: TurnAudio;
  readonly #gone: () => void;
  #expectation: Expectation | undefined;
  /** In the order of the finishes. */
  #owed: Owed[] = [];
  /** All requests that have not ended, also those whose text is known. */
  readonly #requests = new Set<AbortController>();
  #dead = false;

  /** @param gone called once, when nothing more comes of the session */
  constructor(ways: TranscriptionWays, options: RecogniserOptions, sink: RecogniserSink, gone: () => void) {
    this.#ways = ways;
    this.#options = options;
    this.#sink = sink;
    this.#gone = gone;
    this.#audio = new TurnAudio(options.sampleRate);
    this.#expectation = options.expectation;
  }

  begin(expectation?: Expectation): void {
    if (this.#dead) return;
    this.discard();
    this.#expectation = expectation ?? this.#options.expectation;
    // While the caller speaks there is time for a handshake.
    this.#ways.http.refresh();
  }

  write(pcm: Int16Array): void {
    if (!this.#dead) this.#audio.push(pcm);
  }

  finish(): void {
    if (this.#dead) return;
    const owed = { length: this.#audio.length, abort: new AbortController() };
    this.#owed.push(owed);
    // Not at once: `finish` returns before its final is heard.
    if (this.#audio.audible) void this.#transcribe(owed);
    else queueMicrotask(() => this.#answer(owed, ''));
  }

  discard(): void {
    const forgotten = this.#owed;
    this.#owed = [];
    for (const { abort } of forgotten) abort.abort();
    this.#audio.clear();
  }

  close(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.discard();
    for (const abort of this.#requests) abort.abort();
    this.#gone();
  }

  /** Ends the session with a failure; also for whoever opened it in vain. */
  fail(failure: ProviderFailure): void {
    if (this.#dead) return;
    this.close();
    this.#sink.failed(failure);
  }

  async #transcribe(owed: Owed): Promise<void> {
    const { provider, http, clock } = this.#ways;
    const { abort } = owed;
    const pcm = this.#audio.copy();
    const fields = this.#fields();
    let linger: unknown;
    this.#requests.add(abort);
    try {
      const { contentType, body } = transcriptionForm(fields, await this.#file(pcm));
      if (abort.signal.aborted) return;
      const accept = this.#ways.streams ? 'text/event-stream, application/json' : 'application/json';
      const path = '/audio/transcriptions';
      const answer = await http.post({ path, contentType, accept, body, signal: abort.signal });
      await readTranscription(provider, answer, {
        delta: (text) => this.#partial(owed, text),
        done: (text) => {
          linger = clock.after(LINGER_MS, () => abort.abort());
          this.#answer(owed, text);
        },
      });
    } catch (error) {
      // One that nobody waits for any more may fail as it likes.
      if (this.#owed.includes(owed)) this.fail(failureOf(provider, error));
    } finally {
      clock.cancel(linger);
      this.#requests.delete(abort);
    }
  }

  #fields(): Record<string, string> {
    const { model, streams } = this.#ways;
    const prompt = promptOf(phraseHints(this.#expectation));
    return {
      model,
      language: transcriptionLanguage(this.#options.language),
      ...(prompt === undefined ? {} : { prompt }),
      response_format: 'json',
      ...(streams ? { stream: 'true' } : {}),
    };
  }

  async #file(pcm: Int16Array): Promise<Buffer> {
    const { sampleRate } = this.#options;
    const { fileRate = sampleRate } = this.#ways;
    return wavFile(fileRate === sampleRate ? pcm : await upsampled(pcm), fileRate);
  }

  /** A partial is the whole utterance so far: not while the caller goes on, nor when a later finish is on its way. */
  #partial(owed: Owed, text: string): void {
    if (this.#owed.at(-1) !== owed || owed.length !== this.#audio.length) return;
    const words = text.trim();
    if (words !== '') this.#sink.partial(words);
  }

  /** A later finish covers more: when its text comes first, it answers for the earlier ones too. */
  #answer(owed: Owed, text: string): void {
    const at = this.#owed.indexOf(owed);
    if (at < 0) return;
    const answered = this.#owed.splice(0, at + 1);
    for (const earlier of answered.slice(0, -1)) earlier.abort.abort();
    const turn = this.#owed;
    for (const _ of answered) {
      // The sink may have begun another turn, or closed us.
      if (this.#dead || this.#owed !== turn) return;
      this.#sink.final(text.trim(), {});
    }
  }
}
