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
import type { Entry, KnownAnswer, ScopeMemory } from './memoryTypes.ts';
import { scopeKey, wordingHash, type StoredCircumstances } from './scope.ts';
import type { Embedded } from './search/embedded.ts';
import { ScopeSearch } from './search/scopeSearch.ts';
import { floatsOf } from './vectorBytes.ts';
import { normalWords } from './words.ts';

export type { Entry, KnownAnswer, ScopeMemory } from './memoryTypes.ts';

/** Observations of one entry. */
const MOST_OBSERVATIONS = 300;
/** Enough to see whether something said is of their kind. */
const SAMPLES = 8;
/** Wordings that are remembered; forgotten, an answer is a new act until it is said again. */
const MOST_WORDINGS = 50_000;

export class CacheMemory {
  readonly scopes = new Map<string, ScopeMemory>();
  /** By id. */
  readonly entries = new Map<string, Entry>();
  readonly #byPlace = new Map<string, Entry>();
  /** Entries to which a call has given evidence, and how many observations. */
  readonly #byCall = new Map<string, Map<Entry, number>>();
  /** Entries of the same words, after whatever the agent had said. */
  readonly #byKey = new Map<string, Set<Entry>>();
  readonly #samples = new Map<string, string[]>();
  /** Classes of answers by the hash of a wording. */
  readonly #wordings = new Map<string, string>();
  readonly counts = new Counts();
  readonly #counted = new Map<string, OwnTally>();

  at(place: string): Entry | undefined {
    return this.#byPlace.get(place);
  }

  /** The same words in the same scope. */
  sameWords(scope: string, key: string): ReadonlySet<Entry> {
    return this.#byKey.get(`${scope} ${key}`) ?? new Set();
  }

  classOf(wording: string): string | undefined {
    return this.#wordings.get(wording);
  }

  /** Some of what callers said where the answer followed that act. */
  samples(scope: string, context: string, answerId: string): readonly string[] {
    return this.#samples.get(`${scope} ${context} ${answerId}`) ?? [];
  }

  /** The answer was worded so as well. */
  worded(template: string, answerId: string): void {
    if (this.#wordings.size >= MOST_WORDINGS) this.#wordings.clear();
    this.#wordings.set(wordingHash(template), answerId);
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
      disowned: new Map(),
    };
    entry.row = row;
    if (!known) {
      this.entries.set(row.id, entry);
      this.#byPlace.set(entry.place, entry);
      const same = this.#byKey.get(`${key} ${row.key}`) ?? new Set();
      this.#byKey.set(`${key} ${row.key}`, same.add(entry));
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
    if (row.answer.template !== '') this.worded(row.answer.template, row.answerId);
    this.#known(entry.scope, row.answerId, row.answer)?.entries.add(row.entryId);
  }

  observe(row: StoredCacheObservation): void {
    const entry = this.entries.get(row.entryId);
    const answer = entry?.answers.get(row.answerId);
    if (!entry || !answer) return;
    if (answer.standing === 'reported') {
      entry.disowned.set(row.answerId, [...(entry.disowned.get(row.answerId) ?? []), row]);
      return;
    }
    const name = `${row.answerId} ${row.callSid}`;
    const before = entry.observations.get(name);
    if (before) this.#unobserve(entry, before, true);
    const values = this.#known(entry.scope, row.answerId, answer.answer)?.values;
    values?.set(row.values, (values.get(row.values) ?? 0) + 1);
    entry.observations.set(name, row);
    this.#forgetOldest(entry);
    this.#sample(entry, row.answerId);
    const taught = this.#byCall.get(row.callSid) ?? new Map<Entry, number>();
    this.#byCall.set(row.callSid, taught.set(entry, (taught.get(entry) ?? 0) + 1));
    const own = this.#counted.get(row.callSid) ?? new OwnTally();
    this.#counted.set(row.callSid, own);
    for (const place of placesIn(entry, row))
      if (own.add(place, row.answerId)) this.counts.add(place, row.answerId);
  }

  /** The entry is forgotten, with all that it is evidence of. */
  remove(entryId: string): void {
    const entry = this.entries.get(entryId);
    if (!entry) return;
    for (const row of entry.observations.values()) this.#unobserve(entry, row);
    this.entries.delete(entryId);
    this.#byPlace.delete(entry.place);
    const same = this.#byKey.get(`${entry.scope} ${entry.row.key}`);
    same?.delete(entry);
    if (same?.size === 0) this.#byKey.delete(`${entry.scope} ${entry.row.key}`);
    const scope = this.scopes.get(entry.scope);
    if (!scope) return;
    for (const answerId of entry.answers.keys()) {
      this.#samples.delete(`${entry.scope} ${entry.row.context} ${answerId}`);
      const known = scope.answers.get(answerId);
      known?.entries.delete(entryId);
      if (known?.entries.size === 0) scope.answers.delete(answerId);
    }
    scope.entries.delete(entryId);
    scope.search.remove(entry.place);
    if (scope.entries.size === 0) this.scopes.delete(entry.scope);
  }

  /** An operator says that the answer is wrong: calls that got it are no evidence for it, until the word is taken back. */
  disown(entryId: string, answerId: string): void {
    const entry = this.entries.get(entryId);
    if (!entry) return;
    const rows = [...entry.observations.values()].filter((row) => row.answerId === answerId);
    for (const row of rows) this.#unobserve(entry, row);
    entry.disowned.set(answerId, [...(entry.disowned.get(answerId) ?? []), ...rows]);
  }

  reown(entryId: string, answerId: string): void {
    const entry = this.entries.get(entryId);
    const rows = entry?.disowned.get(answerId) ?? [];
    entry?.disowned.delete(answerId);
    for (const row of rows) this.observe(row);
  }

  /** Evidence that a call gave is taken back. Entries are left to the caller. */
  forgetCall(callSid: string): void {
    for (const entry of this.#byCall.get(callSid)?.keys() ?? [])
      for (const row of entry.observations.values()) if (row.callSid === callSid) this.#unobserve(entry, row);
    this.#counted.delete(callSid);
  }

  /**
   * Where a call has said the same in two places, a count that it gave once may be taken back twice: evidence is then
   * understated, which serves less, never more.
   */
  #unobserve(entry: Entry, row: StoredCacheObservation, replaced = false): void {
    entry.observations.delete(`${row.answerId} ${row.callSid}`);
    const values = this.scopes.get(entry.scope)?.answers.get(row.answerId)?.values;
    const left = (values?.get(row.values) ?? 1) - 1;
    if (left > 0) values?.set(row.values, left);
    else values?.delete(row.values);
    const own = this.#counted.get(row.callSid);
    for (const place of placesIn(entry, row)) {
      own?.remove(place, row.answerId);
      this.counts.subtract(place, row.answerId);
    }
    const taught = this.#byCall.get(row.callSid);
    const given = (taught?.get(entry) ?? 1) - 1;
    if (given > 0) taught?.set(entry, given);
    else taught?.delete(entry);
    if (given <= 0 && !replaced) this.#unsupported(entry, row.answerId);
    if (taught?.size === 0) this.#byCall.delete(row.callSid);
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
    this.#counted.clear();
  }

  /** Evidence beyond this changes nothing any more. */
  #forgetOldest(entry: Entry): void {
    if (entry.observations.size <= MOST_OBSERVATIONS) return;
    const [oldest] = entry.observations.values();
    if (oldest) this.#unobserve(entry, oldest, true);
  }

  /** An answer that no call speaks for any more is gone, and its wording with it. */
  #unsupported(entry: Entry, answerId: string): void {
    const answer = entry.answers.get(answerId);
    if (!answer || answer.standing !== 'learned') return;
    for (const row of entry.observations.values()) if (row.answerId === answerId) return;
    entry.answers.delete(answerId);
    const answers = this.scopes.get(entry.scope)?.answers;
    const known = answers?.get(answerId);
    known?.entries.delete(entry.row.id);
    const [left] = known?.entries ?? [];
    const other = left === undefined ? undefined : this.entries.get(left)?.answers.get(answerId);
    if (known && other) known.answer = other.answer;
    else answers?.delete(answerId);
  }

  #sample({ scope, row }: Entry, answerId: string): void {
    if (row.words === null) return;
    const key = `${scope} ${row.context} ${answerId}`;
    const samples = this.#samples.get(key) ?? [];
    const words = normalWords(row.words);
    if (samples.length >= SAMPLES || samples.includes(words)) return;
    samples.push(words);
    if (samples.length === 1) this.#samples.set(key, samples);
    if (this.#samples.size > MOST_WORDINGS) this.#samples.clear();
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
    if (answers && !known) answers.set(id, (known = { id, answer, entries: new Set(), values: new Map() }));
    return known;
  }
}

function placesIn(
  { scope, row: { key } }: Entry,
  { circumstances }: StoredCacheObservation,
): readonly string[] {
  const { state, trail } = JSON.parse(circumstances) as StoredCircumstances;
  return placesOf({ scope, state, trail, key });
}
