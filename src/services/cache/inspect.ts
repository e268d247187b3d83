/** What the cache holds and how it has done, for operators. */
import { z } from 'zod';
import type { WorkspaceCache } from './workspaceCache.ts';

const model = z
  .object({
    certified: z.boolean(),
    threshold: z.number().nullable(),
    passed: z.number(),
    wrong: z.number(),
    labels: z.number(),
  })
  .nullable();

export const cacheStats = z
  .object({
    entries: z.number(),
    answers: z.number(),
    scopes: z.number(),
    /** Held in memory for embeddings and their index. */
    vectorBytes: z.number(),
    limits: z.object({ entries: z.number(), bytes: z.number(), policy: z.string() }),
    asked: z.number(),
    learned: z.number(),
    evicted: z.number(),
    /** Served answers that were generated as well, and how many of them were wrong. */
    audits: z.number(),
    auditsWrong: z.number(),
    refusedWrites: z.number(),
    layers: z.record(z.string(), z.object({ hits: z.number(), p50Ms: z.number(), p99Ms: z.number() })),
    misses: z.record(z.string(), z.number()),
    /** Answers that were not kept, by reason. */
    refusals: z.record(z.string(), z.number()),
    embedding: z.object({ computed: z.number(), failed: z.number() }),
    workflows: z.array(
      z.object({
        workflowId: z.string(),
        entries: z.number(),
        mode: z.enum(['shadow', 'certified']),
        labels: z.number(),
        /** Verified look-ups at which a certificate becomes possible. */
        labelsNeeded: z.number(),
        wrongAmongHits: z.number(),
        /** Calls that must agree before the same words get their answer; null = never. */
        agreeing: z.number().nullable(),
        plain: model,
        embedded: model,
      }),
    ),
  })
  .meta({ id: 'CacheStats' });
export type CacheStats = z.infer<typeof cacheStats>;

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

function shown(found: ReturnType<WorkspaceCache['models']['certification']>['plain']): z.infer<typeof model> {
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

export const exportedEntry = z
  .object({
    entryId: z.string(),
    workflowId: z.string(),
    workflowVersion: z.number(),
    nodeId: z.string(),
    language: z.string(),
    /** null: this workflow keeps no transcripts. */
    words: z.string().nullable(),
    createdAt: z.string(),
    usedAt: z.string(),
    expiresAt: z.string().nullable(),
    hits: z.number(),
    answers: z.array(
      z.object({
        answerId: z.string(),
        template: z.string(),
        act: z.string().nullable(),
        standing: z.enum(['learned', 'authored', 'reported']),
        calls: z.number(),
      }),
    ),
  })
  .meta({ id: 'CacheEntry' });
export type ExportedEntry = z.infer<typeof exportedEntry>;

export interface ExportFilter {
  readonly workflowId?: string | undefined;
  readonly nodeId?: string | undefined;
  /** Part of the words or of an answer, any case. */
  readonly text?: string | undefined;
}

/** Callers' words: for those who may read transcripts. */
export function exported(cache: WorkspaceCache, filter: ExportFilter = {}): ExportedEntry[] {
  const text = filter.text?.toLowerCase();
  return [...cache.memory.entries.values()]
    .filter(({ row }) => filter.workflowId === undefined || row.scope.workflowId === filter.workflowId)
    .filter(({ row }) => filter.nodeId === undefined || row.scope.nodeId === filter.nodeId)
    .map(({ row, answers, observations }): ExportedEntry => {
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
    })
    .filter(
      ({ words, answers }) =>
        text === undefined ||
        words?.toLowerCase().includes(text) ||
        answers.some(({ template }) => template.toLowerCase().includes(text)),
    );
}
