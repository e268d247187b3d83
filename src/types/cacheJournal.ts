/** What the response cache writes down so that a restart loses nothing. The storage room implements it. */
import type { CachedAnswer, CacheScope } from './cache.ts';
import type { JsonValue } from './json.ts';

/** What callers said at one place. Instants are ISO 8601, UTC, with milliseconds. */
export interface StoredCacheEntry {
  /** Hash of scope, context and key. */
  readonly id: string;
  readonly scope: CacheScope;
  /** Hash of what the agent had said before; '' = whatever it had said. */
  readonly context: string;
  /** The normalised words, or their sound; a hash of them where words are not kept. */
  readonly key: string;
  /** As heard; null where the workflow keeps no transcripts. */
  readonly words: string | null;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly hits: number;
  readonly expiresAt: string | null;
}

export interface StoredCacheAnswer {
  readonly entryId: string;
  /** The class of answers that mean the same; unique within the entry. */
  readonly answerId: string;
  readonly answer: CachedAnswer;
  /** `authored`: an operator approved it. `reported`: an operator said that it is wrong. */
  readonly standing: 'learned' | 'authored' | 'reported';
}

/** That a call got this answer to these words. The same call counts once. */
export interface StoredCacheObservation {
  readonly entryId: string;
  readonly answerId: string;
  readonly callSid: string;
  /** Hash of the caller's own values that were known: evidence that an answer does not depend on them. */
  readonly values: string;
  /** What the call was about and what the agent had done before, as hashes; the cache's own notation. */
  readonly circumstances: string;
  readonly at: string;
}

/** One verified example for the accept model. Holds no words. */
export interface StoredCacheLabel {
  readonly id: string;
  readonly workspace: string;
  readonly workflowId: string;
  readonly at: string;
  readonly callSid: string;
  readonly label: JsonValue;
}

/** A vector of an entry's words by one embedder; little-endian 32-bit floats. */
export interface StoredCacheVector {
  readonly entryId: string;
  readonly embedder: string;
  readonly vector: Uint8Array;
}

export type CacheWrite =
  | { readonly kind: 'entry'; readonly entry: StoredCacheEntry }
  | { readonly kind: 'answer'; readonly answer: StoredCacheAnswer }
  | { readonly kind: 'observation'; readonly observation: StoredCacheObservation }
  | { readonly kind: 'vector'; readonly vector: StoredCacheVector }
  | { readonly kind: 'label'; readonly label: StoredCacheLabel }
  /** The accept model and its certificate, per workflow. */
  | {
      readonly kind: 'model';
      readonly workspace: string;
      readonly workflowId: string;
      readonly model: JsonValue;
      readonly at: string;
    }
  | { readonly kind: 'used'; readonly entryId: string; readonly hits: number; readonly usedAt: string }
  | { readonly kind: 'remove'; readonly entryId: string };

/** What to forget. Every field given must match; at least one besides the workspace. */
export interface CachePurge {
  readonly workspace: string;
  readonly workflowId?: string;
  readonly workflowVersion?: number;
  readonly nodeId?: string;
  readonly entryIds?: readonly string[];
  /** What these calls taught: their observations and labels, and entries that nothing else supports. */
  readonly callSids?: readonly string[];
  readonly all?: true;
}

export interface CachePurged {
  readonly entryIds: readonly string[];
  readonly observations: number;
  readonly labels: number;
  readonly audio: number;
}

/** Synthesised audio of a text that belongs to no caller. mu-law, 8 kHz. */
export interface StoredCacheAudio {
  readonly key: string;
  readonly workspace: string;
  readonly workflowId: string;
  readonly mulaw: Uint8Array;
  readonly usedAt: string;
  readonly hits: number;
}

export interface CacheContents {
  readonly entries: readonly StoredCacheEntry[];
  readonly answers: readonly StoredCacheAnswer[];
  readonly observations: readonly StoredCacheObservation[];
  readonly vectors: readonly StoredCacheVector[];
  readonly labels: readonly StoredCacheLabel[];
  readonly models: readonly { readonly workflowId: string; readonly model: JsonValue }[];
}

/**
 * A promise that resolves means committed. `write` returns at once and is committed within milliseconds together with
 * what others write; the order of one caller's writes is kept. Writing a row again replaces it; a write about an entry
 * that is not there (evicted meanwhile) is dropped in silence.
 */
export interface CacheJournal {
  load(workspace: string): Promise<CacheContents>;
  write(writes: readonly CacheWrite[]): Promise<void>;
  purge(what: CachePurge): Promise<CachePurged>;
  putAudio(audio: readonly StoredCacheAudio[]): Promise<void>;
  /** The most used first, until `maxBytes`. */
  loadAudio(workspace: string, maxBytes: number): Promise<StoredCacheAudio[]>;
  removeAudio(keys: readonly string[]): Promise<void>;
}
