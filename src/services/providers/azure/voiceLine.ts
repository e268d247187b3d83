/** One connection to the synthesiser, with the SDK's synthesiser around it: one utterance after another. */
import {
  CancellationErrorCode,
  ResultReason,
  SpeechSynthesisOutputFormat,
  SpeechSynthesizer,
  type SpeechSynthesisResult,
} from 'microsoft-cognitiveservices-speech-sdk';
import type { Clock } from '../../../types/clock.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { failureOf } from '../shared/failure.ts';
import type { PooledConnection } from '../shared/connectionPool.ts';
import { AZURE, failureOfCancellation } from './failures.ts';
import { ServiceLink, speechConfig } from './sdk.ts';

export interface UtteranceSink {
  audio(mulaw: Uint8Array): void;
  /** A word, and when it has been spoken in the utterance's audio. */
  word(text: string, endMs: number): void;
  /** The line is free. */
  ended(): void;
  /** The line is gone. */
  failed(failure: ProviderFailure): void;
}

/** The SDK leaves one more reader on the connection with each utterance. */
const MOST_UTTERANCES = 200;
/** How long an utterance that was told to stop may take to end, before its connection is given up. */
const STOP_WITHIN_MS = 1_000;
const TICKS_PER_MS = 10_000;

/**
 * Why a line is no more. `closed`: by us, as too old or no longer needed; `unstopped`: given up because the service went on
 * with what it was told to stop; `lost`: by the service, between two clauses; `failed`: with a clause.
 */
export type LineEnd = 'closed' | 'unstopped' | 'lost' | 'failed';

export class VoiceLine implements PooledConnection {
  readonly openedAt: number;
  readonly #synthesiser: SpeechSynthesizer;
  readonly #link: ServiceLink;
  readonly #clock: Clock;
  readonly #ended: (line: VoiceLine, how: LineEnd) => void;
  #utterance: UtteranceSink | undefined;
  #begun = false;
  #stopping = false;
  #count = 0;

  /** @param ended told once, of a line that was open */
  constructor(host: URL, key: string, clock: Clock, ended: (line: VoiceLine, how: LineEnd) => void) {
    const config = speechConfig(host, key);
    config.speechSynthesisOutputFormat = SpeechSynthesisOutputFormat.Raw8Khz8BitMonoMULaw;
    // `null`: the audio is for us, not for a loudspeaker.
    this.#synthesiser = new SpeechSynthesizer(config, null);
    this.#clock = clock;
    this.#ended = ended;
    this.openedAt = clock.now();
    this.#link = new ServiceLink(this.#synthesiser.internalData, clock, (failure) => this.#fail(failure));
    this.#listen();
  }

  static async open(
    host: URL,
    key: string,
    clock: Clock,
    signal: AbortSignal,
    ended: (line: VoiceLine, how: LineEnd) => void,
  ): Promise<VoiceLine> {
    const line = new VoiceLine(host, key, clock, ended);
    const stop = () => line.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) stop();
      await line.#link.connect();
    } finally {
      signal.removeEventListener('abort', stop);
    }
    return line;
  }

  get usable(): boolean {
    return this.#link.open && !this.#utterance && this.#count < MOST_UTTERANCES;
  }

  speak(ssml: string, sink: UtteranceSink): void {
    this.#utterance = sink;
    this.#begun = this.#stopping = false;
    this.#count++;
    this.#synthesiser.speakSsmlAsync(
      ssml,
      (result) => this.#finished(result),
      (error) => this.#link.fail(failureOf(AZURE, error)),
    );
  }

  /**
   * Ends the utterance early and keeps the connection, if the service obliges. `freed` is told when the line may be used
   * again, or is over; the utterance's sink hears nothing more.
   */
  stop(freed: () => void): void {
    if (!this.#utterance) return freed();
    const timer = this.#clock.after(STOP_WITHIN_MS, () => {
      this.#close('unstopped');
      freed();
    });
    const end = () => {
      this.#clock.cancel(timer);
      freed();
    };
    const nothing = () => undefined;
    this.#utterance = { audio: nothing, word: nothing, ended: end, failed: end };
    this.#stopping = true;
    if (this.#begun) this.#sendStop();
  }

  close(): void {
    this.#close('closed');
  }

  #close(how: LineEnd): void {
    this.#utterance = undefined;
    if (this.#link.over) return;
    this.#link.close();
    this.#ended(this, how);
  }

  #listen(): void {
    this.#synthesiser.synthesisStarted = () => {
      this.#begun = true;
      // A stop that overtook its utterance would be for nothing.
      if (this.#stopping) this.#sendStop();
    };
    this.#synthesiser.synthesizing = (_, { result }) =>
      this.#utterance?.audio(new Uint8Array(result.audioData));
    this.#synthesiser.wordBoundary = (_, { text, audioOffset, duration }) =>
      this.#utterance?.word(text, (audioOffset + duration) / TICKS_PER_MS);
  }

  /** The SDK offers it for avatars only. Where the service does not obey, the time limit of `stop` closes the connection. */
  #sendStop(): void {
    const adapter = this.#synthesiser.internalData as { stopSpeaking(): Promise<void> };
    adapter.stopSpeaking().catch(() => undefined); // the loss of the connection is heard elsewhere
  }

  #finished(result: SpeechSynthesisResult): void {
    if (result.reason !== ResultReason.SynthesizingAudioCompleted) {
      this.#link.fail(failureOfResult(result));
      return;
    }
    const ended = this.#utterance;
    this.#utterance = undefined;
    ended?.ended();
  }

  #fail(failure: ProviderFailure): void {
    const failed = this.#utterance;
    this.#utterance = undefined;
    // Of a clause that is being stopped nobody wants to hear; it only frees the line.
    this.#ended(this, !failed ? 'lost' : this.#stopping ? 'unstopped' : 'failed');
    failed?.failed(failure);
  }
}

function failureOfResult(result: SpeechSynthesisResult): ProviderFailure {
  const name = result.properties.getProperty('CancellationErrorCode') as keyof typeof CancellationErrorCode;
  return failureOfCancellation(CancellationErrorCode[name], result.errorDetails);
}
