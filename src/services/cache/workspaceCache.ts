/** The cache of one workspace: its memory, its models, its records, its limits. Calls see it through `CallCache`. */
import type { CacheReply, CacheSettings } from '../../types/cache.ts';
import type {
  CacheContents,
  CacheJournal,
  CachePurge,
  CachePurged,
  CacheWrite,
} from '../../types/cacheJournal.ts';
import type { Clock } from '../../types/clock.ts';
import type { Judge } from './agreement.ts';
import type { CacheLanguage } from './cacheLanguage.ts';
import { CacheEmbedding, type EmbedderFor } from './embedding.ts';
import { learn, type Lesson } from './learner.ts';
import { lookUp, type Decision } from './lookup.ts';
import { CacheMemory } from './memory.ts';
import { CacheRecords } from './records.ts';
import { CallKeys, type CacheOwner, type Looked } from './scope.ts';
import { CacheTallies } from './tallies.ts';
import type { Embedded } from './search/embedded.ts';
import { WorkflowModels } from './workflowModels.ts';
import { CacheLimits, type LimitOptions } from './limits.ts';

export interface WorkspaceOptions {
  readonly workspace: string;
  readonly clock: Clock;
  readonly language: CacheLanguage;
  readonly embedderFor: EmbedderFor;
  /** Absent: nothing outlives the process. */
  readonly journal?: CacheJournal | undefined;
  readonly judge?: Judge | undefined;
  readonly limits?: Partial<LimitOptions> | undefined;
  /** Told of writes that the journal refused. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Lessons that wait while others are being learned: more are dropped, a call never waits. */
const MOST_LESSONS = 2_000;
/** Uses are written down together. */
const USES_EVERY_MS = 10_000;

export class WorkspaceCache {
  readonly workspace: string;
  readonly memory = new CacheMemory();
  readonly tallies = new CacheTallies();
  readonly embedding: CacheEmbedding;
  readonly models: WorkflowModels;
  readonly language: CacheLanguage;
  readonly #options: WorkspaceOptions;
  readonly #records: CacheRecords;
  readonly #limits: CacheLimits;
  readonly #used = new Set<string>();
  #usesTimer: unknown = null;
  #lessons = 0;
  #learning: Promise<void> = Promise.resolve();

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.workspace = options.workspace;
    this.language = options.language;
    this.embedding = new CacheEmbedding(options.embedderFor);
    this.#records = new CacheRecords(options.journal ?? null, options.onError ?? (() => undefined));
    this.models = new WorkflowModels(
      options.workspace,
      (writes) => this.#records.write(writes),
      () => this.now(),
    );
    this.#limits = new CacheLimits(options.clock, options.limits);
  }

  /** What was learned before this process. */
  load(contents: CacheContents): void {
    this.memory.fill(contents);
    this.models.fill(contents);
    for (const entry of this.memory.entries.values()) this.#forget(this.#limits.add(entry));
    this.expire();
  }

  get limits(): LimitOptions {
    return this.#limits.options;
  }

  /** Writes that the journal refused. */
  get refusedWrites(): number {
    return this.#records.refused;
  }

  now(): string {
    return new Date(this.#options.clock.wall()).toISOString();
  }

  /** @param caller a number, or the call itself */
  keysFor(owner: CacheOwner, caller: string): CallKeys {
    return new CallKeys(owner, this.language, (wording) => this.memory.classOf(wording), caller);
  }

  decide(looked: Looked, settings: CacheSettings, callSid: string, embedded?: Embedded): Decision {
    const begun = this.#options.clock.now();
    const decision = this.previewed(looked, settings, callSid, embedded);
    this.tallies.decided(decision.layer, decision.reason, this.#options.clock.now() - begun);
    return decision;
  }

  /** The same, and not counted. */
  previewed(looked: Looked, settings: CacheSettings, callSid: string, embedded?: Embedded): Decision {
    const models = this.models.models(looked.owner, settings.wrongAmongHits, embedded?.by);
    const { memory, language } = this;
    const { agreeing } = models;
    return lookUp(looked, { memory, language, settings, models, agreeing, callSid }, embedded);
  }

  /** The decision was acted on. */
  served(decision: Decision): CacheReply | null {
    const reply = replyOf(decision);
    if (reply && decision.entry) this.#use(decision.entry.row.id);
    return reply;
  }

  failed(error: unknown): void {
    this.#options.onError?.(error);
  }

  /** A call is over, and what it has taught is learned. */
  callOver(callSid: string): void {
    void this.#learning.then(() => this.memory.callOver(callSid));
  }

  /** Off the call path, one lesson after the other. */
  learn(lesson: Lesson): void {
    if (this.#lessons >= MOST_LESSONS) return;
    this.#lessons++;
    this.#learning = this.#learning
      .then(() => this.#learn(lesson))
      .catch((error: unknown) => this.#options.onError?.(error))
      .finally(() => this.#lessons--);
  }

  async #learn(lesson: Lesson): Promise<void> {
    const { memory, language, embedding } = this;
    const { judge } = this.#options;
    const parts = { memory, language, embedding, judge, now: () => this.now() };
    const { writes, label, refused, entryId, auditRight } = await learn(lesson, parts);
    const { workflowId } = lesson.looked.owner;
    if (refused) this.tallies.refused(refused.reason);
    if (label) this.models.add(workflowId, label, lesson.settings.wrongAmongHits);
    if (auditRight !== null) this.#audited(auditRight);
    const entry = entryId === null ? undefined : memory.entries.get(entryId);
    if (entry) this.tallies.learned++;
    const evicted = entry ? this.#limits.add(entry) : [];
    await this.#records.write(writes);
    this.#forget(evicted);
  }

  #audited(right: boolean): void {
    this.tallies.audits++;
    if (!right) this.tallies.auditsWrong++;
  }

  #use(entryId: string): void {
    const entry = this.memory.entries.get(entryId);
    if (!entry) return;
    entry.row = { ...entry.row, hits: entry.row.hits + 1, usedAt: this.now() };
    this.#limits.touch(entry);
    this.#used.add(entryId);
    this.#usesTimer ??= this.#options.clock.after(USES_EVERY_MS, () => void this.#writeUses());
  }

  async #writeUses(): Promise<void> {
    this.#usesTimer = null;
    const writes = [...this.#used].flatMap((entryId): CacheWrite[] => {
      const row = this.memory.entries.get(entryId)?.row;
      return row ? [{ kind: 'used', entryId, hits: row.hits, usedAt: row.usedAt }] : [];
    });
    this.#used.clear();
    await this.#records.write(writes);
  }

  /** Entries whose time is over. */
  expire(): void {
    this.#forget(this.#limits.expired());
  }

  #forget(entryIds: readonly string[]): void {
    if (entryIds.length === 0) return;
    for (const entryId of entryIds) this.memory.remove(entryId);
    this.tallies.evicted += entryIds.length;
    void this.#records.write(entryIds.map((entryId) => ({ kind: 'remove', entryId })));
  }

  /** An operator's word on an answer: approved by hand, or wrong. */
  async standing(
    entryId: string,
    answerId: string,
    standing: 'authored' | 'reported' | 'learned',
  ): Promise<boolean> {
    const entry = this.memory.entries.get(entryId);
    const answer = entry?.answers.get(answerId);
    if (!entry || !answer) return false;
    const changed = { ...answer, standing };
    this.memory.putAnswer(changed);
    const writes: CacheWrite[] = [{ kind: 'answer', answer: changed }];
    if (standing === 'reported') this.memory.disown(entryId, answerId);
    else this.memory.reown(entryId, answerId);
    if (standing === 'authored') {
      entry.row = { ...entry.row, expiresAt: null };
      writes.push({ kind: 'entry', entry: entry.row });
      // Anew, so that it is held as what it is now.
      this.#limits.remove(entryId);
      this.#forget(this.#limits.add(entry));
    }
    await this.#records.write(writes);
    return true;
  }

  /** Puts in what an operator or a flow's author wrote. */
  async author(writes: readonly CacheWrite[]): Promise<void> {
    await this.#records.write(writes);
  }

  /** @throws WeaverError CACHE_PURGE_EMPTY, STORE_… */
  async purge(what: Omit<CachePurge, 'workspace'>): Promise<CachePurged> {
    await this.#learning;
    const stored = await this.#records.purge({ ...what, workspace: this.workspace });
    const gone = new Set(stored.entryIds);
    for (const id of this.#matching(what)) gone.add(id);
    for (const id of gone) this.#limits.remove(id);
    for (const id of gone) this.memory.remove(id);
    if (what.callSids) {
      for (const callSid of what.callSids) this.memory.forgetCall(callSid);
      this.models.forgetCalls(new Set(what.callSids));
    }
    if (what.all) this.models.forgetAll();
    else if (what.workflowId !== undefined && what.nodeId === undefined && what.workflowVersion === undefined)
      this.models.forgetWorkflow(what.workflowId);
    return { ...stored, entryIds: [...gone] };
  }

  /** In memory: also what a cache without a journal holds. */
  #matching(what: Omit<CachePurge, 'workspace'>): string[] {
    const wanted = what.entryIds && new Set(what.entryIds);
    const calls = what.callSids && new Set(what.callSids);
    const found: string[] = [];
    for (const [id, { row, observations, answers }] of this.memory.entries) {
      const { workflowId, workflowVersion, nodeId } = row.scope;
      if (what.workflowId !== undefined && workflowId !== what.workflowId) continue;
      if (what.workflowVersion !== undefined && workflowVersion !== what.workflowVersion) continue;
      if (what.nodeId !== undefined && nodeId !== what.nodeId) continue;
      if (wanted && !wanted.has(id)) continue;
      if (calls) {
        const theirs = [...observations.values()];
        const only = theirs.length > 0 && theirs.every(({ callSid }) => calls.has(callSid));
        if (!only || [...answers.values()].some(({ standing }) => standing !== 'learned')) continue;
      }
      found.push(id);
    }
    return found;
  }

  /** All that was learned so far is committed. */
  async flush(): Promise<void> {
    await this.#learning;
    await this.#writeUses();
    await this.#records.flush();
  }

  async close(): Promise<void> {
    this.#options.clock.cancel(this.#usesTimer);
    await this.flush();
    await this.models.close();
  }
}

/** null: nothing was found that may be served. */
export function replyOf({ entry, answer, layer, text }: Decision): CacheReply | null {
  if (!answer || layer === null || text === undefined) return null;
  return { layer, text, act: answer.answer.act, entryId: entry?.row.id ?? '', answerId: answer.id };
}
