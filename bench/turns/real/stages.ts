/** Where the time of a turn went, from the true end of speech: to find why two runs of the same turns differ. */
import type { Timeline } from '../../../src/types/timeline.ts';
import type { Turn } from '../../../src/types/turn.ts';
import { round, summarise } from '../../statistics.ts';
import type { TurnScore } from '../score.ts';

/** Milliseconds from the true end of speech; null where there was no such mark. */
export interface TurnStages {
  readonly call: number;
  /** Among the call's turns. */
  readonly turn: number;
  readonly subject: TurnScore['subject'];
  readonly speechMs: number;
  /** Where the detector placed the end of speech. */
  readonly endPlaced: number | null;
  /** When that was known. */
  readonly endKnown: number | null;
  readonly final: number | null;
  readonly decision: number | null;
  readonly audio: number;
  /** In wall time: the most that a frame of the caller was late from the end of speech to the answer. */
  readonly lateMs: number;
}

export const stageNames = ['endPlaced', 'endKnown', 'final', 'decision', 'audio'] as const;
export type StageName = (typeof stageNames)[number];

/** Of the turn that this answer was given to; null: it was none of a caller's. */
export function stagesOf(call: number, turns: readonly TurnScore[], { timeline }: Turn): TurnStages | null {
  const at = turns.findIndex(({ answerAt }) => answerAt !== null && answerAt === timeline.firstAudio);
  const scored = turns[at];
  if (!scored || scored.answerAt === null || scored.speechEndToAudioMs === null) return null;
  const { subject, speechMs, speechEndToAudioMs: audio } = scored;
  const end = scored.answerAt - audio;
  const from = (mark: keyof Timeline) => {
    const marked = timeline[mark];
    return marked === undefined ? null : marked - end;
  };
  return {
    call,
    turn: at,
    subject,
    speechMs,
    endPlaced: from('speechEnd'),
    endKnown: from('speechEndDetected'),
    final: from('finalTranscript'),
    decision: from('decision'),
    audio,
    lateMs: 0,
  };
}

export interface StageDifference {
  readonly turns: number;
  readonly virtualP50: number;
  readonly realP50: number;
  /** Real less virtual, turn by turn. */
  readonly p50: number;
  readonly p5: number;
  readonly p95: number;
  readonly mean: number;
}

/** No frame of a turn was later than this: the machine had time for it. */
const CALM_MS = 5;

/** The same turns of both runs, stage by stage. */
export function differences(virtual: readonly TurnStages[], real: readonly TurnStages[]) {
  const known = new Map(virtual.map((one) => [key(one), one]));
  const pairs = real.flatMap((one) => {
    const other = known.get(key(one));
    return other ? [[other, one] as const] : [];
  });
  const calm = pairs.filter(([, { lateMs }]) => lateMs <= CALM_MS);
  const of = (some: typeof pairs) =>
    Object.fromEntries(stageNames.map((name) => [name, differenceOf(some, name)] as const));
  return {
    paired: pairs.length,
    of: real.length,
    stages: of(pairs),
    /** Of turns in which the machine was not busy with something else. */
    calm: { turns: calm.length, latestFrameMs: CALM_MS, stages: of(calm) },
  };
}

function differenceOf(
  pairs: readonly (readonly [TurnStages, TurnStages])[],
  name: StageName,
): StageDifference | null {
  const both = pairs.flatMap(([virtual, real]) => {
    const [before, after] = [virtual[name], real[name]];
    return before === null || after === null ? [] : [[before, after] as const];
  });
  if (both.length === 0) return null;
  const apart = both.map(([before, after]) => after - before).sort((a, b) => a - b);
  const at = (share: number) =>
    round(apart[Math.min(apart.length - 1, Math.floor(share * apart.length))] ?? 0, 2);
  const middle = (side: 0 | 1) => round(summarise(both.map((pair) => pair[side])).p50, 2);
  return {
    turns: both.length,
    virtualP50: middle(0),
    realP50: middle(1),
    p50: at(0.5),
    p5: at(0.05),
    p95: at(0.95),
    mean: round(apart.reduce((sum, ms) => sum + ms, 0) / apart.length, 2),
  };
}

/** The same words of the same call: a turn that was planned otherwise is another turn. */
function key({ call, turn, subject, speechMs }: TurnStages): string {
  return `${call} ${turn} ${subject} ${speechMs.toFixed(3)}`;
}
