/** One connection to the recogniser, with the SDK's recogniser around it: one stretch of speech after another. */
import {
  AudioConfig,
  AudioFormatTag,
  AudioInputStream,
  AudioStreamFormat,
  CancellationReason,
  OutputFormat,
  PhraseListGrammar,
  PropertyId,
  ResultReason,
  SpeechRecognizer,
  type PushAudioInputStream,
  type SpeechRecognitionResult,
} from 'microsoft-cognitiveservices-speech-sdk';
import { ChunkedArrayBufferStream } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common/ChunkedArrayBufferStream.js';
import type { Clock } from '../../../types/clock.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { failureOf } from '../shared/failure.ts';
import { AZURE, failureOfCancellation } from './failures.ts';
import { forContinuousSpeech, ServiceLink, speechConfig } from './sdk.ts';

export interface SpeechLineOptions {
  readonly host: URL;
  readonly key: string;
  /** As Azure writes it. */
  readonly language: string;
  /** `2` is the present route; containers have `1` only. */
  readonly route: '1' | '2';
  readonly clock: Clock;
}

/** What comes of one stretch of speech. */
export interface StretchSink {
  partial(text: string): void;
  /** A settled piece; empty when the service heard no words in it. */
  phrase(text: string, confidence: number | undefined): void;
  /** The service has heard it to its end. The line is free. */
  ended(): void;
}

/** 40 ms of mu-law. The SDK's own 100 ms hold the last words back; 20 ms cost twice the CPU. */
const CHUNK_BYTES = 320;
/**
 * The service closes a phrase after this much silence. The caller's end is waited for at least as long before `finish`, so
 * the words are mostly settled when it comes.
 */
const SEGMENTATION_MS = 300;
/**
 * The SDK paces audio at twice real time after the first 5 s of a connection, not of a turn: later turns would wait for
 * their own beginning to trickle out. We send what callers speak, a turn at a time: no flood to hold back.
 */
const UNPACED_MS = 3_600_000;

export class SpeechLine {
  readonly openedAt: number;
  /** Settles when the connection is open; rejects with a ProviderError. */
  readonly opened: Promise<void>;
  readonly #recogniser: SpeechRecognizer;
  readonly #audio: PushAudioInputStream & { privStream?: ChunkedArrayBufferStream };
  readonly #phrases: PhraseListGrammar;
  readonly #link: ServiceLink;
  #stretch: StretchSink | undefined;
  #audioOpen = false;

  /** @param lost the connection is gone, or the service gave up: once at most, and not for what `opened` rejects with */
  constructor(options: SpeechLineOptions, lost: (failure: ProviderFailure) => void) {
    const config = speechConfig(options.host, options.key);
    config.speechRecognitionLanguage = options.language;
    config.outputFormat = OutputFormat.Detailed;
    config.setProperty(PropertyId.SpeechServiceConnection_RecognitionEndpointVersion, options.route);
    config.setProperty(PropertyId.Speech_SegmentationSilenceTimeoutMs, String(SEGMENTATION_MS));
    config.setProperty('SPEECH-TransmitLengthBeforThrottleMs', String(UNPACED_MS));
    const format = AudioStreamFormat.getWaveFormat(8_000, 8, 1, AudioFormatTag.MuLaw);
    this.#audio = AudioInputStream.createPushStream(format);
    this.#recogniser = new SpeechRecognizer(config, AudioConfig.fromStreamInput(this.#audio));
    this.#phrases = PhraseListGrammar.fromRecognizer(this.#recogniser);
    this.#listen();
    forContinuousSpeech(this.#recogniser.internalData);
    this.#link = new ServiceLink(this.#recogniser.internalData, options.clock, lost);
    this.openedAt = options.clock.now();
    this.opened = this.#link.connect();
    this.opened.catch(() => undefined);
  }

  /** A stretch is being heard. */
  get busy(): boolean {
    return this.#stretch !== undefined;
  }

  /** Not while it is busy. Audio may be written at once, also before the connection is open. */
  start(hints: readonly string[], sink: StretchSink): void {
    this.#stretch = sink;
    // A fresh inner stream each time: a closed one stays closed, and a reader of the last stretch may still hold it.
    this.#audio.privStream = new ChunkedArrayBufferStream(CHUNK_BYTES);
    this.#audioOpen = true;
    this.#phrases.clear();
    if (hints.length > 0) this.#phrases.addPhrases([...hints]);
    this.#recogniser.startContinuousRecognitionAsync(undefined, (error) =>
      this.#link.fail(failureOf(AZURE, error)),
    );
  }

  /** The array is kept. */
  write(mulaw: Uint8Array<ArrayBuffer>): void {
    if (this.#audioOpen) this.#audio.write(mulaw.buffer);
  }

  /**
   * The stretch ends here: the service answers with what is left of its words and then, always, with the end of the turn —
   * also when it heard nothing. A burst of silence instead would bring the words too, but for speech without words no
   * answer is certain, and after words nothing says that they were the last. The next stretch is a new turn on the same
   * connection, which also keeps the service's delays from growing as they do in turns of many minutes.
   */
  endAudio(): void {
    if (!this.#audioOpen) return;
    this.#audioOpen = false;
    this.#audio.close();
  }

  /** What comes of the stretch is not wanted any more. The line stays busy until the service is done with it. */
  abandon(): void {
    if (this.busy)
      this.#stretch = { partial: () => undefined, phrase: () => undefined, ended: () => undefined };
    this.endAudio();
  }

  close(): void {
    this.#link.close();
    this.#stretch = undefined;
    this.endAudio();
  }

  #listen(): void {
    const recogniser = this.#recogniser;
    recogniser.recognizing = (_, { result }) => this.#stretch?.partial(result.text ?? '');
    recogniser.recognized = (_, { result }) => {
      const heard = result.reason === ResultReason.RecognizedSpeech;
      this.#stretch?.phrase(heard ? (result.text ?? '') : '', heard ? confidenceOf(result) : undefined);
    };
    recogniser.canceled = (_, { reason, errorCode, errorDetails }) => {
      if (reason === CancellationReason.EndOfStream) return; // the end of the turn follows
      this.#link.fail(failureOfCancellation(errorCode, errorDetails));
    };
    recogniser.sessionStopped = () => {
      const ended = this.#stretch;
      this.#stretch = undefined;
      ended?.ended();
    };
  }
}

function confidenceOf(result: SpeechRecognitionResult): number | undefined {
  const { NBest } = JSON.parse(result.json) as { NBest?: readonly { Confidence?: unknown }[] };
  const confidence = NBest?.[0]?.Confidence;
  return typeof confidence === 'number' ? confidence : undefined;
}
