import type { Transaction } from 'kysely';
import type { CacheLabelRow, Tables } from './schema.ts';

/** How many labels a workspace keeps; the newest. */
export const LABELS_KEPT = 20_000;
/** Looked after each so many new ones; until then there may be as many too many. */
const LABELS_BETWEEN_TRIMS = 1_000;

/** Deletes labels that are too old, now and then as new ones come; the first time soon after a start. */
export class LabelTrim {
  /** Written since the last look, by workspace. A batch that is tried again counts twice: no harm. */
  readonly #written = new Map<string, number>();

  async after(trx: Transaction<Tables>, rows: Iterable<CacheLabelRow>): Promise<void> {
    const counts = new Map<string, number>();
    for (const { workspace } of rows) counts.set(workspace, (counts.get(workspace) ?? 0) + 1);
    for (const [workspace, count] of counts) {
      const written = (this.#written.get(workspace) ?? LABELS_BETWEEN_TRIMS) + count;
      const due = written >= LABELS_BETWEEN_TRIMS;
      if (due) await trimLabels(trx, workspace);
      this.#written.set(workspace, due ? 0 : written);
    }
  }
}

async function trimLabels(trx: Transaction<Tables>, workspace: string): Promise<void> {
  const newestOut = await trx
    .selectFrom('cache_labels')
    .select(['labelled_at', 'id'])
    .where('workspace', '=', workspace)
    .orderBy('labelled_at', 'desc')
    .orderBy('id', 'desc')
    .offset(LABELS_KEPT)
    .limit(1)
    .executeTakeFirst();
  if (!newestOut) return;
  const { labelled_at, id } = newestOut;
  await trx
    .deleteFrom('cache_labels')
    .where('workspace', '=', workspace)
    .where((e) =>
      e.or([
        e('labelled_at', '<', labelled_at),
        e.and([e('labelled_at', '=', labelled_at), e('id', '<=', id)]),
      ]),
    )
    .execute();
}
