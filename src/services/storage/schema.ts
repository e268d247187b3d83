/**
 * The tables, the same on both databases. Only types that both have in common: text, integer, double precision. JSON and
 * instants (ISO 8601, UTC, milliseconds: ordered as text) are text.
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

export interface SchemaMigrationRow {
  version: number;
  name: string;
  applied_at: string;
}
