import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../types/clock.ts';
import { NO_POSTGRES, postgresBinaries, startPostgres } from '../../../tests/support/postgres.ts';
import { openStore } from './index.ts';
import { migrate, migrations } from './migrations.ts';
import type { Tables } from './schema.ts';
import { sqliteBackend } from './sqlite/dialect.ts';
import { sampleCall, sampleDocument, sampleTurn } from '../../../tests/support/storage/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'weaver-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('opening', () => {
  test('makes the file and its folder, readable by its owner only', async () => {
    const path = join(folder, 'deep', 'er', 'a.db');
    const store = await openStore(`sqlite:${path}`);
    await store.ping();
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(`${path}-wal`).mode & 0o077).toBe(0);
    await store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  test('again finds what was there', async () => {
    const url = `sqlite://${join(folder, 'again.db')}`;
    const first = await openStore(url);
    const { id } = await first.workflows.create({ slug: 'a', name: 'A', document: sampleDocument() });
    await first.close();
    const second = await openStore(url);
    expect(await second.workflows.get('a')).toMatchObject({ id });
    await second.close();
  });

  test('in memory leaves no file, and each is its own', async () => {
    const [a, b] = await Promise.all([openStore('sqlite::memory:'), openStore('sqlite::memory:')]);
    await a.workflows.create({ slug: 'a', name: 'A', document: sampleDocument() });
    expect(await b.workflows.list()).toEqual([]);
    await Promise.all([a.close(), b.close()]);
  });

  test('closing commits what was handed over, and then refuses', async () => {
    const url = `sqlite:${join(folder, 'closing.db')}`;
    const store = await openStore(url);
    const writes = Promise.all([
      store.calls.start(sampleCall('CA1')),
      store.calls.addTurn('CA1', sampleTurn(0)),
    ]);
    await Promise.all([store.close(), store.close()]);
    await writes;
    await expect(store.ping()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await expect(store.calls.get('CA1')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await expect(store.calls.start(sampleCall('CA2'))).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    const again = await openStore(url);
    expect(await again.calls.turns('CA1')).toHaveLength(1);
    await again.close();
  });

  test('refuses addresses that it cannot open, and never repeats a password', async () => {
    for (const url of ['mysql://root:hunter2@x/y', 'hunter2', '', 'sqlite:']) {
      const error = await openStore(url).catch((e: Error) => e);
      expect(error).toMatchObject({ code: 'STORE_URL_INVALID' });
      expect(String(error)).not.toContain('hunter');
    }
    const nobody = 'postgres://weaver:hunter2@127.0.0.1:1/weaver';
    const error = await openStore(nobody).catch((e: Error) => e);
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', detail: { reason: 'ECONNREFUSED' } });
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
  });

  test('refuses files that are no database, folders, and databases of a newer release', async () => {
    const text = join(folder, 'text.db');
    writeFileSync(
      text,
      'this is a text file, certainly not a database, and quite long enough to be looked at\n'.repeat(20),
    );
    await expect(openStore(`sqlite:${text}`)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      detail: { reason: 'SQLITE_NOTADB' },
    });
    expect(readFileSync(text, 'utf8')).toContain('certainly');
    await expect(openStore(`sqlite:${folder}`)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const newer = join(folder, 'newer.db');
    await (await openStore(`sqlite:${newer}`)).close();
    const db = new Database(newer);
    db.exec(`insert into schema_migrations values (99, 'from the future', '2030')`);
    db.close();
    await expect(openStore(`sqlite:${newer}`)).rejects.toMatchObject({
      code: 'STORE_NEWER_SCHEMA',
      detail: { found: 99, known: migrations.length },
    });
  });

  test('a document of an older format goes through the reader given', async () => {
    const url = `sqlite:${join(folder, 'older.db')}`;
    const store = await openStore(url, { readDocument: () => sampleDocument('Brought forward') });
    const { id } = await store.workflows.create({ slug: 'a', name: 'A', document: sampleDocument() });
    expect((await store.workflows.getDraft(id))?.document.config.name).toBe('Brought forward');
    await store.close();
  });

  test('a removed call is overwritten in the file', async () => {
    const path = join(folder, 'privacy.db');
    const store = await openStore(`sqlite:${path}`);
    await store.calls.start(sampleCall('CA1', { from: '+85255557777' }));
    await store.calls.addTurn('CA1', sampleTurn(0, { caller: 'something-very-private' }));
    await store.calls.remove('CA1');
    const bytes = ['', '-wal'].map((end) => readFileSync(path + end, 'latin1')).join('');
    expect(bytes).not.toContain('something-very-private');
    expect(bytes).not.toContain('+85255557777');
    await store.close();
  });
});

describe('migrations', () => {
  const more = [...migrations, { name: 'more', statements: ['create table extra (a integer)'] }];
  const broken = [
    ...migrations,
    { name: 'broken', statements: ['create table half (a integer)', 'nonsense'] },
  ];

  test('run once each, and not at all when one fails half-way', async () => {
    const path = join(folder, 'migrations.db');
    const backend = sqliteBackend(path);
    const db = new Kysely<Tables>({ dialect: backend.dialect });
    const names = () =>
      db.selectFrom('schema_migrations').select(['version', 'name']).orderBy('version').execute();
    await migrate(db, 'sqlite', systemClock);
    await migrate(db, 'sqlite', systemClock);
    expect(await names()).toEqual(migrations.map(({ name }, at) => ({ version: at + 1, name })));
    await expect(migrate(db, 'sqlite', systemClock, broken)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await names()).toHaveLength(migrations.length);
    await migrate(db, 'sqlite', systemClock, more);
    expect((await names()).at(-1)).toEqual({ version: more.length, name: 'more' });
    await backend.close();
  });

  const child = join(import.meta.dirname, '../../../tests/support/storage/openChild.ts');

  async function openTogether(url: string): Promise<string[]> {
    const children = Array.from({ length: 3 }, () =>
      fork(child, [url], { execPath: process.execPath, execArgv: [] }),
    );
    return Promise.all(
      children.map(async (process) => {
        const [message] = (await once(process, 'message')) as [string];
        await once(process, 'exit');
        return message;
      }),
    );
  }

  test('processes that start together wait for each other: SQLite', async () => {
    expect(await openTogether(`sqlite:${join(folder, 'together.db')}`)).toEqual(['ok', 'ok', 'ok']);
  });

  const absent = postgresBinaries() === null;
  const whyNot = absent ? ` (skipped: ${NO_POSTGRES})` : '';
  test.skipIf(absent)(`processes that start together: PostgreSQL${whyNot}`, async () => {
    const server = await startPostgres();
    onTestFinished(() => server.stop());
    expect(await openTogether(server.createDatabase())).toEqual(['ok', 'ok', 'ok']);
  });
});
