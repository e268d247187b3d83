/**
 * The stretches of a turn that were measured, from its marks. What has no pair of marks is not drawn; stretches that
 * overlap are lanes of their own and never added up. It ends with the first byte on the socket: what a carrier confirms
 * afterwards holds the length of what it played, and says nothing about the way there.
 */
import type { Turn } from '../../types/turn.ts';
import type { TimelineMark } from '../../types/timeline.ts';

/** Colours are by stage everywhere: end of turn, recogniser, model, synthesiser, network; `flow` is ours. */
export type Stage = 'endpoint' | 'stt' | 'flow' | 'llm' | 'tts' | 'network';

export type SegmentName =
  | 'endOfTurn'
  | 'finalWords'
  | 'flow'
  | 'cache'
  | 'lookUp'
  | 'bridge'
  | 'modelFirstToken'
  | 'firstClause'
  | 'synthesis'
  | 'hand';

export interface Segment {
  readonly name: SegmentName;
  readonly stage: Stage;
  /** Milliseconds from the end of the caller's speech, or from the decision where nobody spoke. May be negative. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Came from the response cache, or was ready before the turn was decided. */
  readonly cached: boolean;
}

export interface WaterfallData {
  readonly segments: readonly Segment[];
  /** What 0 is. */
  readonly origin: 'speechEnd' | 'decision' | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** Moments worth a line across all lanes, on the same scale. */
  readonly decisionMs: number | null;
  readonly firstAudioMs: number | null;
}

interface Rule {
  readonly name: SegmentName;
  readonly stage: Stage;
  readonly from: readonly TimelineMark[];
  readonly to: readonly TimelineMark[];
}

/** In the order of the lanes. The first mark of a list that is there counts. */
const rules: readonly Rule[] = [
  { name: 'endOfTurn', stage: 'endpoint', from: ['speechEnd'], to: ['decision'] },
  { name: 'finalWords', stage: 'stt', from: ['speechEnd'], to: ['finalTranscript'] },
  { name: 'flow', stage: 'flow', from: ['decision'], to: ['flowDone'] },
  { name: 'lookUp', stage: 'network', from: ['lookUpRequested'], to: ['lookUpDone'] },
  { name: 'bridge', stage: 'tts', from: ['decision'], to: ['bridgeAudio'] },
  { name: 'modelFirstToken', stage: 'llm', from: ['modelRequested'], to: ['modelFirstToken'] },
  { name: 'firstClause', stage: 'llm', from: ['modelFirstToken'], to: ['firstClause'] },
  { name: 'synthesis', stage: 'tts', from: ['synthesisRequested'], to: ['synthesisFirstAudio'] },
  { name: 'hand', stage: 'flow', from: ['synthesisFirstAudio', 'firstClause'], to: ['firstAudio'] },
];

const cachedSources: ReadonlySet<Turn['source']> = new Set(['exact', 'semantic', 'pattern', 'contextual']);

export function waterfallOf({ timeline, source }: Pick<Turn, 'timeline' | 'source'>): WaterfallData {
  const origin = originOf(timeline);
  const zero = origin === null ? 0 : (timeline[origin] ?? 0);
  const at = (names: readonly TimelineMark[]) => {
    const mark = names.map((name) => timeline[name]).find((value) => value !== undefined);
    return mark === undefined ? null : mark - zero;
  };
  const segments = rules.flatMap((rule): Segment[] => {
    const [fromMs, toMs] = [at(rule.from), at(rule.to)];
    // Marks of a stage that was overtaken may lie the wrong way round: then there was no such stretch.
    if (fromMs === null || toMs === null || toMs < fromMs) return [];
    return [{ name: rule.name, stage: rule.stage, fromMs, toMs, cached: false }];
  });
  const all = withCache(segments, cachedSources.has(source));
  const ends = all.flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
  return {
    segments: all,
    origin,
    fromMs: Math.min(0, ...ends),
    toMs: Math.max(1, ...ends),
    decisionMs: at(['decision']),
    firstAudioMs: at(['firstAudio']),
  };
}

/** Where the cache answered, the step of the flow was the look-up in it. */
function withCache(segments: readonly Segment[], cached: boolean): readonly Segment[] {
  if (!cached) return segments;
  return segments.map((one) => (one.name === 'flow' ? { ...one, name: 'cache', cached: true } : one));
}

function originOf(timeline: Turn['timeline']): WaterfallData['origin'] {
  if (timeline.speechEnd !== undefined) return 'speechEnd';
  return timeline.decision === undefined ? null : 'decision';
}
