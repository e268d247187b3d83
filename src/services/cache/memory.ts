/** All that the cache knows of one workspace, in memory: entries by place, what was answered, the evidence for it. */
import { cachedAnswer, type CachedAnswer, type CacheScope } from '../../types/cache.ts';
import type {
  CacheContents,
  StoredCacheAnswer,
  StoredCacheEntry,
  StoredCacheObservation,
} from '../../types/cacheJournal.ts';
import { Counts, OwnTally } from './evidence/counts.ts';
import { exactPlace, placesOf } from './evidence/places.ts';
import { scopeKey, type StoredCircumstances } from './scope.ts';
import type { Embedded } from './search/embedded.ts';
import { ScopeSearch } from './search/scopeSearch.ts';
import { normalWords } from './words.ts';

export interface Entry {
  row: StoredCacheEntry;
  readonly scope: string;
  readonly place: string;
  readonly answers: Map<string, StoredCacheAnswer>;
  /** By answer and call. */
  readonly observations: Map<string, StoredCacheObservation>;
}

/** An answer of a scope, whoever's words led to it. */
export interface KnownAnswer {
  readonly id: string;
  readonly answer: CachedAnswer;
  /** Calls that got it. */
  readonly calls: Set<string>;
  /** Different callers' values under which it was given. */
  readonly values: Set<string>;
}

export interface ScopeMemory {
  readonly scope: CacheScope;
  readonly search: ScopeSearch;
  readonly entries: Map<string, Entry>;
  readonly answers: Map<string, KnownAnswer>;
}

export class CacheMemory {
  readonly scopes = new Map<string, ScopeMemory>();
  /** By id. */
  readonly entries = new Map<string, Entry>();
  readonly #byPlace = new Map<string, Entry>();
  #counts = new Counts();
  #counted = new Map<string, OwnTally>();

  get counts(): Counts {
    return this.#counts;
  }

  at(place: string): Entry | undefined {
    return this.#byPlace.get(place);
  }

  scope(key: string): ScopeMemory | undefined {
    return this.scopes.get(key);
  }

  /** What a call has taught, to be left out when it asks itself. */
  own(callSid: string): OwnTally | undefined {
    return this.#counted.get(callSid);
  }

  putEntry(row: StoredCacheEntry, key: string, embedded?: Embedded): Entry {
    const known = this.entries.get(row.id);
    const entry: Entry = known ?? {
      row,
      scope: key,
      place: exactPlace(key, row.context, row.key),
      answers: new Map(),
      observations: new Map(),
    };
    entry.row = row;
    if (!known) {
      this.entries.set(row.id, entry);
      this.#byPlace.set(entry.place, entry);
      this.#scopeOf(key, row.scope).entries.set(row.id, entry);
    }
    this.#index(entry, embedded);
    return entry;
  }

  setVector(entryId: string, embedded: Embedded): void {
    const entry = this.entries.get(entryId);
    if (entry) this.#index(entry, embedded);
  }

  putAnswer(row: StoredCacheAnswer): void {
    const entry = this.entries.get(row.entryId);
    if (!entry) return;
    entry.answers.set(row.answerId, row);
    this.#known(entry.scope, row.answerId, row.answer);
  }

  /** False: this call has said so before. */
  observe(row: StoredCacheObservation): boolean {
    const entry = this.entries.get(row.entryId);
    const answer = entry?.answers.get(row.answerId);
    if (!entry || !answer) return false;
    const name = `${row.answerId} ${row.callSid}`;
    const isNew = !entry.observations.has(name);
    entry.observations.set(name, row);
    const known = this.#known(entry.scope, row.answerId, answer.answer);
    known?.calls.add(row.callSid);
    known?.values.add(row.values);
    this.#count(entry, row);
    return isNew;
  }

  /** The entry is forgotten; what it taught about what follows what stays until {@link recount}. */
  remove(entryId: string): Entry | undefined {
    const entry = this.entries.get(entryId);
    if (!entry) return undefined;
    this.entries.delete(entryId);
    this.#byPlace.delete(entry.place);
    const scope = this.scopes.get(entry.scope);
    scope?.entries.delete(entryId);
    scope?.search.remove(entry.place);
    if (scope?.entries.size === 0) this.scopes.delete(entry.scope);
    return entry;
  }

  /** Evidence that these calls gave is taken back. Entries are left to the caller. */
  forgetCalls(callSids: ReadonlySet<string>): void {
    for (const entry of this.entries.values())
      for (const [name, { callSid }] of entry.observations)
        if (callSids.has(callSid)) entry.observations.delete(name);
    this.recount();
  }

  /** Counts anew what the entries that are left give evidence of. */
  recount(): void {
    this.#counts = new Counts();
    this.#counted = new Map();
    for (const scope of this.scopes.values()) scope.answers.clear();
    for (const entry of this.entries.values()) {
      for (const { answerId, answer } of entry.answers.values()) this.#known(entry.scope, answerId, answer);
      for (const row of entry.observations.values()) {
        const known = this.scopes.get(entry.scope)?.answers.get(row.answerId);
        known?.calls.add(row.callSid);
        known?.values.add(row.values);
        this.#count(entry, row);
      }
    }
  }

  /** A call is over: what it has taught is evidence for nobody but others from now on. */
  callOver(callSid: string): void {
    this.#counted.delete(callSid);
  }

  /** Of vectors by several embedders a scope keeps the last one's: they could not be compared. */
  fill({ entries, answers, observations, vectors }: CacheContents): void {
    for (const row of entries) this.putEntry(row, scopeKey(row.scope));
    for (const row of answers) this.putAnswer({ ...row, answer: cachedAnswer.parse(row.answer) });
    for (const row of observations) this.observe(row);
    for (const { entryId, vector, embedder } of vectors)
      this.setVector(entryId, { vector: floatsOf(vector), by: embedder });
    this.#counted = new Map();
  }

  #count(entry: Entry, row: StoredCacheObservation): void {
    const { state, trail } = JSON.parse(row.circumstances) as StoredCircumstances;
    const own = this.#counted.get(row.callSid) ?? new OwnTally();
    this.#counted.set(row.callSid, own);
    for (const place of placesOf({ scope: entry.scope, state, trail, key: entry.row.key }))
      if (own.add(place, row.answerId)) this.#counts.add(place, row.answerId);
  }

  #index(entry: Entry, embedded?: Embedded): void {
    const { row, place, scope } = entry;
    // Without its words an entry is found by its key alone.
    if (row.words === null) return;
    this.#scopeOf(scope, row.scope).search.add(
      { place, context: row.context, words: normalWords(row.words) },
      embedded,
    );
  }

  #scopeOf(key: string, scope: CacheScope): ScopeMemory {
    let memory = this.scopes.get(key);
    if (!memory) {
      memory = { scope, search: new ScopeSearch(), entries: new Map(), answers: new Map() };
      this.scopes.set(key, memory);
    }
    return memory;
  }

  #known(scope: string, id: string, answer: CachedAnswer): KnownAnswer | undefined {
    const answers = this.scopes.get(scope)?.answers;
    let known = answers?.get(id);
    if (answers && !known) answers.set(id, (known = { id, answer, calls: new Set(), values: new Set() }));
    return known;
  }
}

export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}

export function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.slice().buffer);
}
