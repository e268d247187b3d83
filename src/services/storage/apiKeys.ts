import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../../types/clock.ts';
import { notFound } from './faults.ts';
import type { ApiKey, ApiKeyRepository } from './repositories.ts';
import type { ApiKeyRow, Tables } from './schema.ts';

/** `cfw_<id>_<secret>`: the id finds the row, the 256 random bits prove the right to it. */
const SECRET_FORM = /^cfw_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
const LAST_USED_STEP_MS = 60_000;

export class KyselyApiKeys implements ApiKeyRepository {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;

  constructor(db: Kysely<Tables>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async create(name: string, scopes: readonly string[]): Promise<ApiKey & { readonly secret: string }> {
    const id = randomBytes(8).toString('hex');
    const secret = `cfw_${id}_${randomBytes(32).toString('base64url')}`;
    const row: ApiKeyRow = {
      id,
      name,
      scopes: JSON.stringify(scopes),
      // A plain hash is enough: nobody can try out 256 random bits.
      hash: digest(secret).toString('hex'),
      created_at: this.#now(),
      last_used_at: null,
      revoked_at: null,
    };
    await this.#db.insertInto('api_keys').values(row).execute();
    return { ...keyOf(row), secret };
  }

  async verify(secret: string): Promise<ApiKey | null> {
    const id = SECRET_FORM.exec(secret)?.[1];
    if (id === undefined) return null;
    const row = await this.#db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row || !timingSafeEqual(digest(secret), Buffer.from(row.hash, 'hex'))) return null;
    if (row.revoked_at !== null) return null;
    return keyOf(await this.#used(row));
  }

  async list(): Promise<ApiKey[]> {
    const rows = await this.#db
      .selectFrom('api_keys')
      .selectAll()
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(keyOf);
  }

  async revoke(id: string): Promise<void> {
    const { numUpdatedRows } = await this.#db
      .updateTable('api_keys')
      .set((e) => ({ revoked_at: e.fn.coalesce('revoked_at', e.val(this.#now())) }))
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw notFound('key', id);
  }

  /** To the minute: a busy key must not write a row for every request. */
  async #used(row: ApiKeyRow): Promise<ApiKeyRow> {
    const last = row.last_used_at === null ? -Infinity : Date.parse(row.last_used_at);
    if (this.#clock.wall() - last < LAST_USED_STEP_MS) return row;
    const last_used_at = this.#now();
    await this.#db.updateTable('api_keys').set({ last_used_at }).where('id', '=', row.id).execute();
    return { ...row, last_used_at };
  }

  #now(): string {
    return new Date(this.#clock.wall()).toISOString();
  }
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function keyOf(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as string[],
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
