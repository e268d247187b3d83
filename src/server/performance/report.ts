/** A workflow's last day, and what its trials show. */
import type { WorkflowPerformance } from '../../types/apiPerformance.ts';
import type { Clock } from '../../types/clock.ts';
import { optimisation, type Optimisation } from '../../types/trial.ts';
import type { Workflow } from '../../types/workflow.ts';
import type { PerformanceSettings } from '../../types/workflowConfig.ts';
import { withheldFrom } from '../../lib/trial.ts';
import type { Store } from '../../services/storage/index.ts';
import { CallDigests, type CallDigest } from './digests.ts';
import { figuresOf, trialOf } from './figures.ts';

const DAY_MS = 86_400_000;
const TRIAL_DAYS = 30;
/** Enough for a difference of some milliseconds; more would only take time. */
const MOST_CALLS = 5_000;

export class PerformanceReports {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #digests: CallDigests;
  readonly #running = new Map<string, Promise<WorkflowPerformance>>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#digests = new CallDigests(store.calls);
  }

  /** Several who ask at the same time get the same answer. */
  of(workflow: Workflow): Promise<WorkflowPerformance> {
    const running = this.#running.get(workflow.id);
    if (running) return running;
    const report = this.#make(workflow).finally(() => this.#running.delete(workflow.id));
    this.#running.set(workflow.id, report);
    return report;
  }

  async #make({ id: workflowId }: Workflow): Promise<WorkflowPerformance> {
    const now = this.#clock.wall();
    const from = new Date(now - TRIAL_DAYS * DAY_MS).toISOString();
    const dayBefore = new Date(now - DAY_MS).toISOString();
    const { digests, complete } = await this.#digests.of({ workflowId, from, most: MOST_CALLS });
    const settings = await this.#settingsOf(workflowId, digests);
    const today = digests.filter(({ startedAt }) => startedAt >= dayBefore);
    return {
      workflowId,
      at: new Date(now).toISOString(),
      measured: figuresOf(today.filter(({ test }) => !test)),
      simulated: figuresOf(today.filter(({ test }) => test)),
      trials: optimisation.options.map((one) => this.#trial(one, digests, settings)),
      complete,
    };
  }

  #trial(one: Optimisation, calls: readonly CallDigest[], settings: Map<number, PerformanceSettings>) {
    return trialOf(one, calls, ({ callSid, version, test }) => {
      const performance = settings.get(version);
      // Only calls of versions that measure it: what else changed between versions must not count.
      if (test || !performance?.trial.of.includes(one)) return undefined;
      return withheldFrom(callSid, performance.trial, (it) => isOn(performance, it));
    });
  }

  /** Versions do not change, so what a call went without can be told from its id at any time. */
  async #settingsOf(workflowId: string, digests: readonly CallDigest[]) {
    const settings = new Map<number, PerformanceSettings>();
    for (const version of new Set(digests.map((digest) => digest.version))) {
      if (version === 0) continue;
      const stored = await this.#store.workflows.getVersion(workflowId, version);
      if (stored) settings.set(version, stored.document.config.performance);
    }
    return settings;
  }
}

function isOn(performance: PerformanceSettings, one: Optimisation): boolean {
  const switches = {
    cache: performance.cacheEnabled,
    languageOptimization: performance.languageOptimization,
    failover: performance.failoverEnabled,
    speculation: performance.speculation,
  };
  return switches[one];
}
