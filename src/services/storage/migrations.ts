import { sql, type Kysely } from 'kysely';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { Tables } from './schema.ts';

export interface Migration {
  readonly name: string;
  /** `{bytes}` stands for the type of a column of bytes: the only one without a name that both databases know. */
  readonly statements: readonly string[];
}

/**
 * Forward only. The number of a migration is its place in the list, counted from 1: append, never edit one that has been
 * released. The statements run as they stand on both databases, but for `{bytes}`.
 */
export const migrations: readonly Migration[] = [
  {
    name: 'first tables',
    statements: [
      `create table workflows (
        id text primary key,
        slug text not null unique,
        name text not null,
        draft text not null,
        revision integer not null,
        published_version integer,
        created_at text not null,
        updated_at text not null)`,
      `create table workflow_versions (
        workflow_id text not null references workflows (id) on delete cascade,
        version integer not null,
        note text not null,
        published_at text not null,
        document text not null,
        primary key (workflow_id, version))`,
      `create table workflow_numbers (
        number text primary key,
        workflow_id text not null references workflows (id) on delete cascade)`,
      `create index workflow_numbers_by_workflow on workflow_numbers (workflow_id)`,
      // No reference to workflows: the record of a call outlives its workflow.
      `create table calls (
        call_sid text primary key,
        workflow_id text not null,
        workflow_version integer not null,
        transport text not null,
        carrier text not null,
        direction text not null,
        from_number text not null,
        to_number text not null,
        language text not null,
        status text not null,
        started_at text not null,
        ended_at text,
        duration_ms double precision,
        end_reason text,
        errors text not null,
        path text not null)`,
      `create index calls_by_start on calls (started_at, call_sid)`,
      `create index calls_by_workflow on calls (workflow_id, started_at)`,
      `create index calls_by_status on calls (status, started_at)`,
      `create table turns (
        call_sid text not null references calls (call_sid) on delete cascade,
        turn_index integer not null,
        turn text not null,
        primary key (call_sid, turn_index))`,
      `create table call_events (
        call_sid text not null references calls (call_sid) on delete cascade,
        seq integer not null,
        at_ms double precision not null,
        event text not null,
        primary key (call_sid, seq))`,
      `create table settings (key text primary key, value text not null, updated_at text not null)`,
      `create table api_keys (
        id text primary key,
        name text not null,
        scopes text not null,
        hash text not null,
        created_at text not null,
        last_used_at text,
        revoked_at text)`,
    ],
  },
  {
    name: 'response cache',
    statements: [
      // No reference to workflows, as with calls: the server says when what was learned of one is to be forgotten.
      `create table cache_entries (
        id text primary key,
        workspace text not null,
        workflow_id text not null,
        workflow_version integer not null,
        node_id text not null,
        language text not null,
        voice text not null,
        depends text not null,
        context text not null,
        entry_key text not null,
        words text not null,
        created_at text not null,
        used_at text not null,
        hits integer not null,
        expires_at text)`,
      `create index cache_entries_by_place on cache_entries (workspace, workflow_id, workflow_version, node_id)`,
      `create table cache_answers (
        entry_id text not null references cache_entries (id) on delete cascade,
        answer_id text not null,
        answer text not null,
        standing text not null,
        primary key (entry_id, answer_id))`,
      // No reference to the answer: evidence may be written before what it is evidence of.
      `create table cache_observations (
        entry_id text not null references cache_entries (id) on delete cascade,
        answer_id text not null,
        call_sid text not null,
        values_hash text not null,
        circumstances text not null,
        observed_at text not null,
        primary key (entry_id, answer_id, call_sid))`,
      `create index cache_observations_by_call on cache_observations (call_sid)`,
      `create table cache_vectors (
        entry_id text not null references cache_entries (id) on delete cascade,
        embedder text not null,
        vector {bytes} not null,
        primary key (entry_id, embedder))`,
      // What has no entry to belong to carries its workspace in the key: no tenant can write over another's.
      `create table cache_labels (
        workspace text not null,
        id text not null,
        workflow_id text not null,
        call_sid text not null,
        labelled_at text not null,
        label text not null,
        primary key (workspace, id))`,
      `create index cache_labels_by_age on cache_labels (workspace, labelled_at, id)`,
      `create index cache_labels_by_call on cache_labels (call_sid)`,
      `create table cache_models (
        workspace text not null,
        workflow_id text not null,
        model text not null,
        updated_at text not null,
        primary key (workspace, workflow_id))`,
      // By a hash of the key, which holds the text that is said: an index of PostgreSQL takes 2,704 bytes.
      `create table cache_audio (
        workspace text not null,
        id text not null,
        audio_key text not null,
        workflow_id text not null,
        mulaw {bytes} not null,
        used_at text not null,
        hits integer not null,
        primary key (workspace, id))`,
      `create index cache_audio_by_use on cache_audio (workspace, hits, used_at)`,
      `create index cache_audio_by_id on cache_audio (id)`,
    ],
  },
  {
    name: 'custom languages',
    statements: [
      `create table custom_languages (
        tag text primary key,
        record text not null,
        created_at text not null,
        updated_at text not null)`,
    ],
  },
  {
    name: 'figures of each minute, latency of turns',
    statements: [
      `create table metric_minutes (
        minute text not null,
        origin text not null,
        writer text not null,
        figures text not null,
        primary key (minute, origin, writer))`,
      `alter table turns add column latency_ms double precision`,
      `create index turns_by_latency on turns (latency_ms)`,
    ],
  },
];

const BYTES = { sqlite: 'blob', postgres: 'bytea' } as const;

/** Any number, as long as nobody else in the same PostgreSQL database locks it: "cfw" and a 1. */
const ADVISORY_LOCK = 0x63_66_77_01;

/**
 * Brings the database to the newest schema, all in one transaction, so that a machine that dies half-way leaves the old
 * one. Servers that start together wait for each other: on PostgreSQL by an advisory lock, on SQLite because every
 * transaction of ours begins as the writer.
 */
export async function migrate(
  db: Kysely<Tables>,
  kind: 'sqlite' | 'postgres',
  clock: Clock,
  list: readonly Migration[] = migrations,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(trx);
    await sql`create table if not exists schema_migrations (
      version integer primary key, name text not null, applied_at text not null)`.execute(trx);
    const { found } = await trx
      .selectFrom('schema_migrations')
      .select((e) => e.fn.coalesce(e.fn.max('version'), e.lit(0)).as('found'))
      .executeTakeFirstOrThrow();
    if (found > list.length) throw new WeaverError('STORE_NEWER_SCHEMA', { found, known: list.length });
    for (const [at, { name, statements }] of list.entries()) {
      if (at < found) continue;
      for (const statement of statements) {
        await sql.raw(statement.replaceAll('{bytes}', BYTES[kind])).execute(trx);
      }
      const applied_at = new Date(clock.wall()).toISOString();
      await trx
        .insertInto('schema_migrations')
        .values({ version: at + 1, name, applied_at })
        .execute();
    }
  });
}
