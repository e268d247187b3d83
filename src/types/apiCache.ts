/** The part of the API that is about the response cache: how it has done, what it holds, why it answers, what it forgets. */
import { z } from 'zod';
import { languageTag } from './language.ts';

// ---------------------------------------------------------------- figures

const acceptModel = z
  .object({
    certified: z.boolean(),
    threshold: z.number().nullable(),
    passed: z.number(),
    wrong: z.number(),
    labels: z.number(),
  })
  .nullable();

const cachedWorkflow = z.object({
  workflowId: z.string(),
  entries: z.number(),
  /** `shadow`: looks up and learns, serves only what is approved or agreed on by calls. */
  mode: z.enum(['shadow', 'certified']),
  labels: z.number(),
  /** Verified look-ups at which a certificate becomes possible. */
  labelsNeeded: z.number(),
  wrongAmongHits: z.number(),
  /** Calls that must agree before the same words get their answer; null = never. */
  agreeing: z.number().nullable(),
  /** Without an embedding of the words, and with one. */
  plain: acceptModel,
  embedded: acceptModel,
});

/** Of a node in flows inside flows: eight ids and slashes before its own. */
const nodeId = z.string().min(1).max(640);

/** Since the process began, but for what is held. */
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
    /** Writes that the store refused. */
    refusedWrites: z.number(),
    /** Decisions by layer, `miss` among them, with the milliseconds that they took. */
    layers: z.record(z.string(), z.object({ hits: z.number(), p50Ms: z.number(), p99Ms: z.number() })),
    misses: z.record(z.string(), z.number()),
    /** Answers that were not kept, by reason. */
    refusals: z.record(z.string(), z.number()),
    embedding: z.object({ computed: z.number(), failed: z.number() }),
    workflows: z.array(cachedWorkflow),
  })
  .meta({ id: 'CacheStats' });
export type CacheStats = z.infer<typeof cacheStats>;

/** `stored`: a restart loses nothing. `memory`: what was stored cannot be read, and nothing is written. */
export const cacheKeeping = z.enum(['stored', 'memory']);
export type CacheKeeping = z.infer<typeof cacheKeeping>;

export const cacheReport = cacheStats
  .extend({
    keeping: cacheKeeping,
    workflows: z.array(
      cachedWorkflow.extend({
        /** null: not stored here (any more). */
        slug: z.string().nullable(),
        /** What understands the meaning of each language; null: it is matched by its characters and its sound. */
        languages: z.array(z.object({ language: languageTag, embedder: z.string().nullable() })),
      }),
    ),
  })
  .meta({ id: 'CacheReport' });
export type CacheReport = z.infer<typeof cacheReport>;

// ---------------------------------------------------------------- entries

export const cacheStanding = z.enum(['learned', 'authored', 'reported']);
export type CacheStanding = z.infer<typeof cacheStanding>;

export const cacheEntry = z
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
        standing: cacheStanding,
        calls: z.number(),
      }),
    ),
  })
  .meta({ id: 'CacheEntry' });
export type ExportedEntry = z.infer<typeof cacheEntry>;

/** Of the query string. */
export const cacheEntryQuery = z.object({
  workflow: z.string().min(1).max(128).optional().describe('Id or slug'),
  version: z.coerce.number().int().nonnegative().optional().describe('0 = the draft'),
  node: nodeId.optional(),
  text: z.string().min(1).max(500).optional().describe('Part of the words or of an answer, any case'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().max(256).optional().describe('nextCursor of the page before'),
});

/** The newest first. */
export const cacheEntryPage = z
  .object({ entries: z.array(cacheEntry), total: z.number().int(), nextCursor: z.string().nullable() })
  .meta({ id: 'CacheEntryPage' });
export type CacheEntryPage = z.infer<typeof cacheEntryPage>;

export const cacheJudgement = z.object({ standing: cacheStanding }).meta({ id: 'CacheJudgement' });
export const judgedAnswer = z
  .object({ entryId: z.string(), answerId: z.string(), standing: cacheStanding })
  .meta({ id: 'CacheJudgedAnswer' });

// ---------------------------------------------------------------- why

const line = z.string().max(4_000);

export const cacheExplainRequest = z
  .object({
    workflow: z.string().min(1).max(128).describe('Id or slug'),
    /** 0 = the draft. Absent: the published version, or the draft where there is none. */
    version: z.number().int().nonnegative().optional(),
    node: nodeId,
    words: z.string().min(1).max(2_000),
    /** Absent: the workflow's first. */
    language: languageTag.optional(),
    /** What the agent has said in the call, newest last. Absent: what it says when a call comes to the node. */
    said: z.array(line).max(100).optional(),
    /** What the caller said before, newest last. */
    heard: z.array(line).max(100).optional(),
    /** The outcomes by which nodes were left: `node>outcome`. */
    path: z.array(z.string().min(1).max(200)).max(200).optional(),
    /** What the flow knows of the caller, by variable. */
    values: z.record(z.string(), z.json()).optional(),
  })
  .meta({ id: 'CacheExplainRequest' });
export type CacheExplainRequest = z.infer<typeof cacheExplainRequest>;

export const cacheExplanation = z
  .object({
    decision: z.enum(['hit', 'miss']),
    layer: z.string().nullable(),
    reason: z.string(),
    /** Why these words may be neither kept nor answered, when that is the reason. */
    bypass: z.string().nullable(),
    text: z.string().nullable(),
    entryId: z.string().nullable(),
    answerId: z.string().nullable(),
    /** The accept model's probability that the likeliest answer is right, and from where on it may be served. */
    score: z.number().nullable(),
    threshold: z.number().nullable(),
    /** Calls that must agree before the same words get their answer; null = never. */
    agreeing: z.number().nullable(),
    embedded: z.boolean(),
    near: z.array(
      z.object({
        words: z.string().nullable(),
        answer: z.string().nullable(),
        similarity: z.number(),
        cosine: z.number().nullable(),
        spelling: z.number(),
        sameContext: z.boolean(),
        vetoes: z.array(z.string()),
        calls: z.number(),
      }),
    ),
    /** The likeliest first. */
    candidates: z.array(
      z.object({
        answer: z.string(),
        agreeing: z.number(),
        disagreeing: z.number(),
        features: z.record(z.string(), z.number()),
      }),
    ),
  })
  .meta({ id: 'CacheExplanation' });
export type Explanation = z.infer<typeof cacheExplanation>;

export const cacheExplainAnswer = cacheExplanation
  .extend({
    workflowVersion: z.number().int(),
    /** Why calls do not ask the cache at all; null: they do. */
    off: z.enum(['turned-off', 'no-model']).nullable(),
  })
  .meta({ id: 'CacheExplainAnswer' });
export type CacheExplainAnswer = z.infer<typeof cacheExplainAnswer>;

// ---------------------------------------------------------------- forgetting

/** Either one call, or all calls of one telephone number, or all, or whatever matches each of the other fields. */
export const cachePurgeRequest = z
  .strictObject({
    workflow: z.string().min(1).max(128).optional().describe('Id or slug; also of a removed workflow'),
    version: z.number().int().nonnegative().optional().describe('0 = the draft'),
    node: nodeId.optional(),
    text: z.string().min(1).max(500).optional().describe('Part of the words or of an answer, any case'),
    call: z.string().min(1).max(256).optional(),
    caller: z.string().min(3).max(64).optional().describe('A number as in the records of calls'),
    all: z.literal(true).optional(),
  })
  .refine(
    ({ call, caller, all, ...some }) => {
      const kinds = [call, caller, all, ...(Object.keys(some).length > 0 ? [some] : [])];
      return kinds.filter((kind) => kind !== undefined).length <= 1;
    },
    { error: 'call, caller and all stand alone' },
  )
  .meta({ id: 'CachePurgeRequest' });
export type CachePurgeRequest = z.infer<typeof cachePurgeRequest>;

/** How much was forgotten. Entries that other calls support as well stay, without these calls' evidence. */
export const cachePurgeAnswer = z
  .object({
    entries: z.number().int(),
    observations: z.number().int(),
    labels: z.number().int(),
    audio: z.number().int(),
    /** Calls that were found for a caller. */
    calls: z.number().int().optional(),
  })
  .meta({ id: 'CachePurgeAnswer' });
export type CachePurgeAnswer = z.infer<typeof cachePurgeAnswer>;

// ---------------------------------------------------------------- in a sentence

export const cacheState = z.object({
  workflow: z.string(),
  mode: z.enum(['shadow', 'certified']),
  /** One sentence for the business, in each language of the page. */
  says: z.object({ en: z.string(), 'zh-HK': z.string() }),
});
export type CacheState = z.infer<typeof cacheState>;
