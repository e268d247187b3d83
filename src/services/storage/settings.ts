import type { Kysely } from 'kysely';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { Setting, SettingInfo, SettingsRepository } from './repositories.ts';
import type { Tables } from './schema.ts';

export class KyselySettings implements SettingsRepository {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;

  constructor(db: Kysely<Tables>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async get<T>(setting: Setting<T>): Promise<T | undefined> {
    const row = await this.#db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', setting.key)
      .executeTakeFirst();
    return row ? checked(setting, JSON.parse(row.value)) : undefined;
  }

  async set<T>(setting: Setting<T>, value: T): Promise<void> {
    const row = {
      value: JSON.stringify(checked(setting, value)),
      updated_at: new Date(this.#clock.wall()).toISOString(),
    };
    await this.#db
      .insertInto('settings')
      .values({ key: setting.key, ...row })
      .onConflict((c) => c.column('key').doUpdateSet(row))
      .execute();
  }

  async list(prefix = ''): Promise<SettingInfo[]> {
    const rows = await this.#db.selectFrom('settings').select(['key', 'updated_at']).execute();
    // Few rows; compared here, because the two databases order and match text each in their own way.
    return rows
      .filter(({ key }) => key.startsWith(prefix))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, updated_at }) => ({ key, updatedAt: updated_at }));
  }

  async remove(key: string): Promise<void> {
    await this.#db.deleteFrom('settings').where('key', '=', key).execute();
  }
}

/** Names where it is wrong, never what it holds: a setting may be a provider's key. */
function checked<T>({ key, schema }: Setting<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new WeaverError('STORE_SETTING_INVALID', {
    key,
    reason: `${issue?.code} at ${issue?.path.join('.') || 'the top'}`,
  });
}
