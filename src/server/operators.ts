/** The orchestrators of the workflow versions that are in use: made when first called, bounded, closed when idle. */
import type { Logger } from 'pino';
import type { MetricsRegistry } from '../services/metrics/index.ts';
import {
  PerformanceOrchestrator,
  type CallRecorder,
  type PrepareReport,
  type ProviderSet,
} from '../services/performanceOrchestrator.ts';
import type { PredictiveCache } from '../services/predictiveCache.ts';
import type { Clock } from '../types/clock.ts';
import type { Line } from './lines.ts';
import type { LiveHub } from './live/liveHub.ts';
import { plainError } from './logging.ts';
import { codeOf, type Preparations } from './preparations.ts';

export interface OperatorsOptions {
  readonly vad: 'neural' | 'energy';
  readonly providers: ProviderSet;
  readonly metrics: MetricsRegistry;
  readonly recorder: CallRecorder;
  readonly live: LiveHub;
  readonly preparations: Preparations;
  readonly cache: PredictiveCache;
  readonly clock: Clock;
  readonly log: Logger;
  /** Idle ones above this are closed, the longest unused first. */
  readonly keep?: number;
}

export interface Operator {
  readonly line: Line;
  readonly orchestrator: PerformanceOrchestrator;
  /** Its providers are loaded and its lines synthesised, as far as that was possible; null: not at all. */
  readonly prepared: Promise<PrepareReport | null>;
  /** Its providers are loaded: a part of being prepared, and sooner. */
  readonly loaded: Promise<void>;
}

const DEFAULT_KEEP = 64;

export class Operators {
  readonly #options: OperatorsOptions;
  readonly #operators = new Map<string, Operator>();

  constructor(options: OperatorsOptions) {
    this.#options = options;
  }

  get liveCalls(): number {
    let calls = 0;
    for (const { orchestrator } of this.#operators.values()) calls += orchestrator.liveCalls;
    return calls;
  }

  /** @throws WeaverError FLOW_INVALID when the version does not compile on this server. */
  of(line: Line): Operator {
    const key = `${line.workflowId} ${line.edition}`;
    const operator = this.#operators.get(key) ?? this.#make(line);
    // The newest use is the last in the map.
    this.#operators.delete(key);
    this.#operators.set(key, operator);
    this.#trim();
    return operator;
  }

  /** Closes those of a workflow that has been removed, once their calls have ended. */
  forget(workflowId: string): void {
    for (const [key, operator] of this.#operators)
      if (operator.line.workflowId === workflowId && operator.orchestrator.liveCalls === 0)
        this.#close(key, operator);
  }

  /** Ends what is still going on. */
  async close(): Promise<void> {
    const all = [...this.#operators.values()];
    this.#operators.clear();
    await Promise.all(all.map(({ orchestrator }) => orchestrator.close()));
  }

  #make(line: Line): Operator {
    const { providers, metrics, recorder, cache, clock, live, log, vad } = this.#options;
    const orchestrator = new PerformanceOrchestrator(line.document.config, {
      flow: line.document.flow,
      library: line.library,
      workflow: { id: line.workflowId, slug: line.slug, version: line.version },
      // Shared by all: no single orchestrator may close them.
      providers: shared(providers),
      metrics,
      recorder,
      cache,
      clock,
      vad,
    });
    live.follow(orchestrator, line.slug);
    orchestrator.on('note', ({ callSid, code, nodeId, detail }) =>
      log.info(
        { callSid, code, nodeId, ...(code.startsWith('PROVIDER_') ? { detail } : {}) },
        'note of a call',
      ),
    );
    const { promise: loaded, resolve: onLoaded } = Promise.withResolvers<void>();
    const prepared = this.#prepare(line, orchestrator, onLoaded);
    // Also when it could not be: nobody waits for what will not come.
    void prepared.then(() => onLoaded());
    return { line, orchestrator, prepared, loaded };
  }

  async #prepare(
    line: Line,
    orchestrator: PerformanceOrchestrator,
    onLoaded: () => void,
  ): Promise<PrepareReport | null> {
    const { preparations, log } = this.#options;
    const { workflowId, version, slug } = line;
    preparations.wanted(workflowId, version);
    try {
      const report = await orchestrator.prepare({
        onProgress: (progress) => preparations.progress(workflowId, version, progress),
        onLoaded,
      });
      preparations.done(workflowId, version, report);
      const { failed, failures } = report;
      if (failed > 0) log.warn({ workflow: slug, failed, failures }, 'some lines could not be synthesised');
      return report;
    } catch (error) {
      preparations.failed(workflowId, version, codeOf(error));
      log.warn({ workflow: slug, err: plainError(error) }, 'a workflow could not be prepared in full');
      return null;
    }
  }

  #trim(): void {
    const { keep = DEFAULT_KEEP } = this.#options;
    let spare = this.#operators.size - keep;
    for (const [key, operator] of this.#operators) {
      if (spare <= 0) return;
      if (operator.orchestrator.liveCalls > 0) continue;
      this.#close(key, operator);
      spare--;
    }
  }

  #close(key: string, { orchestrator, line }: Operator): void {
    this.#operators.delete(key);
    orchestrator.close().catch((error: unknown) => {
      this.#options.log.warn(
        { workflow: line.slug, err: plainError(error) },
        'a workflow could not be closed',
      );
    });
  }
}

function shared(providers: ProviderSet): ProviderSet {
  return {
    recogniser: (voice, use) => providers.recogniser(voice, use),
    synthesiser: (voice, use) => providers.synthesiser(voice, use),
    model: (config, use) => providers.model(config, use),
    hasModel: (config) => providers.hasModel?.(config) ?? providers.model(config) !== null,
    load: (languages, config) => providers.load(languages, config),
    warm: (languages, config) => providers.warm(languages, config),
    report: (language) => providers.report?.(language) ?? { health: [], order: [] },
    close: () => Promise.resolve(),
  };
}
