/**
 * The words of the response cache: what is asked of it, what it keeps and what it answers. An entry is what callers said at
 * one place of a flow; its answers are what was said back, each with the calls that are its evidence.
 */
import { z } from 'zod';
import { languageTag, type LanguageTag } from './language.ts';
import type { JsonValue } from './json.ts';

export const cacheLayer = z.enum(['exact', 'semantic', 'pattern', 'contextual']);
export type CacheLayer = z.infer<typeof cacheLayer>;

/** Where an answer holds. Nothing outside its scope is ever answered by it. */
export const cacheScope = z.object({
  /** The tenant. A server has one, `default`, until it has several. */
  workspace: z.string(),
  workflowId: z.string(),
  workflowVersion: z.number().int(),
  nodeId: z.string(),
  language: languageTag,
  /** The provider's voice id; '' = the workflow's own for the language. */
  voice: z.string(),
  /** Hash of the shared values that the answer depends on. */
  depends: z.string(),
});
export type CacheScope = z.infer<typeof cacheScope>;

/** What is said back: a text with slots, or an outcome of the node, or both. */
export const cachedAnswer = z.object({
  /** `{{ expression }}` stands for a value of the call at hand; '' when only an act. */
  template: z.string(),
  /** A tool that the model called without arguments: an outcome of the node. */
  act: z.string().nullable(),
  /** Names of the variables whose values the slots hold. */
  slots: z.array(z.string()),
});
export type CachedAnswer = z.infer<typeof cachedAnswer>;

/** One of a caller's own values, and how it may be said. */
export interface CacheSlot {
  /** The variable. */
  readonly name: string;
  /** Personal data, or from a look-up: never kept in an entry. */
  readonly personal: boolean;
  /** The ways to say it: the expression that gives it (`sayTime(time, lang)`) and what it gives now. */
  readonly forms: readonly { readonly expression: string; readonly text: string }[];
}

/** What the flow knows when it is about to ask a language model. Pure data, made by the node. */
export interface CacheQuestion {
  readonly nodeId: string;
  readonly language: LanguageTag;
  /** '' = the workflow's own for the language. */
  readonly voice: string;
  /** What the caller said. */
  readonly words: string;
  /** All that the caller said before in this call, newest last. */
  readonly heard: readonly string[];
  /** What the agent said in this call, newest last, and after it the outcomes by which nodes were left: `node>outcome`. */
  readonly said: readonly string[];
  readonly path: readonly string[];
  /** Shared values that the answer depends on, by variable. */
  readonly depends: Readonly<Record<string, JsonValue>>;
  readonly slots: readonly CacheSlot[];
  /** All that the answer may quote for any caller: instructions, knowledge, lines. */
  readonly grounds: string;
  /** Why the answer may be neither kept nor served; null: it may. */
  readonly bypass: string | null;
}

/** What the model (or the cache) answered. */
export interface FreshAnswer {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly args: Record<string, JsonValue> }[];
}

/** An answer from the cache, filled in for this caller. */
export interface CacheReply {
  readonly layer: CacheLayer;
  readonly text: string;
  readonly act: string | null;
  readonly entryId: string;
  readonly answerId: string;
}

/** The response cache as one call sees it. Every method returns at once; none throws. */
export interface CallCache {
  /** The caller is speaking: what will be needed to look the words up is made ready. */
  hearing(words: string, language: LanguageTag): void;
  /** An answer that needs no waiting, or null. */
  ask(question: CacheQuestion): CacheReply | null;
  /** What {@link CallCache.ask} would answer. Nothing is counted, nothing is learned. */
  preview(question: CacheQuestion): CacheReply | null;
  /** The same once the words are understood by meaning (an embedding): null at once when it would change nothing. */
  askLater(question: CacheQuestion): Promise<CacheReply | null> | null;
  /** The model has answered: kept, compared with what the cache would have said, learned from. */
  learn(question: CacheQuestion, answer: FreshAnswer): void;
  /** What will probably be said next: texts worth having as audio before they are asked for. Likeliest first. */
  likely(question: Omit<CacheQuestion, 'words'>): readonly string[];
  /** Whether this hit is one of the few whose answer is generated as well, to see that hits stay right. */
  audits(question: CacheQuestion, reply: CacheReply): boolean;
}

export const cachePolicy = z.enum(['tinylfu', 'lru']);

/** A workflow's wishes. */
export const cacheSettings = z
  .object({
    exact: z.boolean().default(true),
    semantic: z.boolean().default(true),
    pattern: z.boolean().default(true),
    contextual: z.boolean().default(true),
    /** Share of hits that may be wrong: 0.005 to 0.1. */
    wrongAmongHits: z.number().min(0.005).max(0.1).default(0.01),
    /** Least similarity of a neighbour that speaks for an answer, 0 to 1. */
    similarityFloor: z.number().min(0).max(1).default(0.85),
    /** Share of hits whose answer is generated as well, off the call path, to see that hits stay right. */
    auditShare: z.number().min(0).max(1).default(0.05),
    /** Days after its answer was last generated (not served) at which an entry is forgotten: what is true may change. */
    ttlDays: z.number().int().min(1).max(365).default(30),
  })
  .meta({ id: 'CacheSettings' });
export type CacheSettings = z.infer<typeof cacheSettings>;
