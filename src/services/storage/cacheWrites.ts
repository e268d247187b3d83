import { sql, type Transaction } from 'kysely';
import type { CacheBatch, EntryChanges } from './cacheBatch.ts';
import { IDS_PER_STATEMENT, parts } from './cacheParts.ts';
import type { CacheUseRow } from './cacheRows.ts';
import type {
  CacheAnswerRow,
  CacheAudioRow,
  CacheEntryRow,
  CacheLabelRow,
  CacheModelRow,
  CacheObservationRow,
  CacheVectorRow,
  Tables,
} from './schema.ts';

type Trx = Transaction<Tables>;

const ROWS_PER_STATEMENT = 100;
/** A line of some seconds has tens of kilobytes. */
const AUDIO_PER_STATEMENT = 20;

/** Writes what a batch leaves. The caller holds the cache's lock: nobody else removes an entry meanwhile. */
export async function writeCacheBatch(trx: Trx, batch: CacheBatch): Promise<void> {
  const changes = [...batch.entries];
  await removeEntries(
    trx,
    changes.filter(([, { removed }]) => removed).map(([id]) => id),
  );
  await upsertEntries(
    trx,
    changes.flatMap(([, { entry }]) => entry ?? []),
  );
  const kept = await withEntry(trx, changes);
  await upsertAnswers(
    trx,
    kept.flatMap(({ answers }) => [...answers.values()]),
  );
  await upsertObservations(
    trx,
    kept.flatMap(({ observations }) => [...observations.values()]),
  );
  await upsertVectors(
    trx,
    kept.flatMap(({ vectors }) => [...vectors.values()]),
  );
  await updateUse(
    trx,
    kept.flatMap(({ used }) => used ?? []),
  );
  await upsertLabels(trx, [...batch.labels.values()]);
  await upsertModels(trx, [...batch.models.values()]);
  await removeAudio(trx, [...batch.removedAudio]);
  await upsertAudio(
    trx,
    [...batch.audio.values()].flatMap((rows) => [...rows.values()]),
  );
}

async function removeEntries(trx: Trx, ids: readonly string[]): Promise<void> {
  for (const part of parts(ids, IDS_PER_STATEMENT))
    await trx.deleteFrom('cache_entries').where('id', 'in', part).execute();
}

/** The changes whose entry is there; the others are dropped before they can break a reference and with it the batch. */
async function withEntry(
  trx: Trx,
  changes: readonly (readonly [string, EntryChanges])[],
): Promise<EntryChanges[]> {
  const unknown = changes.filter(([, { entry, removed }]) => !entry && !removed).map(([id]) => id);
  const known = new Set(changes.filter(([, { entry }]) => entry).map(([id]) => id));
  for (const part of parts(unknown, IDS_PER_STATEMENT)) {
    const found = await trx.selectFrom('cache_entries').select('id').where('id', 'in', part).execute();
    for (const { id } of found) known.add(id);
  }
  return changes.filter(([id]) => known.has(id)).map(([, change]) => change);
}

async function upsertEntries(trx: Trx, rows: readonly CacheEntryRow[]): Promise<void> {
  for (const part of parts(rows, ROWS_PER_STATEMENT)) {
    await trx
      .insertInto('cache_entries')
      .values(part)
      .onConflict((c) =>
        c.column('id').doUpdateSet((e) => ({
          workspace: e.ref('excluded.workspace'),
          workflow_id: e.ref('excluded.workflow_id'),
          workflow_version: e.ref('excluded.workflow_version'),
          node_id: e.ref('excluded.node_id'),
          language: e.ref('excluded.language'),
          voice: e.ref('excluded.voice'),
          depends: e.ref('excluded.depends'),
          context: e.ref('excluded.context'),
          entry_key: e.ref('excluded.entry_key'),
          words: e.ref('excluded.words'),
          created_at: e.ref('excluded.created_at'),
          used_at: e.ref('excluded.used_at'),
          hits: e.ref('excluded.hits'),
          expires_at: e.ref('excluded.expires_at'),
        })),
      )
      .execute();
  }
}

async function upsertAnswers(trx: Trx, rows: readonly CacheAnswerRow[]): Promise<void> {
  for (const part of parts(rows, ROWS_PER_STATEMENT)) {
    await trx
      .insertInto('cache_answers')
      .values(part)
      .onConflict((c) =>
        c.columns(['entry_id', 'answer_id']).doUpdateSet((e) => ({
          answer: e.ref('excluded.answer'),
          standing: e.ref('excluded.standing'),
        })),
      )
      .execute();
  }
}

async function upsertObservations(trx: Trx, rows: readonly CacheObservationRow[]): Promise<void> {
  for (const part of parts(rows, ROWS_PER_STATEMENT)) {
    await trx
      .insertInto('cache_observations')
      .values(part)
      .onConflict((c) =>
        c.columns(['entry_id', 'answer_id', 'call_sid']).doUpdateSet((e) => ({
          values_hash: e.ref('excluded.values_hash'),
          circumstances: e.ref('excluded.circumstances'),
          observed_at: e.ref('excluded.observed_at'),
        })),
      )
      .execute();
  }
}

async function upsertVectors(trx: Trx, rows: readonly CacheVectorRow[]): Promise<void> {
  for (const part of parts(rows, ROWS_PER_STATEMENT)) {
    await trx
      .insertInto('cache_vectors')
      .values(part)
      .onConflict((c) =>
        c.columns(['entry_id', 'embedder']).doUpdateSet((e) => ({ vector: e.ref('excluded.vector') })),
      )
      .execute();
  }
}

async function updateUse(trx: Trx, rows: readonly CacheUseRow[]): Promise<void> {
  for (const part of parts(rows, ROWS_PER_STATEMENT)) {
    // The casts are for PostgreSQL, which takes parameters in a list of values for text.
    const values = part.map(
      ({ id, hits, used_at }) =>
        sql`(cast(${id} as text), cast(${hits} as integer), cast(${used_at} as text))`,
    );
    await sql`with used (id, hits, used_at) as (values ${sql.join(values)})
      update cache_entries set hits = used.hits, used_at = used.used_at
      from used where cache_entries.id = used.id`.execute(trx);
  }
}

async function upsertLabels(trx: Trx, rows: readonly CacheLabelRow[]): Promise<void> {
  for (const part of parts(rows, ROWS_PER_STATEMENT)) {
    await trx
      .insertInto('cache_labels')
      .values(part)
      .onConflict((c) =>
        c.columns(['workspace', 'id']).doUpdateSet((e) => ({
          workflow_id: e.ref('excluded.workflow_id'),
          call_sid: e.ref('excluded.call_sid'),
          labelled_at: e.ref('excluded.labelled_at'),
          label: e.ref('excluded.label'),
        })),
      )
      .execute();
  }
}

async function upsertModels(trx: Trx, rows: readonly CacheModelRow[]): Promise<void> {
  for (const part of parts(rows, ROWS_PER_STATEMENT)) {
    await trx
      .insertInto('cache_models')
      .values(part)
      .onConflict((c) =>
        c.columns(['workspace', 'workflow_id']).doUpdateSet((e) => ({
          model: e.ref('excluded.model'),
          updated_at: e.ref('excluded.updated_at'),
        })),
      )
      .execute();
  }
}

async function removeAudio(trx: Trx, ids: readonly string[]): Promise<void> {
  for (const part of parts(ids, IDS_PER_STATEMENT))
    await trx.deleteFrom('cache_audio').where('id', 'in', part).execute();
}

async function upsertAudio(trx: Trx, rows: readonly CacheAudioRow[]): Promise<void> {
  for (const part of parts(rows, AUDIO_PER_STATEMENT)) {
    await trx
      .insertInto('cache_audio')
      .values(part)
      .onConflict((c) =>
        c.columns(['workspace', 'id']).doUpdateSet((e) => ({
          workflow_id: e.ref('excluded.workflow_id'),
          mulaw: e.ref('excluded.mulaw'),
          used_at: e.ref('excluded.used_at'),
          hits: e.ref('excluded.hits'),
        })),
      )
      .execute();
  }
}
