/**
 * How a call talks to its flow. The flow engine is a pure function `(state, input) → (state, effects)`: it touches no
 * network, clock or chance, so the same step serves the call, speculation (`peek`), prediction, tests and replay. What
 * takes time (a language model, an HTTP look-up, a transfer) leaves as an effect and comes back as an input.
 */
import type { AnswerSource } from './answer.ts';
import type { CacheQuestion } from './cache.ts';
import type { Expectation } from './expectation.ts';
import type { JsonValue } from './json.ts';
import type { LanguageTag } from './language.ts';
import type { MessageSpec, SendResult } from './message.ts';
import type { ModelRequest } from './ports.ts';

export type FlowInput =
  | { readonly type: 'start' }
  /** What the caller said, final. */
  | { readonly type: 'utterance'; readonly text: string; readonly language?: LanguageTag }
  /** A complete row of keys. */
  | { readonly type: 'keys'; readonly digits: string }
  /** The caller said nothing for `patience.noInputMs`. */
  | { readonly type: 'silence' }
  /** The call cannot go on as drawn (nobody speaks, nobody hears): the fallback line, then the fallback number or the end. */
  | { readonly type: 'failure'; readonly code: string }
  | { readonly type: 'http'; readonly requestId: string; readonly result: HttpResult }
  | { readonly type: 'model'; readonly requestId: string; readonly result: ModelResult }
  | { readonly type: 'send'; readonly requestId: string; readonly result: SendResult }
  | {
      readonly type: 'transfer';
      readonly requestId: string;
      readonly result: 'answered' | 'busy' | 'no-answer' | 'failed';
    };

export type HttpResult =
  | { readonly ok: true; readonly status: number; readonly body: JsonValue }
  | { readonly ok: false; readonly code: string; readonly status?: number };

export type ModelResult =
  | {
      readonly ok: true;
      /** All that was generated, as it was handed to the voice. */
      readonly text: string;
      readonly toolCalls: readonly { readonly name: string; readonly args: Record<string, JsonValue> }[];
    }
  | { readonly ok: false; readonly code: string };

export interface HttpRequestSpec {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export type FlowEffect =
  | {
      readonly type: 'say';
      readonly nodeId: string;
      readonly text: string;
      readonly source: AnswerSource;
      readonly language: LanguageTag;
      readonly voice?: string;
      readonly interruptible: boolean;
    }
  | { readonly type: 'listen'; readonly nodeId: string; readonly expectation: Expectation }
  /** Streams straight into the voice while it is generated; the whole comes back as a `model` input. */
  | {
      readonly type: 'generate';
      readonly nodeId: string;
      readonly requestId: string;
      readonly request: ModelRequest;
      /** What the response cache is asked first. */
      readonly question: CacheQuestion;
      readonly language: LanguageTag;
      readonly voice?: string;
      readonly interruptible: boolean;
    }
  | {
      readonly type: 'http';
      readonly nodeId: string;
      readonly requestId: string;
      readonly request: HttpRequestSpec;
    }
  /** A message to somebody: on its way at once, whatever becomes of the call. */
  | {
      readonly type: 'send';
      readonly nodeId: string;
      readonly requestId: string;
      readonly message: MessageSpec;
    }
  | {
      readonly type: 'transfer';
      readonly nodeId: string;
      readonly requestId: string;
      /** E.164 number or SIP URI. */
      readonly to: string;
      readonly callerId?: string;
      readonly timeoutSeconds: number;
    }
  | { readonly type: 'language'; readonly language: LanguageTag }
  /** After all that was said has been heard. `handoff` goes to the carrier as JSON text. */
  | {
      readonly type: 'end';
      readonly nodeId: string;
      readonly reason: string;
      readonly handoff?: Record<string, JsonValue>;
    }
  /** For the operator: `code` is from the error table; no caller's words in `detail`. */
  | {
      readonly type: 'note';
      readonly nodeId: string;
      readonly code: string;
      readonly detail: Record<string, JsonValue>;
    };

/** One node passed through, for the call's path. `outcome` is absent while the call waits there. */
export interface PathStep {
  readonly nodeId: string;
  readonly nodeType: string;
  readonly outcome?: string;
}

export interface HistoryEntry {
  readonly role: 'caller' | 'agent';
  readonly text: string;
  readonly nodeId: string;
}

/** Plain JSON: it can be stored, compared and replayed. Treat as immutable. */
export interface FlowState {
  readonly nodeId: string;
  readonly language: LanguageTag;
  readonly variables: Readonly<Record<string, JsonValue>>;
  /** What a node remembers between inputs (attempts, a value awaiting confirmation …), by node id. */
  readonly memory: Readonly<Record<string, JsonValue>>;
  readonly history: readonly HistoryEntry[];
  readonly path: readonly PathStep[];
  /** What the flow waits for. */
  readonly waiting:
    | { readonly for: 'start' }
    | { readonly for: 'caller'; readonly expectation: Expectation }
    | { readonly for: 'http' | 'model' | 'send' | 'transfer'; readonly requestId: string }
    | { readonly for: 'nothing' }; // ended
  /** Seed and position of the state's own chance, and of request ids. */
  readonly seed: number;
  readonly counter: number;
}

export interface FlowStep {
  readonly state: FlowState;
  readonly effects: readonly FlowEffect[];
}

/** What a call starts with, known before the first word. */
export interface FlowStart {
  readonly language: LanguageTag;
  readonly seed: number;
  /** `caller.number`, `call.id`, `call.startedAt` and the like; readable in expressions under `call`. */
  readonly call: Readonly<Record<string, JsonValue>>;
  /** Values for declared variables (an outbound campaign's row, say). */
  readonly variables?: Readonly<Record<string, JsonValue>>;
}

/** The flow as a call sees it. Made by `services/flow` from a compiled flow; every method is pure. */
export interface FlowPort {
  begin(start: FlowStart): FlowState;
  step(state: FlowState, input: FlowInput): FlowStep;
  /**
   * What `step` would do, up to the first effect that touches the world (`http`, `send`, `transfer`, `end`), which is left out
   * and reported in `stoppedAt`. For speculation and prediction.
   */
  peek(state: FlowState, input: FlowInput): FlowStep & { readonly stoppedAt?: FlowEffect['type'] };
  /**
   * What the agent said since history entry `from` becomes `text`, what the caller heard before cutting in ('' = nothing).
   * The caller's own entries stay.
   */
  heard(state: FlowState, from: number, text: string): FlowState;
}
