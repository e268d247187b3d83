/**
 * The tables, the same on both databases. Only types that both have in common: text, integer, double precision; and bytes,
 * which each calls by a name of its own. JSON and instants (ISO 8601, UTC, milliseconds: ordered as text) are text.
 */
export interface Tables {
  workflows: WorkflowRow;
  workflow_versions: WorkflowVersionRow;
  workflow_numbers: WorkflowNumberRow;
  calls: CallRow;
  turns: TurnRow;
  call_events: CallEventRow;
  settings: SettingRow;
  api_keys: ApiKeyRow;
  custom_languages: CustomLanguageRow;
  cache_entries: CacheEntryRow;
  cache_answers: CacheAnswerRow;
  cache_observations: CacheObservationRow;
  cache_vectors: CacheVectorRow;
  cache_labels: CacheLabelRow;
  cache_models: CacheModelRow;
  cache_audio: CacheAudioRow;
  metric_minutes: MetricMinuteRow;
  schema_migrations: SchemaMigrationRow;
}

export interface WorkflowRow {
  id: string;
  slug: string;
  name: string;
  /** Workflow document, JSON. */
  draft: string;
  /** Counts saved drafts; the etag is made of it. */
  revision: number;
  published_version: number | null;
  created_at: string;
  updated_at: string;
}

export interface WorkflowVersionRow {
  workflow_id: string;
  version: number;
  note: string;
  published_at: string;
  document: string;
}

export interface WorkflowNumberRow {
  /** E.164. */
  number: string;
  workflow_id: string;
}

export interface CallRow {
  call_sid: string;
  workflow_id: string;
  workflow_version: number;
  transport: string;
  carrier: string;
  direction: string;
  from_number: string;
  to_number: string;
  language: string;
  status: string;
  started_at: string;
  ended_at: string | null;
  duration_ms: number | null;
  end_reason: string | null;
  errors: string;
  path: string;
}

export interface TurnRow {
  call_sid: string;
  turn_index: number;
  turn: string;
  /** Speech end → audio. null: not measured, or written before it was kept here. */
  latency_ms: number | null;
}

export interface CallEventRow {
  call_sid: string;
  seq: number;
  at_ms: number;
  event: string;
}

export interface SettingRow {
  key: string;
  value: string;
  updated_at: string;
}

export interface ApiKeyRow {
  id: string;
  name: string;
  scopes: string;
  /** SHA-256 of the secret, hex. */
  hash: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

export interface CustomLanguageRow {
  tag: string;
  /** `LanguageRecord`, JSON. */
  record: string;
  created_at: string;
  updated_at: string;
}

export interface CacheEntryRow {
  id: string;
  workspace: string;
  workflow_id: string;
  workflow_version: number;
  node_id: string;
  language: string;
  voice: string;
  depends: string;
  context: string;
  /** JSON, as `words`: what is heard may hold what a text column of PostgreSQL does not (NUL). */
  entry_key: string;
  words: string;
  created_at: string;
  used_at: string;
  hits: number;
  expires_at: string | null;
}

export interface CacheAnswerRow {
  entry_id: string;
  answer_id: string;
  /** `CachedAnswer`, JSON. */
  answer: string;
  standing: string;
}

export interface CacheObservationRow {
  entry_id: string;
  answer_id: string;
  call_sid: string;
  values_hash: string;
  circumstances: string;
  observed_at: string;
}

export interface CacheVectorRow {
  entry_id: string;
  embedder: string;
  vector: Uint8Array;
}

export interface CacheLabelRow {
  workspace: string;
  id: string;
  workflow_id: string;
  call_sid: string;
  labelled_at: string;
  /** JSON. */
  label: string;
}

export interface CacheModelRow {
  workspace: string;
  workflow_id: string;
  /** JSON. */
  model: string;
  updated_at: string;
}

export interface CacheAudioRow {
  workspace: string;
  /** SHA-256 of the key, hex. */
  id: string;
  /** JSON. */
  audio_key: string;
  workflow_id: string;
  mulaw: Uint8Array;
  used_at: string;
  hits: number;
}

export interface MetricMinuteRow {
  minute: string;
  origin: string;
  /** The process that counted: several may write of the same minute. */
  writer: string;
  figures: string;
}

export interface SchemaMigrationRow {
  version: number;
  name: string;
  applied_at: string;
}
