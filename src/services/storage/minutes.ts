import type { Kysely } from 'kysely';
import { instant } from './callRows.ts';
import type { MinuteRepository, StoredMinute } from './repositories.ts';
import type { Tables } from './schema.ts';

export class KyselyMinutes implements MinuteRepository {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async put(writer: string, minutes: readonly StoredMinute[]): Promise<void> {
    if (minutes.length === 0) return;
    await this.#db
      .insertInto('metric_minutes')
      .values(
        minutes.map(({ minute, origin, figures }) => ({
          minute: instant('minute', minute),
          origin,
          writer,
          figures,
        })),
      )
      .onConflict((c) =>
        c
          .columns(['minute', 'origin', 'writer'])
          .doUpdateSet((e) => ({ figures: e.ref('excluded.figures') })),
      )
      .execute();
  }

  since(iso: string): Promise<StoredMinute[]> {
    return this.#db
      .selectFrom('metric_minutes')
      .select(['minute', 'origin', 'figures'])
      .where('minute', '>=', instant('iso', iso))
      .orderBy('minute')
      .execute();
  }

  async removeBefore(iso: string): Promise<void> {
    await this.#db.deleteFrom('metric_minutes').where('minute', '<', instant('iso', iso)).execute();
  }
}
