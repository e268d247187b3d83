import type { Kysely } from 'kysely';
import type { CacheContents, StoredCacheAudio } from '../../types/cacheJournal.ts';
import { LABELS_KEPT } from './cacheLabels.ts';
import {
  answerOfRow,
  audioOfRow,
  entryOfRow,
  labelOfRow,
  modelOfRow,
  observationOfRow,
  vectorOfRow,
} from './cacheRows.ts';
import type { Tables } from './schema.ts';

/** Read together: a call that is served meanwhile would hear a gap if 64 MB came over from the database's thread at once. */
const AUDIO_BYTES_PER_STATEMENT = 1_000_000;
const AUDIO_PER_STATEMENT = 200;

/** The labels oldest first. All in one transaction: no answer without its entry, because one was written or evicted between two of the queries. */
export function readCache(db: Kysely<Tables>, workspace: string): Promise<CacheContents> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const entryIds = trx.selectFrom('cache_entries').select('id').where('workspace', '=', workspace);
      const entries = await trx
        .selectFrom('cache_entries')
        .selectAll()
        .where('workspace', '=', workspace)
        .execute();
      const answers = await trx
        .selectFrom('cache_answers')
        .selectAll()
        .where('entry_id', 'in', entryIds)
        .execute();
      const observations = await trx
        .selectFrom('cache_observations')
        .selectAll()
        .where('entry_id', 'in', entryIds)
        .execute();
      const vectors = await trx
        .selectFrom('cache_vectors')
        .selectAll()
        .where('entry_id', 'in', entryIds)
        .execute();
      const labels = await trx
        .selectFrom('cache_labels')
        .selectAll()
        .where('workspace', '=', workspace)
        .orderBy('labelled_at', 'desc')
        .orderBy('id', 'desc')
        .limit(LABELS_KEPT)
        .execute();
      const models = await trx
        .selectFrom('cache_models')
        .selectAll()
        .where('workspace', '=', workspace)
        .execute();
      return {
        entries: entries.map(entryOfRow),
        answers: answers.map(answerOfRow),
        observations: observations.map(observationOfRow),
        vectors: vectors.map(vectorOfRow),
        labels: labels.toReversed().map(labelOfRow),
        models: models.map(modelOfRow),
      };
    });
}

export async function readAudio(
  db: Kysely<Tables>,
  workspace: string,
  maxBytes: number,
): Promise<StoredCacheAudio[]> {
  const sizes = await db
    .selectFrom('cache_audio')
    .select(['id', (e) => e.fn<number>('length', ['mulaw']).as('bytes')])
    .where('workspace', '=', workspace)
    .orderBy('hits', 'desc')
    .orderBy('used_at', 'desc')
    .orderBy('id')
    .execute();
  const audio: StoredCacheAudio[] = [];
  for (const ids of withinBytes(sizes, maxBytes)) {
    const rows = await db
      .selectFrom('cache_audio')
      .selectAll()
      .where('workspace', '=', workspace)
      .where('id', 'in', ids)
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    // One that was removed a moment ago is not there any more.
    audio.push(...ids.flatMap((id) => byId.get(id) ?? []).map(audioOfRow));
  }
  return audio;
}

/** The first that together have no more than `maxBytes`, in portions for one statement. */
function* withinBytes(
  sizes: readonly { readonly id: string; readonly bytes: number }[],
  maxBytes: number,
): Generator<string[]> {
  let total = 0;
  let portion: string[] = [];
  let portionBytes = 0;
  for (const { id, bytes } of sizes) {
    total += bytes;
    if (total > maxBytes) break;
    portion.push(id);
    portionBytes += bytes;
    if (portionBytes < AUDIO_BYTES_PER_STATEMENT && portion.length < AUDIO_PER_STATEMENT) continue;
    yield portion;
    portion = [];
    portionBytes = 0;
  }
  if (portion.length > 0) yield portion;
}
