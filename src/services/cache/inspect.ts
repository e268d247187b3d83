/** What the cache holds and how it has done, for operators. */
import { isEverybodys } from './callers.ts';
import type { CacheEntryPage, CacheStats, ExportedEntry } from '../../types/apiCache.ts';
import type { Entry } from './memory.ts';
import type { WorkspaceCache } from './workspaceCache.ts';

export type { CacheStats, ExportedEntry };

type ShownModel = CacheStats['workflows'][number]['plain'];

/** @param delta a workflow's bound, by id */
export function statsOf(cache: WorkspaceCache, delta: (workflowId: string) => number): CacheStats {
  const { memory, models, tallies, embedding } = cache;
  const perWorkflow = new Map<string, number>();
  let [answers, vectorBytes] = [0, 0];
  for (const { scope, entries, answers: known, search } of memory.scopes.values()) {
    perWorkflow.set(scope.workflowId, (perWorkflow.get(scope.workflowId) ?? 0) + entries.size);
    answers += known.size;
    vectorBytes += search.bytes;
  }
  return {
    ...tallies.read(),
    entries: memory.entries.size,
    answers,
    scopes: memory.scopes.size,
    vectorBytes,
    limits: cache.limits,
    refusedWrites: cache.refusedWrites,
    embedding: { computed: embedding.computed, failed: embedding.failed },
    workflows: [...perWorkflow].map(([workflowId, entries]) => {
      const { plain, embedded, ...rest } = models.certification(workflowId, delta(workflowId));
      return { workflowId, entries, ...rest, plain: shown(plain), embedded: shown(embedded) };
    }),
  };
}

function shown(found: ReturnType<WorkspaceCache['models']['certification']>['plain']): ShownModel {
  if (!found) return null;
  const { certificate, labels } = found;
  return {
    certified: certificate !== null,
    threshold: certificate?.threshold ?? null,
    passed: certificate?.passed ?? 0,
    wrong: certificate?.wrong ?? 0,
    labels,
  };
}

export interface SaidAnswer {
  readonly text: string;
  readonly language: string;
  /** '' = the workflow's own for the language. */
  readonly voice: string;
}

/** Answers without anything filled in, the most used first: they belong to no caller. */
export function plainAnswers(cache: WorkspaceCache, workflowId?: string, limit = Infinity): SaidAnswer[] {
  const found = new Map<string, SaidAnswer & { uses: number }>();
  for (const { row, scope, answers, observations } of cache.memory.entries.values()) {
    if (workflowId !== undefined && row.scope.workflowId !== workflowId) continue;
    for (const { answerId, answer, standing } of answers.values()) {
      if (answer.slots.length > 0 || answer.template === '' || standing === 'reported') continue;
      const known = cache.memory.scope(scope)?.answers.get(answerId);
      if (standing !== 'authored' && (!known || !isEverybodys(known.values.keys()))) continue;
      const { language, voice } = row.scope;
      const key = `${language}\n${voice}\n${answer.template}`;
      const uses = (found.get(key)?.uses ?? 0) + row.hits + observations.size;
      found.set(key, { text: answer.template, language, voice, uses });
    }
  }
  return [...found.values()].sort((a, b) => b.uses - a.uses).slice(0, limit);
}

export interface ExportFilter {
  readonly workflowId?: string | undefined;
  readonly workflowVersion?: number | undefined;
  readonly nodeId?: string | undefined;
  /** Part of the words or of an answer, any case. */
  readonly text?: string | undefined;
}

/** Callers' words: for those who may read transcripts. */
export function exported(cache: WorkspaceCache, filter: ExportFilter = {}): ExportedEntry[] {
  return matching(cache, filter).map(shownEntry);
}

export interface Paging {
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** The newest first, a page of them. */
export function exportedPage(cache: WorkspaceCache, filter: ExportFilter, paging: Paging): CacheEntryPage {
  const { limit, cursor } = paging;
  const found = matching(cache, filter)
    .map((entry) => ({ entry, at: `${entry.row.createdAt} ${entry.row.id}` }))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  // What is newer than the page before may have come or gone meanwhile.
  const rest = cursor === undefined ? found : found.filter(({ at }) => at < cursor);
  const page = rest.slice(0, limit);
  return {
    entries: page.map(({ entry }) => shownEntry(entry)),
    total: found.length,
    nextCursor: rest.length > limit ? (page.at(-1)?.at ?? null) : null,
  };
}

/** Ids of the entries that match. */
export function matchingIds(cache: WorkspaceCache, filter: ExportFilter): string[] {
  return matching(cache, filter).map(({ row }) => row.id);
}

function matching(cache: WorkspaceCache, filter: ExportFilter): Entry[] {
  const { workflowId, workflowVersion, nodeId } = filter;
  const text = filter.text?.toLowerCase();
  return [...cache.memory.entries.values()].filter(
    ({ row: { scope, words }, answers }) =>
      (workflowId === undefined || scope.workflowId === workflowId) &&
      (workflowVersion === undefined || scope.workflowVersion === workflowVersion) &&
      (nodeId === undefined || scope.nodeId === nodeId) &&
      (text === undefined ||
        words?.toLowerCase().includes(text) === true ||
        [...answers.values()].some(({ answer }) => answer.template.toLowerCase().includes(text))),
  );
}

function shownEntry({ row, answers, observations }: Entry): ExportedEntry {
  const { workflowId, workflowVersion, nodeId, language } = row.scope;
  const calls = [...observations.values()];
  return {
    entryId: row.id,
    workflowId,
    workflowVersion,
    nodeId,
    language,
    words: row.words,
    createdAt: row.createdAt,
    usedAt: row.usedAt,
    expiresAt: row.expiresAt,
    hits: row.hits,
    answers: [...answers.values()].map(({ answerId, answer, standing }) => ({
      answerId,
      template: answer.template,
      act: answer.act,
      standing,
      calls: calls.filter((one) => one.answerId === answerId).length,
    })),
  };
}
