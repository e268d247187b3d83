/**
 * Runs the conversations of one workflow version: it answers legs, spends the latency budget, measures every turn and
 * says when a target is missed. The only room that knows all the others.
 *
 * @example
 * const orchestrator = new PerformanceOrchestrator(workflowConfig, { targetLatency: 300, maxLatency: 500 });
 * orchestrator.on('performanceAlert', (alert) => console.warn(alert));
 * await orchestrator.startOptimizedConversation(callSid); // as soon as that call's socket is open
 */
import { Emitter } from '../lib/emitter.ts';
import type { Call, CallInfo } from '../types/call.ts';
import { systemClock, type Clock } from '../types/clock.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { CallLeg } from '../types/leg.ts';
import type { MetricsSnapshot } from '../types/metrics.ts';
import type { Turn } from '../types/turn.ts';
import { workflowConfig, type WorkflowConfig, type WorkflowConfigInput } from '../types/workflowConfig.ts';
import { promptCache as sharedPromptCache } from './orchestrator/shared.ts';
import { createHttpClient, type HttpClient, switchboard as sharedSwitchboard } from './conversation/index.ts';
import { expectedPhrases, type CompiledFlow } from './flow/index.ts';
import { LanguageOptimizer } from './languageOptimizer.ts';
import { PredictiveCache, type WorkflowCache } from './predictiveCache.ts';
import { MetricsRegistry, type Origin, type SnapshotOptions } from './metrics/index.ts';
import { isTrouble } from './orchestrator/callInfo.ts';
import {
  startCall,
  type ConversationWatch,
  type RunningCall,
  type TurnLabels,
} from './orchestrator/conversation.ts';
import { languageLayers, languageParts, switchesOf } from './orchestrator/callSwitches.ts';
import { budgetsOf, compiled, embeddingBy } from './orchestrator/setup.ts';
import type { TurnBudgets } from './orchestrator/budget/turnBudgets.ts';
import { embeddedProviders, standInEars } from './orchestrator/registryProviders.ts';
import type {
  AnswerOptions,
  CallHandle,
  OrchestratorEvents,
  OrchestratorOptions,
} from './orchestrator/options.ts';
import type { ProviderNews } from './orchestrator/callProviders.ts';
import { makeReady, type PrepareOptions, type PrepareReport } from './orchestrator/prepare.ts';
import type { ProviderSet } from './orchestrator/providerSet.ts';
import type { ReadingOf } from './orchestrator/readAloud.ts';
import { TransitionCounts } from './orchestrator/transitionCounts.ts';

export type {
  AnswerOptions,
  CallHandle,
  CallRecorder,
  CallTape,
  Handoff,
  OrchestratorEvents,
  OrchestratorOptions,
  PerformanceAlert,
} from './orchestrator/options.ts';
export { embeddedProviders, RegistryProviders } from './orchestrator/registryProviders.ts';
export { KeptAudio, type KeptAudioOptions } from './orchestrator/keptAudio.ts';
export { promptCache, scriptedTexts } from './orchestrator/shared.ts';
export type { PrepareProgress, PrepareReport } from './orchestrator/prepare.ts';
export type { Chosen, ProviderSet, ProviderUse } from './orchestrator/providerSet.ts';

/** Two hundred texts cover two thirds of what a telephone line says (docs/cache.md). */
const PREPARED_ANSWERS = 200;
const METRICS_EVERY_MS = 1_000;
const LEG_TIMEOUT_MS = 15_000;
/** Until every farewell is there: nobody may be able to speak when it is needed. */
const PREPARE_AGAIN_MS = 60_000;

export class PerformanceOrchestrator extends Emitter<OrchestratorEvents> {
  readonly config: WorkflowConfig;
  private readonly options: OrchestratorOptions;
  readonly compiled: CompiledFlow;
  readonly languages: LanguageOptimizer;
  private readonly languagesFor: (optimised: boolean) => LanguageOptimizer;
  private readonly clock: Clock;
  private readonly metrics: MetricsRegistry;
  private readonly providers: ProviderSet;
  private readonly hasModel: boolean;
  private readonly cache: PredictiveCache;
  private readonly http: HttpClient;
  private readonly budgets: TurnBudgets;
  private readonly transitions = new TransitionCounts();
  private readonly calls = new Map<string, RunningCall>();
  private metricsTimer: unknown = null;
  private retry: unknown = null;
  private closed = false;

  /**
   * @throws ZodError when the configuration does not fit its schema.
   * @throws WeaverError CALL_FLOW_HAS_ERRORS when the flow has errors; its message lists them.
   */
  constructor(config: WorkflowConfigInput, options: OrchestratorOptions = {}) {
    super();
    this.config = workflowConfig.parse(config);
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.metrics = options.metrics ?? new MetricsRegistry({ clock: this.clock });
    this.providers = options.providers ?? embeddedProviders();
    this.hasModel = this.providers.hasModel?.(this.config) ?? this.providers.model(this.config) !== null;
    this.compiled = compiled(this.config, options);
    this.languages = new LanguageOptimizer(this.config, options.languageOptimization);
    this.languagesFor = languageLayers(this.config, this.languages);
    this.cache = options.cache ?? PredictiveCache.inMemory(embeddingBy(this.providers, this.clock));
    this.budgets = budgetsOf(this.config, options, this.clock, (alert) =>
      this.emit('performanceAlert', alert),
    );
    this.http = createHttpClient({
      allowedPrivateHosts: this.config.allowedPrivateHosts,
      secret: (name) => process.env[`WEAVER_SECRET_${name}`],
    });
  }

  private readonly readingOf: ReadingOf = (text, language, phonemes) =>
    this.languages.aloud(text, language, phonemes);

  /** null: switched off, or there is no model whose answers could be kept. */
  private cacheForCalls(enabled: boolean): WorkflowCache | null {
    const { performance, privacy } = this.config;
    if (!enabled || !this.hasModel) return null;
    const { id: workflowId, version: workflowVersion } = this.workflow;
    return this.cache.workflow({ workflowId, workflowVersion }, performance.cache, privacy.keepTranscripts);
  }

  private get workflow(): { readonly id: string; readonly version: number } {
    return this.options.workflow ?? { id: 'unsaved', version: 0 };
  }

  /** Calls that are going on. */
  get liveCalls(): number {
    return this.calls.size;
  }

  /**
   * Answers a call whose socket is open, or will be within 15 s.
   *
   * @throws WeaverError CALL_UNKNOWN when it does not open; CALL_ALREADY_STARTED when it was started before.
   */
  async startOptimizedConversation(callSid: string): Promise<CallHandle> {
    if (this.calls.has(callSid)) throw new WeaverError('CALL_ALREADY_STARTED', { callSid });
    const switchboard = this.options.switchboard ?? sharedSwitchboard;
    const [leg] = await Promise.all([switchboard.waitFor(callSid, LEG_TIMEOUT_MS), this.ready()]);
    return this.answer(leg);
  }

  /** Makes the providers of the workflow's languages. `answer` may be called before, but would find none. */
  ready(): Promise<void> {
    return this.providers.load(this.config.languages, this.config);
  }

  /** Answers an open leg: the flow's first line is on its way when this returns. */
  answer(leg: CallLeg, answer: AnswerOptions = {}): CallHandle {
    const { callSid } = leg.start;
    if (this.calls.has(callSid)) throw new WeaverError('CALL_ALREADY_STARTED', { callSid });
    const on = switchesOf(callSid, this.config.performance, this.options);
    const languages = this.languagesFor(on.languageOptimization);
    const call = startCall(leg, answer, {
      config: this.config,
      workflow: this.workflow,
      ...languageParts(languages, this.compiled, this.hasModel),
      speculation: on.speculation,
      prediction: (this.options.prediction ?? this.config.performance.prediction) ? this.transitions : null,
      clock: this.clock,
      providers: this.providers,
      failover: on.failover,
      http: this.http,
      promptCache: sharedPromptCache,
      cache: this.cacheForCalls(on.cache),
      budgets: this.budgets,
      vad: this.options.vad ?? 'neural',
      standInEars: () => standInEars(this.clock),
      watch: this.watch,
      tape: (sid, startMs) => this.options.recorder?.tape?.(sid, startMs),
    });
    this.calls.set(callSid, call);
    void call.ended.then(() => this.calls.delete(callSid));
    this.keepMetricsComing();
    return call;
  }

  /**
   * Loads providers and detectors and synthesises every scripted line, so that the first call waits for nothing. What
   * cannot be loaded is said when it is missed: a call falls back in a stated order.
   */
  async prepare(wish: Pick<PrepareOptions, 'onProgress' | 'onLoaded'> = {}): Promise<PrepareReport> {
    this.languages.warm((language) => expectedPhrases(this.compiled, language));
    const report = await makeReady(this.options.vad ?? 'neural', {
      flow: this.compiled,
      config: this.config,
      providers: this.providers,
      cache: sharedPromptCache,
      readingOf: this.readingOf,
      answers: this.cache.plainAnswers(this.workflow.id, PREPARED_ANSWERS),
      busy: () => this.calls.size > 0,
      stopped: () => this.closed,
      ...wish,
    });
    if (report.farewellsMissing > 0 && !this.closed)
      this.retry = this.clock.after(PREPARE_AGAIN_MS, () => void this.prepare());
    return report;
  }

  /** Figures since the start or of the last hour; of real calls unless asked for simulated ones. They never mix. */
  snapshot(options?: SnapshotOptions): MetricsSnapshot {
    return this.metrics.snapshot(options);
  }

  /** Ends what is going on, politely where the carrier lets us. Shared providers stay. */
  async close(): Promise<void> {
    this.closed = true;
    this.clock.cancel(this.retry);
    const live = [...this.calls.values()];
    for (const call of live) call.shutdown();
    await Promise.all(live.map((call) => call.ended));
    this.clock.cancel(this.metricsTimer);
    this.metricsTimer = null;
    await this.http.close();
    if (!this.options.cache) await this.cache.close();
    if (this.options.providers) await this.options.providers.close();
  }

  private readonly watch: ConversationWatch = {
    started: (call: Call, origin) => {
      this.metrics.recordCallStart({ origin });
      this.options.recorder?.callStarted(call);
      this.emit('callStarted', { call });
    },
    turn: (info, turn, labels) => this.onTurn(info, turn, labels),
    acted: (action, origin) => this.metrics.recordBudgetAction(action, { origin }),
    partial: (callSid, text) => this.emit('partial', { callSid, text }),
    provider: (callSid, news, origin) => this.onProviderNews(callSid, news, origin),
    interrupted: (callSid, interruption, origin) => {
      if (interruption.kind === 'yield') this.metrics.recordFalseCutIn({ origin });
      this.emit('interruption', { callSid, ...interruption });
    },
    note: (callSid, code, nodeId, detail, origin) => {
      this.metrics.recordError(code, { origin, trouble: isTrouble(code) });
      this.emit('note', { callSid, code, nodeId, detail });
    },
    events: (callSid, batch) => {
      if (this.config.privacy.keepTranscripts) this.options.recorder?.events(callSid, batch);
    },
    ended: (call: Call, origin) => {
      this.metrics.recordCallEnd({ origin }, call.end ?? 'failed');
      const { endedAt, durationMs, end, turnCount, errors, path } = call;
      this.options.recorder?.callEnded(call.callSid, { endedAt, durationMs, end, turnCount, errors, path });
      if (end) this.emit('callEnded', { callSid: call.callSid, end });
    },
    crashed: (callSid, error) => {
      const reason = error instanceof Error ? (error.stack ?? error.name) : typeof error;
      this.emit('note', { callSid, code: 'CALL_CRASHED', nodeId: '', detail: { reason } });
    },
  };

  private onTurn(info: CallInfo, turn: Turn, labels: TurnLabels): void {
    this.metrics.recordTurn(turn, {
      transport: info.transport,
      workflow: info.workflowId,
      version: String(info.workflowVersion),
      recogniser: labels.recogniser,
      model: labels.model,
      synthesiser: labels.synthesiser,
      origin: labels.origin,
    });
    const kept = this.config.privacy.keepTranscripts ? turn : { ...turn, caller: '', agent: '', heard: '' };
    this.options.recorder?.turn(info.callSid, kept);
    this.emit('turn', { callSid: info.callSid, turn });
    this.budgets.measured(info.callSid, turn);
  }

  private onProviderNews(callSid: string, news: ProviderNews, origin: Origin): void {
    this.metrics.recordProviderNews(news, { origin });
    const { change, work: kind, language, provider, from } = news;
    if (change === 'failover')
      this.emit('failover', { callSid, kind, language, from: from ?? '', to: provider });
    if (change === 'recovery') this.emit('recovered', { callSid, kind, language, provider });
  }

  private keepMetricsComing(): void {
    if (this.metricsTimer !== null) return;
    this.metricsTimer = this.clock.after(METRICS_EVERY_MS, () => {
      this.metricsTimer = null;
      if (this.listenerCount('metricsUpdate') > 0) this.emit('metricsUpdate', this.snapshot());
      if (this.calls.size > 0) this.keepMetricsComing();
    });
  }
}

export default PerformanceOrchestrator;
