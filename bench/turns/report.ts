/** What a run has shown, as it is printed. */
import { round, summarise } from '../statistics.ts';
import type { RunResult } from './run.ts';
import { byClass, type ClassResult, type Clock, type Reported } from './score.ts';
import type { Setup } from './setups.ts';

export interface SetupReport {
  readonly name: string;
  readonly what: string;
  readonly classes: Partial<Record<Reported, ClassResult>>;
  readonly run: ReturnType<typeof runReport>;
}

export interface Reports {
  readonly main: SetupReport;
  readonly ablation: readonly SetupReport[];
  readonly without: readonly SetupReport[];
  readonly curve: readonly SetupReport[];
  readonly sensitivity: readonly SetupReport[];
  /** The product as delivered, on recordings of people. */
  readonly people?: readonly SetupReport[];
}

export function reportOf({ name, what }: Setup, run: RunResult): SetupReport {
  return { name, what, classes: byClass(run.turns), run: runReport(run) };
}

function runReport(run: RunResult) {
  const { model, wasted, characters, interruptions } = run;
  return {
    calls: run.calls,
    callerTurns: run.turns.length,
    /** As the machine counted: turns that were cut in two are two. */
    machineTurns: run.machineTurns,
    virtualHours: round(run.virtualHours),
    wallSeconds: round(run.wallSeconds, 1),
    openShare: share(run.turns.filter(({ subject }) => isOpen(subject)).length, run.turns.length),
    interruptions: interruptionReport(interruptions),
    noises: run.noises,
    gaveUp: run.gaveUp,
    cacheHits: run.cacheHits,
    model: {
      requests: model.requests,
      requestsPerTurn: share(model.requests, run.turns.length),
      tokens: model.tokens,
      answers: run.modelAnswers,
      wastedTokens: wasted.tokens,
      wasteShare: share(wasted.tokens, model.tokens),
      /** Beyond speculation and hedges: answers withdrawn because the caller went on, audits of the cache. By requests. */
      unheardShare: round(1 - share(run.modelAnswers, model.requests)),
    },
    synthesis: {
      characters: characters.asked,
      wastedCharacters: wasted.characters,
      wasteShare: share(wasted.characters, characters.asked),
    },
    /** Money is these times the prices of the day. */
    costPerTurn: {
      modelTokens: share(model.tokens, run.turns.length),
      synthesisedCharacters: share(characters.asked, run.turns.length),
    },
    notes: run.notes,
  };
}

/** Of each kind: acoustic onset of the caller's speech → the agent's silence. */
function interruptionReport(all: RunResult['interruptions']) {
  const figures = (values: readonly number[]) => (values.length > 0 ? summarise(values) : null);
  const onsetToStop = (...kinds: string[]) =>
    figures(all.filter(({ kind }) => kinds.includes(kind)).flatMap(({ onsetToStopMs: ms }) => ms ?? []));
  return {
    all: onsetToStop('barge-in', 'yield', 'false'),
    bargeIn: onsetToStop('barge-in'),
    yield: onsetToStop('yield'),
    false: onsetToStop('false'),
    falseSilence: figures(all.flatMap(({ resumedAfterMs: ms }) => ms ?? [])),
  };
}

function isOpen(subject: string): boolean {
  return subject === 'question' || subject === 'story' || subject === 'goodbye';
}

function share(part: number, whole: number): number {
  return round(part / Math.max(1, whole));
}

/** For people and programs that read on: without the points of the charts. */
export function brief({ main, ablation, without, curve, sensitivity, people = [] }: Reports) {
  return {
    main: plain(main),
    ablation: ablation.map(plain),
    without: without.map(plain),
    curve: curve.map(curvePoint),
    sensitivity: sensitivity.map(plain),
    people: people.map(plain),
  };
}

function plain(report: SetupReport) {
  const classes = Object.entries(report.classes).map(([name, result]) => {
    const { decisionToAudio, speechEndToAudio, earEstimate, ...rest } = result;
    const figures = ({ summary, under }: Clock) => ({ ...summary, under });
    return [
      name,
      {
        ...rest,
        decisionToAudioMs: figures(decisionToAudio),
        speechEndToAudioMs: figures(speechEndToAudio),
        earEstimateMs: figures(earEstimate),
      },
    ] as const;
  });
  return { ...report, classes: Object.fromEntries(classes) };
}

function curvePoint({ name, what, classes }: SetupReport) {
  const point = (result: ClassResult | undefined) =>
    result && {
      turns: result.turns,
      meanMs: result.speechEndToAudio.summary?.mean ?? null,
      p50Ms: result.speechEndToAudio.summary?.p50 ?? null,
      p95Ms: result.speechEndToAudio.summary?.p95 ?? null,
      falseCutIns: result.falseCutIns.share,
    };
  return { name, what, all: point(classes.all), closed: point(classes.closed), open: point(classes.open) };
}
