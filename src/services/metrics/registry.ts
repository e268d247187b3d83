import { TELEPHONE_LEGS_MS } from '../../types/timeline.ts';
import { systemClock, type Clock } from '../../types/clock.ts';
import type { CallEnd } from '../../types/call.ts';
import type { MetricLabels, MetricsSnapshot } from '../../types/metrics.ts';
import type { Turn } from '../../types/turn.ts';
import type { EventLoopFigures } from './eventLoop.ts';
import { MetricsHistory } from './history.ts';
import { LabelIndex, type Origin } from './labels.ts';
import { OriginFigures } from './originFigures.ts';
import { Series } from './series.ts';
import { stageDurations, type Stage } from './timeline.ts';

/** A turn above this (speech end → audio) counts as late. */
export const LATE_TURN_MS = 1_500;

/** What a turn was made with. No number, name or word of a caller may ever be a label. */
export interface TurnLabels {
  readonly origin: Origin;
  readonly transport: string;
  readonly workflow: string;
  readonly version: string;
  /** Which provider did what; recorded with the stages that it is answerable for. */
  readonly recogniser?: string;
  readonly model?: string;
  readonly synthesiser?: string;
}

/** What happened to a provider, by kind of work and language. `amount`: ms of a first output, or units of waste. */
export interface ProviderNews {
  readonly change:
    | 'failure'
    | 'failover'
    | 'hedge'
    | 'recovery'
    | 'waste'
    | 'speculation'
    | 'prediction-used'
    | 'prediction-unused'
    | 'first-output';
  readonly work: string;
  readonly language: string;
  readonly provider: string;
  readonly amount?: number;
}

export interface ErrorLabels {
  readonly origin: Origin;
  /** false: a note on the call's course that its caller does not notice. Default true. */
  readonly trouble?: boolean;
}

/** How much of the audio processing is left out because the machine is overloaded. */
export interface AudioLoadFigures {
  /** 0: nothing. */
  readonly level: number;
  /** Changes so far, by the level that they led to. */
  readonly changes: readonly number[];
}

export interface MetricsOptions {
  readonly clock: Clock;
  readonly maxSeries: number;
  readonly eventLoop: () => EventLoopFigures;
  readonly audioLoad: () => AudioLoadFigures;
  readonly memory: () => { readonly rss: number; readonly heapUsed: number };
}

export const defaultMetricsOptions = {
  clock: systemClock,
  maxSeries: 2_000,
  eventLoop: () => ({ p50Ms: 0, p99Ms: 0, maxMs: 0 }),
  audioLoad: () => ({ level: 0, changes: [] }),
  memory: () => process.memoryUsage(),
} as const satisfies MetricsOptions;

export interface SnapshotOptions {
  /** Default `measured`. */
  readonly origin?: Origin;
  /** `total` (default): since the start. `hour`: clocks and stages of the last 60 minutes; counters stay totals. */
  readonly window?: 'total' | 'hour';
}

/** What a minute counts of a provider, beside its first outputs. */
const minuteCounters: Readonly<
  Partial<Record<ProviderNews['change'], 'failures' | 'failovers' | 'recoveries' | 'hedges'>>
> = { failure: 'failures', failover: 'failovers', recovery: 'recoveries', hedge: 'hedges' };

const noLabels = { transport: '', source: '', workflow: '', version: '' } as const;

export type StageSeries = readonly [labels: MetricLabels, series: Series];

/** All figures of this process. Recording a turn costs some microseconds (`bench/metrics.ts`). */
export class MetricsRegistry {
  readonly #options: MetricsOptions;
  readonly #stages: LabelIndex<Series>;
  readonly #origins: Record<Origin, OriginFigures>;
  /** The same figures, minute by minute. */
  readonly history: MetricsHistory;

  constructor(options: Partial<MetricsOptions> = {}) {
    this.#options = { ...defaultMetricsOptions, ...options };
    const now = this.now();
    this.#stages = new LabelIndex(this.#options.maxSeries, () => new Series(this.now()));
    this.#origins = { measured: new OriginFigures(now), simulated: new OriginFigures(now) };
    this.history = new MetricsHistory(this.#options.clock);
  }

  recordCallStart({ origin }: { readonly origin: Origin }): void {
    this.#origins[origin].calls++;
    this.#origins[origin].liveCalls++;
    this.history.open(origin).calls++;
  }

  /** Once for each start. */
  recordCallEnd({ origin }: { readonly origin: Origin }, end: CallEnd): void {
    const figures = this.#origins[origin];
    figures.liveCalls = Math.max(0, figures.liveCalls - 1);
    figures.ends.add(end);
  }

  /**
   * Counts the turn and its interruption, and records its stages. The three clocks are recorded for turns in which the
   * caller spoke or pressed keys: greetings and reprompts answer nobody.
   */
  recordTurn(turn: Turn, labels: TurnLabels): void {
    const figures = this.#origins[labels.origin];
    this.history.turn(turn, labels.origin, (turn.clocks.speechEndToAudioMs ?? 0) > LATE_TURN_MS);
    figures.turns++;
    if (turn.interrupted) figures.interruptions++;
    if (turn.source !== null) figures.answersBySource.add(turn.source);
    if (turn.input === 'speech' || turn.input === 'keys') this.#recordClocks(figures, turn, labels);
    const durations = stageDurations(turn.timeline);
    for (const stage in durations) {
      const ms = durations[stage as Stage];
      if (ms !== undefined)
        this.#stage(stage, providerOf(stage as Stage, labels), turn, labels).record(ms, this.now());
    }
  }

  /** An answer had just begun when the caller went on: they had not finished, and the agent gave way. */
  recordFalseCutIn({ origin }: { readonly origin: Origin }): void {
    this.#origins[origin].falseCutIns++;
    this.history.open(origin).falseCutIns++;
  }

  /** Something was done for a turn that was forecast to be late. */
  recordBudgetAction(action: string, { origin }: { readonly origin: Origin }): void {
    this.#origins[origin].budgetActions.add(safeName(action));
  }

  /** `code` from the error table. */
  recordError(code: string, { origin, trouble = true }: ErrorLabels): void {
    this.#origins[origin].errors.add(safeName(code));
    if (trouble) this.history.open(origin).addError(safeName(code));
  }

  /** A first output goes into the stage series `providerFirstOutput.<work>`; waste is counted in its units. */
  recordProviderNews(news: ProviderNews, { origin }: { readonly origin: Origin }): void {
    const { change, work, language, provider, amount = 1 } = news;
    this.#keepProviderNews(news, origin);
    if (change === 'first-output') {
      const labels = { ...noLabels, stage: `providerFirstOutput.${work}`, provider, language, origin };
      this.#stages.get(labels).record(amount, this.now());
      return;
    }
    const key = [provider, work, language].map(safeName).join(' ');
    this.#origins[origin].providerEvents.add(
      `${key} ${change}`,
      ['waste', 'speculation'].includes(change) ? amount : 1,
    );
  }

  #keepProviderNews({ change, work, provider, amount = 1 }: ProviderNews, origin: Origin): void {
    const counter = minuteCounters[change];
    if (counter === undefined && change !== 'first-output') return;
    const minute = this.history.open(origin).provider(`${safeName(provider)} ${safeName(work)}`);
    if (counter === undefined) minute.firstOutput.record(amount);
    else minute[counter]++;
  }

  snapshot({ origin = 'measured', window = 'total' }: SnapshotOptions = {}): MetricsSnapshot {
    const figures = this.#origins[origin];
    const now = this.now();
    const summary = (series: Series) => (window === 'total' ? series.total : series.window(now)).summary();
    const { rss, heapUsed } = this.#options.memory();
    return {
      at: new Date(this.#options.clock.wall()).toISOString(),
      liveCalls: figures.liveCalls,
      calls: figures.calls,
      turns: figures.turns,
      errors: figures.errors.toRecord(),
      interruptions: figures.interruptions,
      lateTurns: figures.lateTurns,
      answersBySource: figures.answersBySource.toRecord(),
      clocks: {
        decisionToAudio: summary(figures.decisionToAudio),
        speechEndToAudio: summary(figures.speechEndToAudio),
        earEstimate: summary(figures.earEstimate),
      },
      stages: [...this.#stages.entries(origin)].map(([labels, series]) => ({
        labels,
        summary: summary(series),
      })),
      eventLoop: { ...this.#options.eventLoop() },
      memory: { rssMb: megabytes(rss), heapMb: megabytes(heapUsed) },
    };
  }

  /** For exporters. */
  figures(origin: Origin): Readonly<OriginFigures> {
    return this.#origins[origin];
  }

  /** For exporters. */
  stages(origin: Origin): Iterable<StageSeries> {
    return this.#stages.entries(origin);
  }

  /** For exporters. */
  audioLoad(): AudioLoadFigures {
    return this.#options.audioLoad();
  }

  /** The clock by which the sliding windows move. */
  now(): number {
    return this.#options.clock.now();
  }

  #recordClocks(figures: OriginFigures, turn: Turn, labels: TurnLabels): void {
    const { decisionToAudioMs, speechEndToAudioMs } = turn.clocks;
    const now = this.now();
    if (decisionToAudioMs !== null) {
      figures.decisionToAudio.record(decisionToAudioMs, now);
      this.#stage('decisionToAudio', '', turn, labels).record(decisionToAudioMs, now);
    }
    if (speechEndToAudioMs !== null) {
      figures.speechEndToAudio.record(speechEndToAudioMs, now);
      figures.earEstimate.record(turn.clocks.earEstimateMs ?? speechEndToAudioMs + TELEPHONE_LEGS_MS, now);
      this.#stage('speechEndToAudio', '', turn, labels).record(speechEndToAudioMs, now);
      if (speechEndToAudioMs > LATE_TURN_MS) figures.lateTurns++;
    }
  }

  #stage(stage: string, provider: string, turn: Turn, labels: TurnLabels): Series {
    return this.#stages.get({
      stage,
      provider,
      language: turn.language,
      source: turn.source ?? '',
      transport: labels.transport,
      workflow: labels.workflow,
      version: labels.version,
      origin: labels.origin,
    });
  }
}

function providerOf(stage: Stage, labels: TurnLabels): string {
  if (stage === 'recognition') return labels.recogniser ?? '';
  if (stage === 'model') return labels.model ?? '';
  if (stage === 'synthesis') return labels.synthesiser ?? '';
  return '';
}

/** A name of ours has no space, quote or digit row: anything else is not repeated in a figure. */
function safeName(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_.:/-]{0,63}$/.test(name) && !/[0-9]{7}/.test(name) ? name : 'other';
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 10_485.76) / 100;
}
