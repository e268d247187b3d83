/** What a call session is made of, and whom it tells. */
import type { CallCache } from '../../types/cache.ts';
import type { CallEnd } from '../../types/call.ts';
import type { CallObserver } from '../../types/callObserver.ts';
import type { Clock } from '../../types/clock.ts';
import type { FlowPort, FlowStart, FlowState } from '../../types/flowRuntime.ts';
import type { JsonValue } from '../../types/json.ts';
import type { MessageSender } from '../../types/message.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { Cancellable, LanguageModel } from '../../types/ports.ts';
import type { Turn } from '../../types/turn.ts';
import type { EarsPort, VoicePort } from '../../types/voice.ts';
import type { CallEvent, HearingMode, Interruption, PreparedLine } from './events.ts';
import type { Backchannel, Ending, SameWords } from './step.ts';
import type { Decided } from './decided.ts';
import type { HttpClient } from './httpClient.ts';
import type { TurnState } from './state.ts';

/** The call's body: made by the orchestrator for the call's transport. */
export interface CallBody {
  readonly voice: VoicePort;
  /** Absent where the carrier hears. */
  readonly ears: EarsPort | null;
  setLanguage(language: LanguageTag): void;
  /**
   * Makes the first clause of a line ready, unheard; null: there is nothing to make (yet). Absent where the carrier speaks.
   * `complete`: no more text will come.
   */
  prepare?(line: PreparedLine, complete: boolean): Cancellable | null;
  /** The sound of a message that the caller leaves, after a tone or without. Absent where there is none to keep. */
  readonly message?: { start(beep: boolean): void; stop(): void };
  /** Ends our side. The transport's `closed` comes back to {@link CallSession.closed}. */
  hangUp(handoff?: Record<string, JsonValue>): void;
  transfer(
    to: string,
    options: { callerId?: string; timeoutSeconds: number },
  ): Promise<'answered' | 'busy' | 'no-answer' | 'failed'>;
  close(): void;
}

export interface RecordedEvent {
  readonly seq: number;
  readonly at: number;
  readonly event: CallEvent;
}

export interface CallSessionHooks {
  turn(turn: Turn): void;
  partial(text: string, language?: LanguageTag): void;
  note(code: string, nodeId: string, detail: Record<string, JsonValue>): void;
  /** The agent fell silent for the caller, and it is known what for. */
  interrupted(interruption: Interruption): void;
  /** The flow listens, in this state. Told once what it says before is on its way to the voice. */
  listens?(flow: FlowState): void;
  /** The agent was made to fall silent. */
  silenced?(): void;
  /** A turn is decided; what answers it is about to be carried out. */
  decided?(turn: Decided): void;
  /** What a speculation that did not come true has cost, in tokens of the model. */
  wasted?(tokens: number, language: LanguageTag): void;
  events(batch: readonly RecordedEvent[]): void;
  /** `state`: null when the call failed before its first step. */
  ended(end: CallEnd, state: TurnState | null): void;
  /** Who watches this very call. */
  readonly observer?: Pick<CallObserver, 'opened' | 'node' | 'said' | 'heard'> | undefined;
  /** A defect of ours: the call is ended, others go on. */
  crashed(error: unknown): void;
}

export interface CallSessionOptions {
  readonly clock: Clock;
  readonly flow: FlowPort;
  readonly start: FlowStart;
  readonly hearing: HearingMode;
  readonly maxCallMs: number;
  readonly model: LanguageModel | null;
  /** Asked before the model. */
  readonly cache: CallCache | null;
  readonly http: HttpClient;
  /** Absent: no text messages can be sent. */
  readonly sender?: MessageSender | undefined;
  /** Whether answers are prepared before the caller's turn is over. Absent: not. */
  readonly speculate?: boolean | undefined;
  /** So long before the decision; asked when the call begins, ms. Absent: as soon as the words stand still. */
  readonly speculationLead?: (() => number) | undefined;
  /** Absent: letters and figures are the same. */
  readonly sameWords?: SameWords | undefined;
  /** How likely words are the end of a turn. Absent: endings tell nothing. */
  readonly ending?: Ending | undefined;
  /** Whether words only say "I am listening". Absent: those of lib/backchannels. */
  readonly backchannel?: Backchannel | undefined;
  readonly hooks: CallSessionHooks;
}
