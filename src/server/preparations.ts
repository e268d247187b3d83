/** How far the lines of each workflow version are synthesised, for those who watch. */
import type { Preparation } from '../types/api.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { PrepareProgress, PrepareReport } from '../services/performanceOrchestrator.ts';

type Watcher = (state: Preparation) => void;

/** Of one workflow; the draft and the newest are what anybody asks for. */
const VERSIONS_KEPT = 4;

const nothing = { done: 0, total: 0, failed: 0, language: null, voice: null, failures: [] } as const;

export class Preparations {
  readonly #states = new Map<string, Map<number, Preparation>>();
  readonly #watchers = new Map<string, Set<Watcher>>();

  /** The newest, or the version that is meant. */
  state(workflowId: string, version?: number): Preparation | undefined {
    const states = this.#states.get(workflowId);
    if (!states) return undefined;
    return states.get(version ?? Math.max(...states.keys()));
  }

  /** It will be begun. Before this, and once the workflow is forgotten, nothing is told of it. */
  wanted(workflowId: string, version: number): void {
    if (this.state(workflowId, version)?.state === 'running') return;
    const states = this.#states.get(workflowId) ?? new Map<number, Preparation>();
    this.#states.set(workflowId, states);
    states.set(version, { ...nothing, version, state: 'waiting', failures: [] });
    const old = [...states.keys()].filter((one) => one > 0).sort((a, b) => a - b);
    for (const one of old.slice(0, -VERSIONS_KEPT)) this.#gone(workflowId, one);
  }

  progress(workflowId: string, version: number, progress: PrepareProgress): void {
    this.#put(workflowId, { ...figures(progress), version, state: 'running', failures: [] });
  }

  /** Also when it was ready before. */
  done(workflowId: string, version: number, report: PrepareReport): void {
    this.#put(workflowId, {
      ...figures(report),
      version,
      state: 'done',
      failures: report.failures.map((failure) => ({ ...failure })),
    });
  }

  /** It could not be begun. */
  failed(workflowId: string, version: number, code: string): void {
    this.#put(workflowId, { ...nothing, version, state: 'failed', failures: [], code });
  }

  forget(workflowId: string): void {
    for (const version of this.#states.get(workflowId)?.keys() ?? []) this.#gone(workflowId, version);
    this.#states.delete(workflowId);
  }

  /** Answers how to stop watching. */
  watch(workflowId: string, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(workflowId) ?? new Set();
    this.#watchers.set(workflowId, watchers);
    watchers.add(watcher);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(workflowId);
    };
  }

  get watched(): number {
    let count = 0;
    for (const watchers of this.#watchers.values()) count += watchers.size;
    return count;
  }

  /** Whoever watches is told that nothing will come. */
  #gone(workflowId: string, version: number): void {
    const { state } = this.state(workflowId, version) ?? {};
    if (state === 'waiting' || state === 'running') this.failed(workflowId, version, 'STORE_NOT_FOUND');
    this.#states.get(workflowId)?.delete(version);
  }

  #put(workflowId: string, state: Preparation): void {
    const states = this.#states.get(workflowId);
    if (!states?.has(state.version)) return;
    states.set(state.version, state);
    for (const watcher of this.#watchers.get(workflowId) ?? []) watcher(state);
  }
}

function figures({ done, total, failed, language, voice }: PrepareProgress) {
  return { done, total, failed, language, voice };
}

export function codeOf(error: unknown): string {
  return error instanceof WeaverError ? error.code : 'API_INTERNAL';
}
