/**
 * The ears and the mouth of a call as the conversation sees them. On the audio transport both are made by
 * `services/streamingAudioProcessor`; on the text transport the carrier hears and speaks and
 * `services/conversation/textVoice` implements the mouth. All times are the call's monotonic milliseconds (`Clock.now`).
 */
import type { Expectation } from './expectation.ts';
import type { LanguageTag } from './language.ts';
import type { Delivery, ProviderFailure } from './ports.ts';

export interface UtteranceOptions {
  readonly id: string;
  readonly language: LanguageTag;
  readonly voice?: string;
  readonly interruptible: boolean;
  readonly delivery?: Delivery | undefined;
}

/** The mouth. Utterances are spoken in the order of `begin`. */
export interface VoicePort {
  begin(options: UtteranceOptions): void;
  /** Appends text, in pieces of any size (a model's tokens); the voice cuts it into clauses by itself. */
  push(id: string, text: string): void;
  /** No more text for this utterance. */
  end(id: string): void;
  /** Silence now: the carrier's queue is cleared, synthesis aborted, later utterances dropped. */
  stop(): void;
  close(): void;
}

export interface VoiceSink {
  /** A stage of the utterance's way to the socket, for the timeline. Each once per utterance. */
  stage(
    id: string,
    mark: 'firstClause' | 'synthesisRequested' | 'synthesisFirstAudio' | 'firstAudio',
    at: number,
  ): void;
  /** The caller has heard this much of the utterance (text from its beginning, cut at a word where possible). */
  heard(id: string, text: string, at: number): void;
  /** All of it has been heard. */
  finished(id: string, at: number): void;
  /** It was cut off by `stop`; `heard` as far as the carrier's play-out tells. Once for each utterance begun but not finished. */
  stopped(id: string, heard: string, at: number): void;
  failed(id: string, failure: ProviderFailure): void;
}

/** The ears: mu-law in, speech and words out. */
export interface EarsPort {
  /**
   * A new turn of the caller begins: what was said before is forgotten. null = nothing is expected (the agent is not
   * listening for words), speech onset is still reported for barge-in.
   */
  expect(expectation: Expectation | null): void;
  setLanguage(language: LanguageTag): void;
  close(): void;
}

export interface EarsSink {
  /** `at` is acoustic onset (media time mapped to the call's clock), `detectedAt` when it was known. */
  speechStart(at: number, detectedAt: number): void;
  /** The speech that began `at` goes on, longer than a cough or a word of assent. At most once for each `speechStart`. */
  speechLasts?(at: number, detectedAt: number): void;
  /** `at` is acoustic end; detection comes a short hangover later. */
  speechEnd(at: number, detectedAt: number): void;
  partial(text: string, at: number): void;
  final(text: string, at: number, language?: LanguageTag): void;
  /** A key, recognised in the audio (where the carrier does not report keys). */
  key(digit: string, at: number): void;
  /** No frames for `silentMs`; `false` when they come again. */
  stalled(stalled: boolean, silentMs: number): void;
  failed(failure: ProviderFailure): void;
}
