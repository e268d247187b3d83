/**
 * The interfaces that providers, carriers and voices implement. Callbacks, not WebStreams: nothing on the audio path may
 * cost more than a function call (docs/decisions/0003-callbacks.md).
 *
 * Audio between the rooms is either G.711 mu-law at 8 kHz (`Uint8Array`, one byte a sample) or signed 16-bit linear PCM
 * (`Int16Array`) at the rate that the name or field says.
 */
import type { LanguageTag } from './language.ts';
import type { Expectation } from './expectation.ts';
import type { JsonValue } from './json.ts';

/** What went wrong at a provider, without the provider's words. */
export interface ProviderFailure {
  readonly provider: string;
  readonly kind:
    | 'refused' /* bad key, forbidden */
    | 'quota'
    | 'rate-limited'
    | 'unavailable' /* network, 5xx, closed */
    | 'stalled' /* no first output in time */
    | 'invalid-request'
    | 'unsupported' /* language, voice, format */
    | 'content' /* its filter will not say or answer this text */
    | 'aborted'
    | 'internal';
  readonly retryable: boolean;
  /** For logs: no secret, no caller's words. */
  readonly message: string;
}

/** Something that can be stopped. Stopping twice, or after the end, does nothing. */
export interface Cancellable {
  cancel(): void;
}

// ---------------------------------------------------------------- recogniser

export interface RecogniserCapabilities {
  readonly locales: readonly LanguageTag[] | 'any';
  readonly sampleRates: readonly number[];
  readonly partials: boolean;
  /** Whether it says by itself that the caller has finished. */
  readonly endOfTurn: boolean;
  readonly hints: boolean;
}

/** A recogniser's own word on the end of the turn. A hint to prepare or to decide by, never permission to speak. */
export interface EndOfTurnHint {
  /** `eager`: perhaps; `resumed`: the eager one was wrong; `end`: yes. */
  readonly kind: 'eager' | 'resumed' | 'end';
  readonly text: string;
  /** 0-1, where the provider says. */
  readonly confidence?: number;
}

export interface RecogniserOptions {
  readonly language: LanguageTag;
  /** PCM rate of what will be written. */
  readonly sampleRate: 8000 | 16000;
  readonly expectation?: Expectation;
  /** Which call it is: for logs, and for simulated recognisers. */
  readonly callSid?: string;
}

export interface RecogniserSink {
  /** The whole utterance so far; replaces the previous partial. */
  partial(text: string): void;
  /** Only from recognisers whose capabilities say `endOfTurn`. */
  endOfTurn?(hint: EndOfTurnHint): void;
  /** All that was said since `begin`. Follows each {@link RecogniserSession.finish}, exactly once. */
  final(text: string, detail: { confidence?: number; language?: LanguageTag }): void;
  /** The session is dead: nothing more comes of it, and it takes nothing more. */
  failed(failure: ProviderFailure): void;
}

/**
 * One call's ear at one provider. Per turn: `begin`, `write`…, `finish` → `final`. A caller who goes on after a pause is
 * written on (`write`…, `finish`) and gets a new final for the whole turn; `begin` starts the next one.
 */
export interface RecogniserSession {
  /** The caller begins to speak. `expectation` is what the flow expects to hear. */
  begin(expectation?: Expectation): void;
  /** Speech (with a little silence around it). The array is only valid during the call: copy to keep. */
  write(pcm: Int16Array): void;
  /** The caller paused, perhaps finished: the final text of the turn so far is wanted now. */
  finish(): void;
  /** Forget the turn: no final will come for it. */
  discard(): void;
  close(): void;
}

export interface Recogniser {
  readonly name: string;
  readonly capabilities: RecogniserCapabilities;
  supports(language: LanguageTag): boolean;
  /** Loads what is slow to load. Idempotent. */
  warm(): Promise<void>;
  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession;
  close(): Promise<void>;
}

// ---------------------------------------------------------------- synthesiser

export interface Voice {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly LanguageTag[];
  readonly gender?: 'female' | 'male' | 'neutral';
}

export interface SynthesiserCapabilities {
  readonly locales: readonly LanguageTag[] | 'any';
  /** What is asked of the provider: telephone audio as it is, or PCM that is resampled here. */
  readonly native: 'mulaw-8000' | 'pcm';
  /** Audio comes before the whole text is synthesised. */
  readonly streaming: boolean;
  /** Alphabet of the phonemes it takes, if any. */
  readonly phonemes: 'none' | 'sapi' | 'ipa' | 'jyutping';
  /** Whether it tells which words its audio has reached ({@link SynthesisSink.spoken}). */
  readonly wordTimings: boolean;
  /** Longest text of one request, in characters; a longer one is cut by the adapter. */
  readonly maxCharacters: number;
}

/** How a part of a text is pronounced. Providers that take no phonemes read the text as they think. */
export interface Pronunciation {
  /** UTF-16 offset and length in the text. */
  readonly at: number;
  readonly length: number;
  /** Jyutping or Pinyin syllables with tone digits, separated by spaces; IPA for other languages. */
  readonly reading: string;
}

/** A text as it is read aloud. */
export interface ReadText {
  readonly text: string;
  readonly pronunciations?: readonly Pronunciation[];
}

export interface SynthesisRequest {
  readonly text: string;
  readonly language: LanguageTag;
  /** Absent: the provider's first voice for the language. */
  readonly voice?: string;
  /** Speaking rate, 1 = normal. */
  readonly rate?: number;
  /** In order, not overlapping. */
  readonly pronunciations?: readonly Pronunciation[];
  /** Providers that have failed in this very sentence: another one is wanted. Adapters ignore it. */
  readonly without?: readonly string[];
  /** Who is asked first, in the configured one's place, while it is well. Adapters ignore it. */
  readonly prefer?: PreferredVoice;
}

export interface PreferredVoice {
  readonly provider: string;
  /** Absent: the provider's voice that is nearest to the configured one. */
  readonly voice?: string;
}

/** Who spoke in the end. */
export interface SynthesisDetail {
  readonly provider: string;
  readonly voice?: string;
}

export interface SynthesisSink {
  /** mu-law, 8 kHz, any length; no header. Called at least once before `done` unless the text has nothing to say. */
  audio(mulaw: Uint8Array): void;
  /** The text's first `length` UTF-16 units are spoken when `atMs` of its audio have been played. Before `done`, in order. */
  spoken?(length: number, atMs: number): void;
  done(detail?: SynthesisDetail): void;
  failed(failure: ProviderFailure): void;
}

export interface Synthesiser {
  readonly name: string;
  readonly capabilities: SynthesiserCapabilities;
  supports(language: LanguageTag): boolean;
  /** Voices known without asking. */
  voices(): readonly Voice[];
  /** Asks the provider. Rejects with a `ProviderError`. */
  listVoices?(signal: AbortSignal): Promise<readonly Voice[]>;
  /** What a text becomes when it is spoken: texts with the same form sound the same. Absent: the text itself. */
  spokenForm?(text: string, language: LanguageTag): string;
  warm(): Promise<void>;
  /** Speaks one clause or sentence. After `cancel` the sink hears nothing more. */
  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable;
  close(): Promise<void>;
}

// ---------------------------------------------------------------- language model

export interface ModelMessage {
  readonly role: 'system' | 'caller' | 'agent' | 'tool';
  readonly text: string;
  readonly toolName?: string;
}

export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: Record<string, JsonValue>;
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  readonly temperature?: number;
  readonly maxTokens?: number;
}

export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input, read from the provider's prompt cache. */
  readonly cachedTokens?: number;
}

export interface ModelCapabilities {
  readonly tools: boolean;
  /** Goes on with a last message of role `agent` instead of answering anew. */
  readonly prefill: boolean;
}

export interface ModelSink {
  text(delta: string): void;
  toolCall(name: string, args: Record<string, JsonValue>): void;
  /** A piece of a tool call came: the answer has begun, though nobody hears it. */
  progress?(): void;
  done(usage: ModelUsage): void;
  failed(failure: ProviderFailure): void;
}

/** How an answer that is late is to be spoken. */
export interface Delivery {
  /** Its first clause may be cut between words from this estimated speaking time on, ms. */
  readonly firstClauseMs?: number;
  /** Another voice speaks it, from beginning to end. */
  readonly voice?: PreferredVoice;
}

/** An answer on its way. */
export interface Generation extends Cancellable {
  /** The caller waits for it from now on; until then it was prepared for words that might be theirs. */
  wanted?(): void;
  /** Fixed once the first clause is on its way to a voice. */
  readonly delivery?: Delivery | undefined;
  /** Who would be asked beside a model that has said nothing yet; null: nobody who is well, or it has spoken. */
  beside?(): { readonly asked: string; readonly beside: string } | null;
  /** Asks that one now, without waiting for the first one's time to run out. False: nobody was asked. */
  hedge?(): boolean;
}

export interface LanguageModel {
  readonly name: string;
  readonly capabilities: ModelCapabilities;
  warm(): Promise<void>;
  generate(request: ModelRequest, sink: ModelSink): Generation;
  close(): Promise<void>;
}

// ---------------------------------------------------------------- embedder

export interface Embedder {
  readonly name: string;
  /** Where one provider has several: vectors of two models are not compared. */
  readonly model?: string;
  readonly dimensions: number;
  supports(language: LanguageTag): boolean;
  warm(): Promise<void>;
  /** One unit-length vector for each text, in order. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
}
