/** Turns by class: three clocks, two errors. Percentiles are taken of all turns of a class, never of percentiles. */
import { TELEPHONE_LEGS_MS } from '../../src/types/timeline.ts';
import type { AnswerSource } from '../../src/types/answer.ts';
import { round, summarise, type Summary } from '../statistics.ts';
import { AUDIBLE_MS } from './audible.ts';
import type { Subject } from './callerModel.ts';
import type { BenchLanguage } from './words.ts';

/** One turn of a caller as it really was, and what the agent made of it. */
export interface TurnScore {
  readonly subject: Subject;
  readonly language: BenchLanguage;
  readonly bargeIn: boolean;
  readonly speechMs: number;
  readonly pauses: readonly number[];
  /** Agent audio inside the turn, ms. */
  readonly cutInMs: number;
  readonly answerAt: number | null;
  /** From the true end of speech; of an unanswered turn, the wait until the caller hung up. */
  readonly speechEndToAudioMs: number | null;
  decisionToAudioMs: number | null;
  source: AnswerSource | null;
  readonly unanswered: boolean;
  /** The answer began inside the turn and was not taken back: no clock has a beginning and an end. */
  readonly answeredEarly: boolean;
}

export const turnClasses = ['yes-no', 'choice', 'digits', 'date-time', 'phone', 'open'] as const;
export type TurnClass = (typeof turnClasses)[number];
export type Reported = TurnClass | 'closed' | 'all';
/** DESIGN §5. */
const closed: ReadonlySet<TurnClass> = new Set(['yes-no', 'choice', 'digits']);
const LATE_MS = 1_500;
const UNDER = [300, 400, 500] as const;

export interface Clock {
  readonly summary: Summary | null;
  /** Share of turns below so many ms. */
  readonly under: Readonly<Record<`${(typeof UNDER)[number]}`, number>> | null;
  /** Share of turns below each multiple of 25 ms up to 2 s, for charts. */
  readonly curve: readonly number[];
}

export interface ClassResult {
  readonly turns: number;
  readonly decisionToAudio: Clock;
  readonly speechEndToAudio: Clock;
  readonly earEstimate: Clock;
  readonly falseCutIns: { readonly count: number; readonly share: number; readonly inaudible: number };
  readonly late: { readonly count: number; readonly share: number };
  readonly unanswered: number;
  readonly answeredEarly: number;
  readonly bargeIns: number;
  readonly pausesPerTurn: { readonly over300: number; readonly over500: number; readonly over800: number };
  readonly sources: Readonly<Record<string, number>>;
}

export function classOf({ subject }: Pick<TurnScore, 'subject'>): TurnClass {
  return subject === 'question' || subject === 'story' || subject === 'goodbye' ? 'open' : subject;
}

export function byClass(turns: readonly TurnScore[]): Partial<Record<Reported, ClassResult>> {
  const of = (wanted: (turn: TurnScore) => boolean) => resultOf(turns.filter(wanted));
  const entries: [Reported, ClassResult][] = turnClasses.map((name) => [
    name,
    of((turn) => classOf(turn) === name),
  ]);
  entries.push(['closed', of((turn) => closed.has(classOf(turn)))], ['all', resultOf(turns)]);
  return Object.fromEntries(entries.filter(([, { turns: count }]) => count > 0));
}

function resultOf(turns: readonly TurnScore[]): ClassResult {
  const waits = turns.flatMap(({ speechEndToAudioMs: ms }) => (ms === null ? [] : [ms]));
  const cut = turns.filter(({ cutInMs }) => cutInMs > AUDIBLE_MS).length;
  const late = waits.filter((ms) => ms > LATE_MS).length;
  const share = (count: number) => round(count / Math.max(1, turns.length));
  const pauses = turns.flatMap((turn) => [...turn.pauses]);
  const over = (ms: number) => share(pauses.filter((pause) => pause > ms).length);
  const sources: Record<string, number> = {};
  for (const { source } of turns) sources[source ?? 'none'] = (sources[source ?? 'none'] ?? 0) + 1;
  return {
    turns: turns.length,
    decisionToAudio: clockOf(turns.flatMap(({ decisionToAudioMs: ms }) => (ms === null ? [] : [ms]))),
    speechEndToAudio: clockOf(waits),
    earEstimate: clockOf(waits.map((ms) => ms + TELEPHONE_LEGS_MS)),
    falseCutIns: {
      count: cut,
      share: share(cut),
      inaudible: turns.filter(({ cutInMs }) => cutInMs > 0 && cutInMs <= AUDIBLE_MS).length,
    },
    late: { count: late, share: share(late) },
    unanswered: turns.filter((turn) => turn.unanswered).length,
    answeredEarly: turns.filter((turn) => turn.answeredEarly).length,
    bargeIns: turns.filter((turn) => turn.bargeIn).length,
    pausesPerTurn: { over300: over(300), over500: over(500), over800: over(800) },
    sources,
  };
}

const CURVE_STEP_MS = 25;
const CURVE_STEPS = 80;

function clockOf(values: readonly number[]): Clock {
  if (values.length === 0) return { summary: null, under: null, curve: [] };
  const sorted = Float64Array.from(values).sort();
  const below = (ms: number) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? Infinity) < ms) low = middle + 1;
      else high = middle;
    }
    return round(low / sorted.length);
  };
  return {
    summary: summarise(values),
    under: { '300': below(300), '400': below(400), '500': below(500) },
    curve: Array.from({ length: CURVE_STEPS }, (_, step) => below((step + 1) * CURVE_STEP_MS)),
  };
}
