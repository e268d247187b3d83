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
  /** Hash of the shared values that the answer depends on and of the names of the callers' own values that are known. */
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
  readonly voice: string;
  /** What the caller said. */
  readonly words: string;
  /** What the caller said before that in this node; null: nothing. */
  readonly before: string | null;
  /** What the agent had said last. */
  readonly prompt: string;
  /** Shared values that the answer depends on, by variable. */
  readonly depends: Readonly<Record<string, JsonValue>>;
  readonly slots: readonly CacheSlot[];
  /** All that the answer may quote for any caller: instructions, knowledge, lines. */
  readonly grounds: string;
  /** Why the answer may be neither kept nor served; null: it may. */
  readonly bypass: string | null;
}
