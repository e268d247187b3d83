/**
 * What the server under test and the callers tell each other, over the child process's channel. Times are milliseconds of
 * the machine's monotonic clock, which all processes share.
 */
import type { Expectation } from '../../../src/types/expectation.ts';
import type { Turn } from '../../../src/types/turn.ts';
import type { Summary } from '../../statistics.ts';
import type { Token } from '../plan.ts';
import type { ProviderChoice, Tails } from '../profiles.ts';
import type { BenchLanguage } from '../words.ts';
import type { RunResult } from '../run.ts';

/** What the server draws its providers from. */
export interface ServerOptions {
  readonly seed: number;
  readonly part: number;
  readonly choice: ProviderChoice;
  readonly tails: Tails;
  readonly episodes: boolean;
}

export type ToServer =
  /** This call is about to ring. Answered with `expected`. */
  | {
      readonly type: 'call';
      readonly callSid: string;
      readonly call: number;
      readonly language: BenchLanguage;
    }
  | { readonly type: 'said'; readonly callSid: string; readonly said: Said }
  | { readonly type: 'report' }
  | { readonly type: 'stop' };

/** The truth of what a caller says, for the simulated recogniser: it hears a word when the audio of that word is there. */
export interface Said {
  /** Of the first token's time 0, in ms of the stream. */
  readonly fromMs: number;
  /** Clock at which the first sample of the stream was spoken. */
  readonly streamBegan: number;
  readonly tokens: readonly Token[];
  /** What the oracle will find in a model's request, and what it means. */
  readonly meant: { readonly words: string; readonly meaning: string | null } | null;
}

export type FromServer =
  | { readonly type: 'ready'; readonly url: string; readonly accountSid: string; readonly authToken: string }
  | { readonly type: 'expected'; readonly callSid: string }
  | { readonly type: 'expect'; readonly callSid: string; readonly expectation: Expectation | null }
  /** With the marks of its timeline on the shared clock. `lateMs`: the most that a frame of it was late. */
  | { readonly type: 'turn'; readonly callSid: string; readonly turn: Turn; readonly lateMs: number }
  | { readonly type: 'report'; readonly report: ServerReport };

/** What only the server can count of a run. */
export type ServerCounts = Pick<
  RunResult,
  'machineTurns' | 'modelAnswers' | 'interruptions' | 'model' | 'characters' | 'wasted' | 'notes'
>;

export interface ServerReport {
  readonly counts: ServerCounts;
  readonly cpuSeconds: number;
  /** How much later than planned timers ran. */
  readonly loopDelayMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** From the moment at which the last sample of a frame was spoken until the frame was in the server's hands. */
  readonly frameDelayMs: {
    readonly count: number;
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
  } | null;
  /** Of answers whose audio was there at the decision: what the engine itself takes. */
  readonly preparedAnswerMs: Summary | null;
  readonly errors: Readonly<Record<string, number>>;
}

/** The machine's monotonic clock. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** What is added to this process's `performance.now()` for the shared clock. */
export function sharedOffset(): number {
  return sharedNow() - performance.now();
}
