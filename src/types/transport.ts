/**
 * What a carrier's socket looks like to a call, whoever the carrier is. The adapters in `services/telephony` translate;
 * times are the call's monotonic milliseconds unless named media time.
 */
import type { LanguageTag } from './language.ts';
import type { MessageSender } from './message.ts';
import type { JsonValue } from './json.ts';

/** Parameters that came with the first message. Values are the carrier's; treat `from` and `to` as personal data. */
export interface TransportStart {
  readonly callSid: string;
  /** Stream or session id of the carrier. */
  readonly streamSid: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: 'inbound' | 'outbound';
  readonly parameters: Readonly<Record<string, string>>;
  /** A second start for a call that is already known: a reconnect. */
  readonly resumed: boolean;
}

/** Common to both kinds. */
export interface TransportSink {
  key(digit: string): void;
  /** The caller's leg is gone. Called exactly once, whatever the order of `stop` and close. */
  closed(reason: 'stop' | 'socket-closed' | 'protocol-error' | 'hung-up'): void;
  /** The carrier complains, or sends what it should not. `code` is from the error table. */
  trouble(code: string, detail: Record<string, JsonValue>): void;
}

/** An audio leg: mu-law, 8 kHz, both ways. */
export interface AudioTransportSink extends TransportSink {
  /** `mediaMs` is the carrier's presentation time of the frame's first sample, from the start of the stream. */
  audio(mulaw: Uint8Array, mediaMs: number): void;
  /** A mark came back: what was sent before it has been played, or was flushed by a clear. */
  mark(name: string): void;
}

export interface AudioTransport {
  readonly kind: 'audio';
  /** Queues whole frames (multiples of 160 bytes) for play-out. */
  sendAudio(mulaw: Uint8Array): void;
  mark(name: string): void;
  /** Empties the carrier's play-out queue. */
  clear(): void;
  /** Ends our side of the leg; the carrier goes on with its next instruction or hangs up. */
  close(): void;
  /** Bytes that wait in our socket: back-pressure to watch, not to rely on. */
  readonly backlogBytes: number;
}

/** A text leg: the carrier hears and speaks. */
export interface TextTransportSink extends TransportSink {
  /** `last: false` replaces the previous partial. */
  prompt(text: string, language: LanguageTag, last: boolean): void;
  /** The caller cut in; `heard` is what was played of our text. */
  interrupt(heard: string, playedMs: number): void;
  /** Speaker events and played tokens, where the carrier sends them. */
  agentSpeaking(on: boolean): void;
  callerSpeaking(on: boolean): void;
  tokensPlayed(text: string): void;
}

export interface TextTransport {
  readonly kind: 'text';
  sendText(
    token: string,
    options: { last: boolean; language?: LanguageTag; interruptible?: boolean; preemptible?: boolean },
  ): void;
  setLanguage(language: LanguageTag): void;
  sendDigits(digits: string): void;
  /** Ends the session; the carrier asks our action URL what to do next. */
  end(handoff?: string): void;
  close(): void;
  readonly backlogBytes: number;
}

/** Call control, and text messages, by the carrier's REST interface. Absent when there is no account (the simulator has one of its own). */
export interface CallControl extends MessageSender {
  hangUp(callSid: string): Promise<void>;
  /** Replaces the call's instructions: the caller is connected to `to`. */
  transfer(
    callSid: string,
    to: string,
    options: { callerId?: string; timeoutSeconds: number },
  ): Promise<'answered' | 'busy' | 'no-answer' | 'failed'>;
}
