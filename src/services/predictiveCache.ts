/**
 * The response cache's face: answers that are the model's own, without the model. It serves inside the scope of what was
 * learned, never one caller's data to another, and no more wrong answers among its hits than the operator allows.
 *
 * @example
 * const cache = await PredictiveCache.open({ journal: store.cache, embedderFor });
 * const calls = cache.workflow({ workflowId: 'clinic', workflowVersion: 3 }, config.performance.cache, true);
 * const call = calls.call('CA0123');
 * const reply = call.ask(question); // null: ask the model, then call.learn(question, answer)
 */
import type { CacheEntryPage } from '../types/apiCache.ts';
import type { CacheQuestion, CacheSettings, CachedAnswer, CallCache } from '../types/cache.ts';
import type { CacheJournal, CachePurge, CachePurged } from '../types/cacheJournal.ts';
import { systemClock, type Clock } from '../types/clock.ts';
import {
  authored,
  createCallCache,
  explain,
  exported,
  exportedPage,
  isElliptical,
  plainAnswers,
  matchingIds,
  statsOf,
  values,
  vetoes,
  WorkspaceCache,
  type CacheLanguage,
  type CacheOwner,
  type CacheStats,
  type EmbedderFor,
  type Explanation,
  type ExportFilter,
  type Judge,
  type LimitOptions,
  type SaidAnswer,
  type Paging,
} from './cache/index.ts';
import { soundKey } from './language/index.ts';

export type {
  CacheStats,
  EmbedderFor,
  Explanation,
  ExportFilter,
  Judge,
  LimitOptions,
} from './cache/index.ts';
export type { ExportedEntry } from './cache/inspect.ts';

export interface PredictiveCacheOptions {
  /** Absent: nothing outlives the process. */
  readonly journal?: CacheJournal;
  /** Absent: matched by spelling and sound only. */
  readonly embedderFor?: EmbedderFor;
  /** Asked, off the call path, whether two answers say the same. */
  readonly judge?: Judge;
  readonly limits?: Partial<LimitOptions>;
  readonly workspace?: string;
  readonly clock?: Clock;
  readonly onError?: (error: unknown) => void;
  /** Uniform in [0, 1); for tests. */
  readonly random?: () => number;
}

/** The cache for the calls of one workflow version. */
export interface WorkflowCache {
  /** `over` when the call has ended. */
  /** `caller`: the number that calls, by which callers are told apart; absent: every call is another caller. */
  call(callSid: string, caller?: string): CallCache & { over(): void };
}

/** What the cache knows of languages. */
export const cacheLanguage: CacheLanguage = { sound: soundKey, vetoes, values, isElliptical };

const EXPIRE_EVERY_MS = 10 * 60_000;
/** As in the schema of a workflow's settings. */
const DEFAULT_BOUND = 0.01;

export class PredictiveCache {
  readonly #workspace: WorkspaceCache;
  readonly #options: PredictiveCacheOptions;
  readonly #bounds = new Map<string, number>();
  readonly #clock: Clock;
  #timer: unknown = null;

  private constructor(workspace: WorkspaceCache, options: PredictiveCacheOptions) {
    this.#workspace = workspace;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#expireLater();
  }

  /** Without a journal: what is learned ends with the process. */
  static inMemory(options: Omit<PredictiveCacheOptions, 'journal'> = {}): PredictiveCache {
    return new PredictiveCache(workspaceOf(options), options);
  }

  /** Reads what was learned before. @throws WeaverError STORE_… */
  static async open(options: PredictiveCacheOptions = {}): Promise<PredictiveCache> {
    const { journal } = options;
    const workspace = workspaceOf(options);
    if (journal) workspace.load(await journal.load(workspace.workspace));
    return new PredictiveCache(workspace, options);
  }

  /** The cache for the calls of one workflow version. `keepWords`: the workflow keeps transcripts. */
  workflow(owner: Omit<CacheOwner, 'workspace'>, settings: CacheSettings, keepWords: boolean): WorkflowCache {
    const cache = this.#workspace;
    this.#bounds.set(owner.workflowId, settings.wrongAmongHits);
    cache.models.wanted(owner, settings.wrongAmongHits);
    return {
      call: (callSid, caller = callSid) =>
        createCallCache({
          cache,
          owner: { ...owner, workspace: cache.workspace },
          settings,
          callSid,
          caller,
          keepWords,
          random: this.#options.random ?? Math.random,
        }),
    };
  }

  /** @param bound a workflow's share of wrong hits, where no call has brought its settings yet */
  stats(bound: (workflowId: string) => number | undefined = () => undefined): CacheStats {
    return statsOf(this.#workspace, (id) => this.#bounds.get(id) ?? bound(id) ?? DEFAULT_BOUND);
  }

  /** What would be done with these words, and why. */
  explain(
    owner: Omit<CacheOwner, 'workspace'>,
    question: CacheQuestion,
    settings: CacheSettings,
  ): Promise<Explanation> {
    const full = { ...owner, workspace: this.#workspace.workspace };
    return explain(this.#workspace, { owner: full, question, settings });
  }

  export(filter?: ExportFilter): ReturnType<typeof exported> {
    return exported(this.#workspace, filter);
  }

  /** The same in pages, the newest first. */
  entries(filter: ExportFilter, paging: Paging): CacheEntryPage {
    return exportedPage(this.#workspace, filter, paging);
  }

  /** Ids of the entries that match: for {@link purge}. */
  matching(filter: ExportFilter): string[] {
    return matchingIds(this.#workspace, filter);
  }

  /** Answers without anything filled in, the most used first: they belong to no caller. */
  plainAnswers(workflowId?: string, limit?: number): SaidAnswer[] {
    return plainAnswers(this.#workspace, workflowId, limit);
  }

  get workspace(): string {
    return this.#workspace.workspace;
  }

  /** Puts an answer in by hand; resolves when it is committed. */
  author(
    owner: Omit<CacheOwner, 'workspace'>,
    question: CacheQuestion,
    answer: CachedAnswer,
  ): Promise<{ entryId: string; answerId: string }> {
    const full = { ...owner, workspace: this.#workspace.workspace };
    return authored(this.#workspace, { owner: full, question, answer });
  }

  /** An operator's word on an answer. False: there is no such answer. */
  judge(entryId: string, answerId: string, standing: 'authored' | 'reported' | 'learned'): Promise<boolean> {
    return this.#workspace.standing(entryId, answerId, standing);
  }

  /** @throws WeaverError CACHE_PURGE_EMPTY */
  purge(what: Omit<CachePurge, 'workspace'>): Promise<CachePurged> {
    return this.#workspace.purge(what);
  }

  /** Fits the accept models of a workflow now, instead of after the next labels. */
  refit(workflowId: string): Promise<void> {
    return this.#workspace.models.refit(workflowId, this.#bounds.get(workflowId) ?? DEFAULT_BOUND);
  }

  /** The providers have changed: other embedders may serve. */
  providersChanged(): void {
    this.#workspace.embedding.forgetEmbedders();
    this.#workspace.models.distrustEmbedded();
  }

  /** All that was learned so far is committed. */
  flush(): Promise<void> {
    return this.#workspace.flush();
  }

  async close(): Promise<void> {
    this.#clock.cancel(this.#timer);
    await this.#workspace.close();
  }

  #expireLater(): void {
    this.#timer = this.#clock.after(EXPIRE_EVERY_MS, () => {
      this.#workspace.expire();
      this.#expireLater();
    });
    (this.#timer as { unref?: () => void }).unref?.();
  }
}

function workspaceOf(options: PredictiveCacheOptions): WorkspaceCache {
  const { journal, embedderFor, judge, limits, onError, workspace = 'default' } = options;
  return new WorkspaceCache({
    workspace,
    clock: options.clock ?? systemClock,
    language: cacheLanguage,
    embedderFor: embedderFor ?? (() => Promise.resolve(null)),
    journal,
    judge,
    limits,
    onError,
  });
}

export default PredictiveCache;
