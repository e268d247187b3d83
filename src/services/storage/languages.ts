import type { Kysely } from 'kysely';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { LanguageRecord } from '../../types/languageRecord.ts';
import { notFound } from './faults.ts';
import type { LanguageRepository, StoredLanguage } from './repositories.ts';
import type { Tables } from './schema.ts';

export class KyselyLanguages implements LanguageRepository {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;

  constructor(db: Kysely<Tables>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async list(): Promise<StoredLanguage[]> {
    const rows = await this.#db.selectFrom('custom_languages').select(['tag', 'record']).execute();
    // Few rows; ordered here, because the two databases order text each in their own way.
    return rows
      .sort((a, b) => (a.tag < b.tag ? -1 : 1))
      .map(({ tag, record }) => ({ tag, record: readJson(record) }));
  }

  async add(record: LanguageRecord): Promise<void> {
    const now = this.#now();
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('custom_languages')
      .values({ tag: record.tag, record: JSON.stringify(record), created_at: now, updated_at: now })
      .onConflict((c) => c.column('tag').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) throw new WeaverError('LANGUAGE_EXISTS', { language: record.tag });
  }

  async update(record: LanguageRecord): Promise<void> {
    const { numUpdatedRows } = await this.#db
      .updateTable('custom_languages')
      .set({ record: JSON.stringify(record), updated_at: this.#now() })
      .where('tag', '=', record.tag)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw notFound('custom language', record.tag);
  }

  async remove(tag: LanguageTag): Promise<void> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('custom_languages')
      .where('tag', '=', tag)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw notFound('custom language', tag);
  }

  #now(): string {
    return new Date(this.#clock.wall()).toISOString();
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // the reader says so
  }
}
