import type { CachedAnswer, CacheScope } from '../../types/cache.ts';
import type {
  StoredCacheAnswer,
  StoredCacheEntry,
  StoredCacheObservation,
} from '../../types/cacheJournal.ts';
import type { ScopeSearch } from './search/scopeSearch.ts';

export interface Entry {
  row: StoredCacheEntry;
  readonly scope: string;
  readonly place: string;
  readonly answers: Map<string, StoredCacheAnswer>;
  /** By answer and call. */
  readonly observations: Map<string, StoredCacheObservation>;
  /** What spoke for answers that are reported. */
  readonly disowned: Map<string, StoredCacheObservation[]>;
}

/** An answer of a scope, whoever's words led to it. */
export interface KnownAnswer {
  readonly id: string;
  /** As it was worded where it is still held. */
  answer: CachedAnswer;
  /** Entries that hold it. */
  readonly entries: Set<string>;
  /** Different callers' values under which it was given, with how many observations each. */
  readonly values: Map<string, number>;
}

export interface ScopeMemory {
  readonly scope: CacheScope;
  readonly search: ScopeSearch;
  readonly entries: Map<string, Entry>;
  readonly answers: Map<string, KnownAnswer>;
}
