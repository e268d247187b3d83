import { isAbsolute, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import { systemClock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { KyselyApiKeys } from './apiKeys.ts';
import type { Backend } from './backend.ts';
import { KyselyCache } from './cacheJournal.ts';
import { KyselyCalls } from './calls.ts';
import { storeFault } from './faults.ts';
import { KyselyLanguages } from './languages.ts';
import { migrate } from './migrations.ts';
import { KyselyMinutes } from './minutes.ts';
import { postgresBackend } from './postgres.ts';
import type { Store, StoreOptions } from './repositories.ts';
import type { Tables } from './schema.ts';
import { KyselySettings } from './settings.ts';
import { sqliteBackend } from './sqlite/dialect.ts';
import { KyselyWorkflows } from './workflows.ts';

/**
 * Opens the store and brings its tables up to date.
 *
 * @param url `sqlite:/path/to/file.db` (made if it is not there), `sqlite::memory:`, or `postgres://user@host/database`
 * @throws STORE_URL_INVALID, STORE_UNAVAILABLE, STORE_NEWER_SCHEMA
 * @example
 * const store = await openStore('sqlite:./data/weaver.db');
 * const clinic = await store.workflows.create({ slug: 'clinic', name: 'Clinic', document });
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const { clock = systemClock, onError = () => undefined } = options;
  const { kind, backend } = backendOf(url, onError);
  const db = new Kysely<Tables>({ dialect: backend.dialect });
  try {
    await migrate(db, kind, clock);
  } catch (error) {
    await backend.close();
    throw storeFault(error);
  }
  const calls = new KyselyCalls(db, kind, clock);
  const cache = new KyselyCache(db, kind, clock);
  let closing: Promise<void> | undefined;
  return {
    kind,
    workflows: new KyselyWorkflows(db, clock, options.readDocument),
    calls,
    settings: new KyselySettings(db, clock),
    keys: new KyselyApiKeys(db, clock),
    languages: new KyselyLanguages(db, clock),
    minutes: new KyselyMinutes(db),
    cache,
    ping: async () => {
      await sql`select 1`.execute(db);
    },
    flush: async () => {
      await Promise.all([calls.flush(), cache.flush()]);
    },
    close: () => (closing ??= Promise.all([calls.close(), cache.close()]).then(() => backend.close())),
  };
}

function backendOf(url: string, onError: (error: Error) => void): { kind: Store['kind']; backend: Backend } {
  if (url.startsWith('sqlite:')) return { kind: 'sqlite', backend: sqliteBackend(sqlitePath(url.slice(7))) };
  if (/^postgres(ql)?:\/\//.test(url)) return { kind: 'postgres', backend: postgresBackend(url, onError) };
  // The address may hold a password: only its scheme is shown.
  const scheme = /^[a-z+]{1,12}:/i.exec(url)?.[0];
  throw new WeaverError('STORE_URL_INVALID', {
    reason: scheme ? `its scheme is ${scheme}` : 'it has no scheme',
  });
}

/** `/a/b.db`, `./b.db`, `///a/b.db` (as other programs write it) or `:memory:`. */
function sqlitePath(rest: string): string {
  if (rest === ':memory:') return rest;
  const path = rest.startsWith('//') ? rest.slice(2) : rest;
  if (path === '' || path.includes('\0'))
    throw new WeaverError('STORE_URL_INVALID', { reason: 'it names no file' });
  return isAbsolute(path) ? path : resolve(path);
}
