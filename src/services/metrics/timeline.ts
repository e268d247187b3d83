import type { Timeline, TimelineMark } from '../../types/timeline.ts';

/** What a turn's time is spent on. */
export type Stage =
  /** Speech end → known to the voice-activity detector. */
  | 'hangover'
  /** Speech end → end of turn decided. */
  | 'endpointing'
  /** Speech end known → final transcript. */
  | 'recognition'
  /** Decision and transcript there → the flow has stepped. */
  | 'flow'
  /** Look-up asked for → its answer. */
  | 'lookUp'
  /** Model asked → its first token. */
  | 'model'
  /** First token → first clause that can be spoken. */
  | 'clause'
  /** Clause → synthesiser asked. */
  | 'synthesisQueue'
  /** Synthesiser asked → its first audio. */
  | 'synthesis'
  /** Audio there → first byte on the socket. */
  | 'socket'
  /** First byte on the socket → the carrier confirms that it plays. */
  | 'carrier';

/**
 * How long each stage took by itself, ms, where both its marks are there. Stages overlap when work is done ahead, so these
 * do not add up: {@link waterfall} does.
 */
export function stageDurations(marks: Timeline): Partial<Record<Stage, number>> {
  const durations: Partial<Record<Stage, number>> = {};
  const put = (stage: Stage, from: number | undefined, to: number | undefined) => {
    if (from !== undefined && to !== undefined) durations[stage] = Math.max(0, to - from);
  };
  put('hangover', marks.speechEnd, marks.speechEndDetected);
  put('endpointing', marks.speechEnd, marks.decision);
  put('recognition', marks.speechEndDetected ?? marks.speechEnd, marks.finalTranscript);
  put('flow', latest(marks.decision, marks.finalTranscript), marks.flowDone);
  put('lookUp', marks.lookUpRequested, marks.lookUpDone);
  put('model', marks.modelRequested, marks.modelFirstToken);
  put('clause', marks.modelFirstToken, marks.firstClause);
  put('synthesisQueue', marks.firstClause, marks.synthesisRequested);
  put('synthesis', marks.synthesisRequested, marks.synthesisFirstAudio);
  put('socket', marks.synthesisFirstAudio, marks.firstAudio);
  put('carrier', marks.firstAudio, marks.playedFirst);
  return durations;
}

export interface WaterfallPart {
  readonly stage: Stage;
  /** The call's monotonic ms. */
  readonly from: number;
  readonly to: number;
}

/** Which mark ends which stage, in the order in which a turn that prepares nothing would meet them. */
const PATH: readonly (readonly [TimelineMark, Stage])[] = [
  ['speechEndDetected', 'hangover'],
  ['finalTranscript', 'recognition'],
  ['decision', 'endpointing'],
  ['flowDone', 'flow'],
  ['modelRequested', 'flow'],
  ['lookUpRequested', 'flow'],
  ['lookUpDone', 'lookUp'],
  ['modelFirstToken', 'model'],
  ['firstClause', 'clause'],
  ['synthesisRequested', 'synthesisQueue'],
  ['synthesisFirstAudio', 'synthesis'],
  ['firstAudio', 'socket'],
];

/**
 * What the caller waited for, from the end of speech (or from the decision, where there was no speech) to the first audio:
 * parts without gap or overlap whose lengths add up to the whole.
 *
 * A stage gets the time by which it moved the answer back: work done ahead, while something earlier in the turn was still
 * awaited, costs nothing. Time before a missing mark goes to the next stage that has one. Empty when the turn has no first
 * audio or it came before the start.
 */
export function waterfall(marks: Timeline): WaterfallPart[] {
  const start = marks.speechEnd ?? marks.decision;
  const end = marks.firstAudio;
  if (start === undefined || end === undefined || end < start) return [];
  const parts: WaterfallPart[] = [];
  let at = start;
  for (const [mark, stage] of pathOf(marks)) {
    const to = Math.min(marks[mark] ?? at, end);
    if (to <= at) continue;
    const last = parts.at(-1);
    if (last?.stage === stage) parts[parts.length - 1] = { stage, from: last.from, to };
    else parts.push({ stage, from: at, to });
    at = to;
  }
  return parts;
}

/**
 * The decision may fall before the final transcript or after: whichever is later is what was waited for last. A model that
 * is asked after a look-up was not waited for by the flow's first step.
 */
function pathOf(marks: Timeline): readonly (readonly [TimelineMark, Stage])[] {
  const { decision, finalTranscript, lookUpDone } = marks;
  const path = lookUpDone === undefined ? PATH : PATH.filter(([mark]) => mark !== 'modelRequested');
  if (decision === undefined || finalTranscript === undefined || finalTranscript <= decision) return path;
  const [detected, final, decided, ...rest] = path;
  return [detected, decided, final, ...rest].filter((step) => step !== undefined);
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.max(a, b);
}
