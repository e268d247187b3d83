/**
 * What happens to a call, and what the call does about it. Both are plain JSON: events are recorded, so that any call can
 * be replayed; effects are carried out by `CallSession` and never by the machine. `at` is the call's monotonic
 * milliseconds.
 */
import type { AnswerSource } from '../../types/answer.ts';
import type { CacheQuestion } from '../../types/cache.ts';
import type { CallEnd } from '../../types/call.ts';
import type { Expectation } from '../../types/expectation.ts';
import type { FlowStart, HttpRequestSpec, HttpResult } from '../../types/flowRuntime.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { MessageSpec, SendResult } from '../../types/message.ts';
import type { Delivery, ModelRequest } from '../../types/ports.ts';
import type { TimelineMark } from '../../types/timeline.ts';
import type { Turn } from '../../types/turn.ts';

/** `carrier`: the text transport decides the end of turn. `audio`: we do. */
export type HearingMode = 'audio' | 'carrier';

export type TimerName =
  | 'endpoint'
  | 'final'
  | 'noInput'
  | 'interDigit'
  | 'maxCall'
  | 'drain'
  | 'longTurn'
  | 'stable'
  | 'bargeIn'
  | 'resume'
  | 'message';

export type CallEvent = { readonly at: number } & (
  | {
      readonly type: 'started';
      readonly hearing: HearingMode;
      readonly start: FlowStart;
      readonly maxCallMs: number;
      /** Whether answers are prepared before the caller's turn is over. Absent: not. */
      readonly speculate?: boolean;
      /** How long an answer takes to become audible: it is begun so long before the decision. Absent: as soon as it can be, ms. */
      readonly speculationLeadMs?: number;
    }
  /** `onset`: acoustic, before `at`. */
  | { readonly type: 'speechStart'; readonly onset: number }
  /** The speech of this onset is longer than a cough. */
  | { readonly type: 'speechLasts'; readonly onset: number }
  | { readonly type: 'speechEnd'; readonly offset: number }
  | { readonly type: 'partial'; readonly text: string; readonly language?: LanguageTag }
  | { readonly type: 'final'; readonly text: string; readonly language?: LanguageTag }
  /** Whole words from a keyboard, on a test call: no ears are needed, and nothing is waited for. */
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'key'; readonly digit: string }
  /** The carrier stopped our speech because the caller cut in (text transport). */
  | { readonly type: 'interrupted'; readonly heard: string }
  | { readonly type: 'stage'; readonly utterance: string; readonly mark: TimelineMark }
  | { readonly type: 'heard'; readonly utterance: string; readonly text: string }
  | { readonly type: 'finished'; readonly utterance: string }
  | { readonly type: 'stopped'; readonly utterance: string; readonly heard: string }
  | { readonly type: 'voiceFailed'; readonly utterance: string; readonly code: string }
  | { readonly type: 'earsFailed'; readonly code: string }
  /** Who of several providers serves the call has changed, or one failed: for the call's timeline. */
  | {
      readonly type: 'provider';
      readonly code: string;
      readonly detail: Record<string, JsonValue>;
    }
  /** The answer is forecast to be late. */
  | { readonly type: 'bridge'; readonly text: string }
  /** `source`: where the words come from, when not from the model. */
  | {
      readonly type: 'modelText';
      readonly requestId: string;
      readonly delta: string;
      readonly source?: AnswerSource;
    }
  | {
      readonly type: 'modelDone';
      readonly requestId: string;
      readonly toolCalls: readonly { readonly name: string; readonly args: Record<string, JsonValue> }[];
    }
  | { readonly type: 'modelFailed'; readonly requestId: string; readonly code: string }
  | { readonly type: 'httpDone'; readonly requestId: string; readonly result: HttpResult }
  | { readonly type: 'sendDone'; readonly requestId: string; readonly result: SendResult }
  | {
      readonly type: 'transferDone';
      readonly requestId: string;
      readonly result: 'answered' | 'busy' | 'no-answer' | 'failed';
    }
  | { readonly type: 'timer'; readonly name: TimerName; readonly generation: number }
  /** When a step of the turn really ended, told by the runtime: the machine has no clock. */
  | { readonly type: 'stamp'; readonly mark: TimelineMark }
  | { readonly type: 'closed'; readonly reason: CallEnd }
  | { readonly type: 'shutdown' }
);

/**
 * The agent fell silent for the caller. `barge-in`: they had something to say. `yield`: they had not finished, and the answer
 * had just begun. `false`: they said nothing, or nothing but a word of assent, and the agent went on.
 */
export interface Interruption {
  readonly kind: 'barge-in' | 'yield' | 'false';
  /** Acoustic onset of the caller's speech → our silence. null: the carrier stopped by itself. */
  readonly onsetToStopMs: number | null;
  /** From our silence to going on; only of `false` ones. */
  readonly resumedAfterMs?: number;
}

export interface PreparedLine {
  readonly text: string;
  readonly language: LanguageTag;
  readonly voice?: string;
  /** Known by the runtime only. */
  readonly delivery?: Delivery | undefined;
}

export type CallEffect =
  | {
      readonly type: 'voiceBegin';
      readonly utterance: string;
      readonly language: LanguageTag;
      readonly voice?: string;
      readonly interruptible: boolean;
      readonly source: AnswerSource;
    }
  | { readonly type: 'voicePush'; readonly utterance: string; readonly text: string }
  | { readonly type: 'voiceEnd'; readonly utterance: string }
  | { readonly type: 'voiceStop' }
  /** Told once it is known what the interruption was. */
  | { readonly type: 'interruption'; readonly interruption: Interruption }
  | { readonly type: 'expect'; readonly expectation: Expectation | null }
  /** What the caller says from here on is a message, to be kept; `beep`: after a tone. */
  | { readonly type: 'messageStart'; readonly beep: boolean }
  | { readonly type: 'messageStop' }
  | { readonly type: 'language'; readonly language: LanguageTag }
  | {
      readonly type: 'modelStart';
      readonly requestId: string;
      readonly request: ModelRequest;
      readonly question: CacheQuestion;
      /** The speculation on the same words, if there is one: its answer is taken over. */
      readonly speculation?: string;
    }
  /** What would be answered if the caller had finished: to be made ready, and not to be heard. */
  | {
      readonly type: 'speculate';
      readonly speculation: string;
      /** Lines that the flow would say, in order. */
      readonly says: readonly PreparedLine[];
      readonly model?: { readonly request: ModelRequest; readonly question: CacheQuestion } & Omit<
        PreparedLine,
        'text'
      >;
    }
  | { readonly type: 'speculateCancel'; readonly speculation: string }
  /** It came true, and the flow asked no model: what was synthesised is used, a model's answer is not. */
  | { readonly type: 'speculateEnd'; readonly speculation: string }
  | { readonly type: 'modelCancel'; readonly requestId: string }
  | { readonly type: 'httpStart'; readonly requestId: string; readonly request: HttpRequestSpec }
  | { readonly type: 'sendStart'; readonly requestId: string; readonly message: MessageSpec }
  | {
      readonly type: 'transfer';
      readonly requestId: string;
      readonly to: string;
      readonly callerId?: string;
      readonly timeoutSeconds: number;
    }
  | {
      readonly type: 'timerStart';
      readonly name: TimerName;
      readonly generation: number;
      readonly ms: number;
    }
  | { readonly type: 'timerCancel'; readonly name: TimerName }
  | { readonly type: 'turn'; readonly turn: Turn }
  | {
      readonly type: 'note';
      readonly code: string;
      readonly nodeId: string;
      readonly detail: Record<string, JsonValue>;
    }
  /** The call is over: hang up, with `handoff` for the carrier if the flow gave one. */
  | { readonly type: 'hangUp'; readonly end: CallEnd; readonly handoff?: Record<string, JsonValue> }
  /** Nothing more will come from the machine. */
  | { readonly type: 'ended'; readonly end: CallEnd };
