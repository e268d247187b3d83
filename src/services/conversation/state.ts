import type { AnswerSource } from '../../types/answer.ts';
import type { CallEnd } from '../../types/call.ts';
import type { Expectation } from '../../types/expectation.ts';
import type { FlowEffect, FlowState } from '../../types/flowRuntime.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { Timeline } from '../../types/timeline.ts';
import type { Turn } from '../../types/turn.ts';
import type { PauseHabits } from './endpointing.ts';
import type { CallEvent, HearingMode, TimerName } from './events.ts';

/** One thing the agent says. */
export interface Utterance {
  readonly id: string;
  readonly nodeId: string;
  /** `generated` until the cache has answered in the model's place. */
  source: AnswerSource;
  readonly language: LanguageTag;
  readonly voice?: string;
  readonly interruptible: boolean;
  /** All that was pushed so far. */
  text: string;
  /** No more text will come. */
  complete: boolean;
  heard: string;
  /** Whether the first byte of it is on the socket. */
  audible: boolean;
  over: boolean;
  /** Said to bridge a look-up: not the answer. */
  bridge: boolean;
}

/** What the caller is saying now: not yet an answer. */
export interface Hearing {
  speaking: boolean;
  /** Acoustic onset of the turn's first speech and offset of its last, once known. */
  speechStart?: number;
  speechEnd?: number;
  speechEndDetected?: number;
  firstPartial?: number;
  /** When the words of the speculation that was promoted had stood still. */
  stablePartial?: number;
  /** When the partial words last changed. */
  partialAt?: number;
  /** Acoustic onset of the last stretch of speech. */
  lastOnset?: number;
  finalAt?: number;
  /** Words of the turn that were already decided and taken back because the caller went on. */
  prefix: string;
  partial: string;
  /** null: no final since the last speech. */
  final: string | null;
  language?: LanguageTag;
  /** When the silence was long enough, while the recogniser still owes its final. */
  decidedAt?: number;
  keys: string;
  /** No recogniser will give words for this turn. */
  lost?: boolean;
  /** Final words that came while the flow was not listening: answered when it listens again. */
  queued: string;
  /** A sound while the agent speaks: what it is will be told by its length, or by its words. */
  doubt?: boolean | undefined;
  /** Whether, when that sound ended, the line had been heard to its last clause. */
  reached?: boolean | undefined;
  /** The agent has fallen silent for the caller. */
  halt?: Halt | undefined;
  /** What that left unsaid, to be resumed if there were no words in it. */
  unsaid: readonly Utterance[];
}

/** Where a call stands, as far as a caller's sound may change it. */
export type Standing = Pick<
  TurnState,
  'flow' | 'expectation' | 'generating' | 'afterSpeech' | 'turn' | 'turns'
>;

/** The agent fell silent for the caller: all that is needed to go on as if nothing had been. Never changed, only replaced. */
export interface Halt {
  readonly kind: 'barge-in' | 'yield';
  readonly by: 'speech' | 'carrier' | 'key';
  readonly at: number;
  readonly onset: number | undefined;
  readonly back: Standing;
  /** Lines of the answer that was taken back; null: it was not, what was heard of it stays. */
  readonly withdrawn: readonly Utterance[] | null;
  /** The model goes on meanwhile, unheard. */
  readonly modelText: string;
  readonly modelSource?: AnswerSource;
  readonly modelEnd?: Extract<CallEvent, { type: 'modelDone' | 'modelFailed' }>;
}

/** The turn whose answer is being spoken. */
export interface OpenTurn {
  readonly index: number;
  readonly input: Turn['input'];
  readonly caller: string;
  readonly nodeId: string;
  readonly marks: Timeline;
  /** Ids of the utterances that answer it. */
  utterances: string[];
  interrupted: boolean;
  /** Entries in the flow's history when the turn began. */
  readonly historyFrom: number;
  /** When the first byte of its answer was on the socket. */
  audibleAt?: number;
  /** The flow as it was before this turn; null: the turn has touched the world. */
  before: FlowState | null;
}

/** An answer that is being prepared for words that may turn out to be the caller's. */
export interface Speculation {
  readonly id: string;
  readonly text: string;
}

export interface TurnState {
  readonly hearing: HearingMode;
  flow: FlowState;
  phase: 'live' | 'closing' | 'ended';
  expectation: Expectation | null;
  ears: Hearing;
  utterances: Utterance[];
  turn: OpenTurn | null;
  turns: number;
  nextUtterance: number;
  /** The model's utterance, by its request. `said`: what earlier utterances have said of the same answer. */
  generating: {
    readonly requestId: string;
    readonly utterance: string;
    readonly nodeId: string;
    readonly said: string;
  } | null;
  /** The message that the caller is leaving. `spoke`: there was more than a cough of it; `turns`: so many were before it. */
  message: { readonly spoke: boolean; readonly turns: number } | null;
  /** What happens when all has been said. */
  afterSpeech: Extract<FlowEffect, { type: 'end' | 'transfer' }> | null;
  end: CallEnd | null;
  /** Turns in a row of which the recogniser understood nothing in time. */
  deafTurns: number;
  /** Lines in a row that could not be said. */
  linesLost: number;
  /** The flow was told that it cannot go on: what is said now is the farewell. */
  failing: boolean;
  /** How this caller pauses. */
  habits: PauseHabits;
  readonly speculates: boolean;
  /** An answer is begun so long before the turn will be decided, ms. */
  readonly speculationLeadMs: number;
  /** The newest last, two at most. */
  speculations: readonly Speculation[];
  nextSpeculation: number;
  /** A timer counts only with its newest generation. */
  timers: Partial<Record<TimerName, number>>;
  timerGeneration: number;
}

export function freshHearing(unsaid: readonly Utterance[] = []): Hearing {
  return { speaking: false, prefix: '', partial: '', final: null, keys: '', queued: '', unsaid };
}

/** A copy whose parts the handlers may change, so that the state they were given stays as it was. */
export function draftOf(state: TurnState): TurnState {
  return {
    ...state,
    ears: { ...state.ears },
    utterances: state.utterances.map((utterance) => ({ ...utterance })),
    turn: state.turn && {
      ...state.turn,
      marks: { ...state.turn.marks },
      utterances: [...state.turn.utterances],
    },
    timers: { ...state.timers },
  };
}

/** Whether the agent is speaking or about to. */
export function agentBusy(state: TurnState): boolean {
  return state.utterances.some((utterance) => !utterance.over);
}
