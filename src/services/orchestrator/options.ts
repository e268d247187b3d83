import type { Call, CallInfo } from '../../types/call.ts';
import type { Clock } from '../../types/clock.ts';
import type { Flow } from '../../types/flow.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { MetricsSnapshot } from '../../types/metrics.ts';
import type { CallControl } from '../../types/transport.ts';
import type { Turn } from '../../types/turn.ts';
import type { BudgetStage } from '../../types/turnBudget.ts';
import type { CallEnd } from '../../types/call.ts';
import type { CallObserver } from '../../types/callObserver.ts';
import type { Interruption, RecordedEvent, Switchboard } from '../conversation/index.ts';
import type { FlowLibrary } from '../flow/index.ts';
import type { MetricsRegistry } from '../metrics/index.ts';
import type { PredictiveCache } from '../predictiveCache.ts';
import type { ProviderSet } from './providerSet.ts';

/** What is written about a call. Every method returns at once and never throws. */
export interface CallRecorder {
  callStarted(call: Call): void;
  turn(callSid: string, turn: Turn): void;
  events(callSid: string, events: readonly RecordedEvent[]): void;
  /** For workflows that keep the sound of their calls. `startMs`: the call's clock now. */
  tape?(callSid: string, startMs: number): CallTape;
  callEnded(
    callSid: string,
    fields: Pick<Call, 'endedAt' | 'durationMs' | 'end' | 'turnCount' | 'errors' | 'path'>,
  ): void;
}

/** Where the sound of a call goes: mu-law, 8 kHz. `atMs` is the call's clock. Nothing here throws or waits. */
export interface CallTape {
  add(track: 'caller' | 'agent', mulaw: Uint8Array, atMs: number): void;
  /** The call is over. */
  end(): void;
}

export interface OrchestratorOptions {
  /** Milliseconds, decision → audio. Above it a `performanceAlert` of kind `target` is raised. @defaultValue 300 */
  targetLatency?: number;
  /** Milliseconds, decision → audio. Above it the alert's kind is `max`. @defaultValue 500 */
  maxLatency?: number;
  /** Whether answers may come from the response cache. @defaultValue true */
  cacheEnabled?: boolean;
  /** Absent: one of the workflow's own, without a memory beyond the process. */
  cache?: PredictiveCache;
  /** @defaultValue true */
  languageOptimization?: boolean;
  /** @defaultValue true */
  failoverEnabled?: boolean;
  /** Whether answers are prepared before the caller's turn is over. Costs tokens and characters. @defaultValue true */
  speculation?: boolean;
  /** Whether likely answers are made ready while the agent is still asking. Costs characters. @defaultValue the workflow's */
  prediction?: boolean;
  /**
   * Whether anything is done for a turn that is forecast to miss its latency; what, the workflow's `performance.budget` says.
   * @defaultValue true
   */
  latencyBudget?: boolean;
  /** Absent: a small flow that greets, converses and says goodbye. */
  flow?: Flow;
  /** Flows that it runs as steps (`loadLibrary`). */
  library?: FlowLibrary;
  /** How the workflow is known; version 0 is the draft. */
  workflow?: { id: string; slug: string; version: number };
  /** Absent: the embedded providers, shared in the process. */
  providers?: ProviderSet;
  metrics?: MetricsRegistry;
  recorder?: CallRecorder;
  /** Absent: the process's own. */
  switchboard?: Switchboard;
  clock?: Clock;
  /** Voice-activity detection on the audio transport. @defaultValue 'neural' */
  vad?: 'energy' | 'neural';
}

export interface AnswerOptions {
  /** Chosen by the webhook; absent: the workflow's first. */
  language?: LanguageTag;
  /** The recogniser is the stand-in, fed by {@link CallHandle.spoken}. For simulated calls; labelled as simulated. */
  standIn?: boolean;
  /** Call control by REST, where the carrier has an account. */
  control?: CallControl;
  /** Told what the carrier's connect-action callback shall do once our socket closes. */
  onHandoff?(handoff: Handoff): void;
  /** Who watches this very call. */
  observer?: CallObserver;
  /** Values for the flow's variables. */
  variables?: Record<string, JsonValue>;
  seed?: number;
}

export interface Handoff {
  transferTo?: string;
  callerId?: string;
  timeoutSeconds?: number;
  /** The flow's own hand-off data, as JSON text. */
  json?: string;
}

export interface CallHandle {
  readonly callSid: string;
  readonly info: CallInfo;
  readonly ended: Promise<CallEnd>;
  hangUp(): void;
  /** Words from a keyboard instead of a voice: the turn is decided at once, on any transport. */
  typed(text: string): void;
  /** Stand-in ears: what the simulated caller is saying. */
  spoken(text: string): void;
}

export interface PerformanceAlert {
  callSid: string;
  turnIndex: number;
  clock: 'decisionToAudio';
  /** `target`, `max`: measured. `forecast`: at the decision the turn looks as if it will miss `maxLatency` (P50). */
  kind: 'target' | 'max' | 'forecast';
  valueMs: number;
  limitMs: number;
  /** What took, or is expected to take, most of it; null: unknown. */
  stage: BudgetStage | null;
}

/** A type, not an interface: the emitter needs its index signature. */
export type OrchestratorEvents = {
  performanceAlert: [alert: PerformanceAlert];
  /** Once a second while calls are live. */
  metricsUpdate: [metrics: MetricsSnapshot];
  /** A turn is over: what was asked and answered, what was heard of it, and its clocks. */
  turn: [{ callSid: string; turn: Turn }];
  /** The caller's words while they speak. Personal data: for live display, not for logs. */
  partial: [{ callSid: string; text: string }];
  callStarted: [{ call: Call }];
  callEnded: [{ callSid: string; end: CallEnd }];
  /**
   * The agent fell silent for the caller; told once it is known what for. `onsetToStopMs`: acoustic onset of the caller's speech → our
   * `clear` on the socket, null where the carrier stops by itself. Keys, and answers that nobody had heard yet, are not among them.
   */
  interruption: [{ callSid: string } & Interruption];
  /** From now on `to` serves the call in this kind of work, instead of `from`. */
  failover: [{ callSid: string; kind: string; language: LanguageTag; from: string; to: string }];
  /** The call's first choice serves it again. */
  recovered: [{ callSid: string; kind: string; language: LanguageTag; provider: string }];
  note: [{ callSid: string; code: string; nodeId: string; detail: Record<string, JsonValue> }];
};
