/**
 * What the rest of the server may ask of the store. One implementation serves SQLite and PostgreSQL; the same contract
 * tests run against both.
 *
 * A promise that resolves means *committed*: what was acknowledged survives `kill -9`. `get…` answers `null` for what is
 * not there; whatever changes something raises `STORE_NOT_FOUND`. Instants are ISO 8601 in UTC with milliseconds.
 */
import type { z } from 'zod';
import type { CacheJournal } from '../../types/cacheJournal.ts';
import type { Call, CallEnd, CallInfo } from '../../types/call.ts';
import type { Clock } from '../../types/clock.ts';
import type { PathStep } from '../../types/flowRuntime.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { LanguageRecord } from '../../types/languageRecord.ts';
import type { Turn } from '../../types/turn.ts';
import type { Workflow, WorkflowDocument, WorkflowVersion } from '../../types/workflow.ts';

export interface StoreOptions {
  readonly clock?: Clock;
  /** Reads a stored document; the place to bring older formats forward. Default: `workflowDocument.parse`. */
  readonly readDocument?: (json: unknown) => WorkflowDocument;
  /** Told of faults that no caller waits for (an idle PostgreSQL connection that broke, say). */
  readonly onError?: (error: Error) => void;
}

export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  readonly workflows: WorkflowRepository;
  readonly calls: CallRepository;
  readonly settings: SettingsRepository;
  readonly keys: ApiKeyRepository;
  readonly languages: LanguageRepository;
  readonly minutes: MinuteRepository;
  /** What the response cache learned. Deleting calls does not touch it: purge it of them as well. */
  readonly cache: CacheJournal;
  /** Answers when the database does; raises `STORE_UNAVAILABLE`. For `/readyz`. */
  ping(): Promise<void>;
  /** Resolves when everything handed over so far is committed. */
  flush(): Promise<void>;
  /** Flushes, then closes. Later calls raise `STORE_CLOSED`. Closing twice is harmless. */
  close(): Promise<void>;
}

// ---------------------------------------------------------------- workflows

export interface NewWorkflow {
  /** Raises `STORE_SLUG_TAKEN` when another workflow has it. */
  readonly slug: string;
  /** Also becomes the document's `config.name`, so that the two never differ. */
  readonly name: string;
  readonly document: WorkflowDocument;
}

export interface Draft {
  readonly document: WorkflowDocument;
  /** Opaque; changes with every saved draft. */
  readonly etag: string;
}

export type WorkflowVersionInfo = Omit<WorkflowVersion, 'document'>;

export interface WorkflowRepository {
  create(input: NewWorkflow): Promise<Workflow>;
  /** All, the last changed first. */
  list(): Promise<Workflow[]>;
  get(idOrSlug: string): Promise<Workflow | null>;
  getDraft(id: string): Promise<Draft | null>;
  /**
   * Saves the draft and answers its new etag. Raises `STORE_ETAG_MISMATCH` when somebody saved in between;
   * `ifMatchEtag: null` overwrites whatever is there.
   */
  saveDraft(id: string, document: WorkflowDocument, ifMatchEtag: string | null): Promise<string>;
  /**
   * Freezes the draft as the next version (1, 2, …) and points its telephone numbers here. Raises `STORE_NUMBER_TAKEN`
   * when another published workflow answers one of them; nothing is published then. `frozen` is published in the draft's
   * place: the same with what it refers to pinned. The draft stays as it is.
   */
  publish(
    id: string,
    note: string,
    ifMatchEtag?: string,
    frozen?: WorkflowDocument,
  ): Promise<WorkflowVersion>;
  /** Newest first, without the documents. */
  versions(id: string): Promise<WorkflowVersionInfo[]>;
  getVersion(id: string, version: number): Promise<WorkflowVersion | null>;
  /**
   * Copies a version into the draft; answers the new draft. Versions themselves never change. `ifMatchEtag`: only over that very
   * draft.
   * @throws WeaverError STORE_NOT_FOUND or STORE_ETAG_MISMATCH
   */
  restore(id: string, version: number, ifMatchEtag?: string): Promise<Draft>;
  /** Removes drafts, versions and numbers. Records of calls stay. */
  remove(id: string): Promise<void>;
  /** Id of the published workflow that answers this E.164 number. */
  findByNumber(e164: string): Promise<string | null>;
}

// ---------------------------------------------------------------- calls

export interface CallFinish {
  readonly end: CallEnd;
  /** Default: now. */
  readonly endedAt?: string;
  /** Default: `endedAt` less `startedAt`. */
  readonly durationMs?: number;
  readonly errors?: readonly string[];
  readonly path?: readonly PathStep[];
  /** The language in which the call ended, if it changed. */
  readonly language?: LanguageTag;
}

/** One recorded input of a call, for replay. */
export interface CallEvent {
  /** Unique within the call, ascending. */
  readonly seq: number;
  /** The call's monotonic milliseconds. */
  readonly at: number;
  readonly json: JsonValue;
}

export interface CallFilter {
  readonly workflowId?: string;
  readonly workflowVersion?: number;
  readonly status?: Call['status'];
  /** Started at or after / before this instant (ISO 8601). */
  readonly from?: string;
  readonly to?: string;
  readonly language?: LanguageTag;
  readonly end?: CallEnd;
  /** `simulated`: calls of the simulated carrier and of the browser; all others are `measured`. */
  readonly origin?: 'measured' | 'simulated';
  /** Whether errors were met on the way. */
  readonly errors?: boolean;
  /** A turn took at least this long, speech end → audio, ms. */
  readonly minLatency?: number;
  /** Part of either number: digits, perhaps with a plus before them. */
  readonly number?: string;
  /** 1-500, default 50. */
  readonly limit?: number;
  /** `nextCursor` of the page before. Raises `STORE_CURSOR_INVALID` when it is not one of ours. */
  readonly cursor?: string;
}

/** `slowestMs`: speech end → audio of its slowest turn. */
export type ListedCall = Call & { readonly slowestMs: number | null };

export interface StoredSlowTurn {
  readonly callSid: string;
  readonly workflowId: string;
  readonly workflowVersion: number;
  readonly startedAt: string;
  readonly turn: Turn;
}

export interface SlowTurnFilter {
  /** Of calls that started at or after this instant. */
  readonly from: string;
  readonly origin: 'measured' | 'simulated';
  readonly limit: number;
}

export interface CallPage {
  /** The last started first. */
  readonly calls: ListedCall[];
  readonly nextCursor: string | null;
}

/**
 * `start`, `addTurn`, `addEvents` and `finish` return at once and are committed together within a few milliseconds, off
 * the event loop; a live call need not await them, but must handle their rejection. Their order is kept.
 */
export interface CallRepository {
  /** A second start of the same call (a socket that reconnects) changes nothing. */
  start(info: CallInfo, startedAt?: string): Promise<void>;
  /** The first end stands: finishing twice changes nothing. */
  finish(callSid: string, finish: CallFinish): Promise<void>;
  /** The same index again replaces the turn (what was heard is known later). */
  addTurn(callSid: string, turn: Turn): Promise<void>;
  /** Raises `STORE_EVENT_EXISTS` when a `seq` is already there; none of the batch is kept then. */
  addEvents(callSid: string, events: readonly CallEvent[]): Promise<void>;
  get(callSid: string): Promise<Call | null>;
  list(filter?: CallFilter): Promise<CallPage>;
  turns(callSid: string): Promise<Turn[]>;
  events(callSid: string): Promise<CallEvent[]>;
  /** The slowest first, speech end → audio. */
  slowest(filter: SlowTurnFilter): Promise<StoredSlowTurn[]>;
  /** Privacy deletion: the call, its turns and its events, overwritten on disk where the database can. */
  remove(callSid: string): Promise<void>;
  /** Ids of the calls that {@link purgeOlderThan} would remove. */
  olderThan(iso: string, workflowId?: string): Promise<string[]>;
  /** Ids of all calls from or to this number, as it stands in their records. */
  withNumber(number: string): Promise<string[]>;
  /**
   * Removes calls that ended before the instant (and those still marked live that began a day before it). Answers how
   * many.
   */
  purgeOlderThan(iso: string, workflowId?: string): Promise<number>;
  /** Ends calls still marked live that began before the instant: their process died. Answers how many. */
  endAbandoned(startedBefore: string): Promise<number>;
}

// ---------------------------------------------------------------- figures

/** Figures of one minute as one process counted them. */
export interface StoredMinute {
  /** Its beginning, ISO 8601. */
  readonly minute: string;
  readonly origin: string;
  readonly figures: string;
}

export interface MinuteRepository {
  /** Of the same minute, origin and writer the last counts. */
  put(writer: string, minutes: readonly StoredMinute[]): Promise<void>;
  /** At or after the instant, in order. */
  since(iso: string): Promise<StoredMinute[]>;
  removeBefore(iso: string): Promise<void>;
}

// ---------------------------------------------------------------- settings

/** A setting's key with the schema of its value. */
export interface Setting<T> {
  readonly key: string;
  readonly schema: z.ZodType<T>;
}

export function defineSetting<T>(key: string, schema: z.ZodType<T>): Setting<T> {
  return { key, schema };
}

export interface SettingInfo {
  readonly key: string;
  readonly updatedAt: string;
}

export interface SettingsRepository {
  /** `undefined` when never set. Raises `STORE_SETTING_INVALID` when what is stored no longer fits the schema. */
  get<T>(setting: Setting<T>): Promise<T | undefined>;
  /** Raises `STORE_SETTING_INVALID` when the value does not fit. */
  set<T>(setting: Setting<T>, value: T): Promise<void>;
  /** Ordered by key. */
  list(prefix?: string): Promise<SettingInfo[]>;
  remove(key: string): Promise<void>;
}

// ---------------------------------------------------------------- custom languages

export interface StoredLanguage {
  readonly tag: LanguageTag;
  /** As it was stored, perhaps by another release: to be checked by the reader. null: not even JSON. */
  readonly record: unknown;
}

/** Languages that users added, for all workflows. */
export interface LanguageRepository {
  /** By tag. */
  list(): Promise<StoredLanguage[]>;
  /** Raises `LANGUAGE_EXISTS` when the tag is taken. */
  add(record: LanguageRecord): Promise<void>;
  update(record: LanguageRecord): Promise<void>;
  remove(tag: LanguageTag): Promise<void>;
}

// ---------------------------------------------------------------- API keys

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  /** To the minute. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface ApiKeyRepository {
  /** The secret is shown here and never again: only its hash is kept. */
  create(name: string, scopes: readonly string[]): Promise<ApiKey & { readonly secret: string }>;
  /** The key, or null when the secret is unknown, malformed or revoked. */
  verify(secret: string): Promise<ApiKey | null>;
  list(): Promise<ApiKey[]>;
  revoke(id: string): Promise<void>;
}
