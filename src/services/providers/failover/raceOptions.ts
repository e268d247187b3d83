/** What a race is told, what it tells, and what it keeps of each provider that takes part. */
import type { LanguageTag } from '../../../types/language.ts';
import type { Cancellable, ProviderFailure } from '../../../types/ports.ts';
import { aboutTheRequest } from '../shared/failure.ts';
import type { Work } from './health.ts';
import type { HealthBoard, Ranked } from './healthBoard.ts';
import type { FailoverReason, ProviderWatch, Serving } from './watch.ts';

export interface RaceOptions {
  readonly board: HealthBoard;
  readonly work: Work;
  readonly language: LanguageTag;
  /** In the order in which they are asked. */
  readonly ranked: readonly Ranked[];
  /** After the last one was asked, ms until all that are silent count as stalled. */
  readonly giveUpMs: number;
  /** Silence of the winner in mid-stream that counts as a stall, ms; 0: not watched. */
  readonly nextOutputMs: number;
  /** What one request costs, for the count of waste; see `HealthCounts.wastedUnits`. */
  readonly units: number;
  readonly watch: ProviderWatch;
  readonly serving?: Serving;
  /** Why somebody else than the first may come to serve, where that is known beforehand. */
  readonly reason?: FailoverReason;
  /** Asks one. What it says goes into `entrant`; may happen before this returns. */
  start(name: string, entrant: Entrant): Cancellable;
  /** Nobody gave output. */
  allFailed(failure: ProviderFailure): void;
  /** The winner failed after its first output. */
  broken(failure: ProviderFailure, winner: string): void;
}

/** One provider's part in a race. */
export interface Entrant {
  /** It gave output. False: another has won, throw the output away. */
  output(): boolean;
  failed(failure: ProviderFailure): void;
  /** It came to its end. False: another has won. */
  done(): boolean;
}

export interface Runner {
  readonly ranked: Ranked;
  readonly askedAt: number;
  /** Undefined until `start` has returned. */
  handle: Cancellable | undefined;
  timer: unknown;
  /** Its first-output timer has run out. */
  late: boolean;
  over: boolean;
}

export function runnerOf(ranked: Ranked, askedAt: number): Runner {
  return { ranked, askedAt, handle: undefined, timer: undefined, late: false, over: false };
}

/** What is told when all have failed: an outage rather than what one of them thought of the request. */
export function worseOf(before: ProviderFailure | undefined, failure: ProviderFailure): ProviderFailure {
  if (!before || !aboutTheRequest.has(failure.kind) || aboutTheRequest.has(before.kind)) return failure;
  return before;
}
