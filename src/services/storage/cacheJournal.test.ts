/** What only the SQLite file shows, and what closing does. The contract of both databases: store.test.ts. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../types/clock.ts';
import {
  sampleAnswer,
  sampleAudio,
  sampleEntry,
  sampleObservation,
} from '../../../tests/support/storage/cacheSamples.ts';
import { sampleDocument } from '../../../tests/support/storage/samples.ts';
import { openStore } from './index.ts';
import { migrate, migrations } from './migrations.ts';
import type { Tables } from './schema.ts';
import { sqliteBackend } from './sqlite/dialect.ts';

const folder = mkdtempSync(join(tmpdir(), 'weaver-cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the journal of the cache', () => {
  test('a purge overwrites in the file what is forgotten', async () => {
    const path = join(folder, 'privacy.db');
    const store = await openStore(`sqlite:${path}`);
    const template = 'said-to-one-caller-only '.repeat(500);
    const answer = { ...sampleAnswer('e1', 'a'), answer: { template, act: null, slots: [] } };
    await store.cache.write([
      { kind: 'entry', entry: sampleEntry('e1', {}, { words: 'something-very-private' }) },
      { kind: 'answer', answer },
      { kind: 'observation', observation: sampleObservation('e1', 'a', 'CA-of-a-person') },
    ]);
    const contents = () => ['', '-wal'].map((end) => readFileSync(path + end, 'latin1')).join('');
    expect(contents().includes('something-very-private')).toBe(true);
    expect(
      (await store.cache.purge({ workspace: 'default', callSids: ['CA-of-a-person'] })).entryIds,
    ).toEqual(['e1']);
    expect(/something-very-private|said-to-one-caller|CA-of-a-person/.exec(contents())).toBeNull();
    await store.close();
  });

  test('closing commits what was handed over, and then refuses', async () => {
    const url = `sqlite:${join(folder, 'closing.db')}`;
    const store = await openStore(url);
    const writes = Promise.all([
      store.cache.write([{ kind: 'entry', entry: sampleEntry('e1') }]),
      store.cache.putAudio([sampleAudio('line')]),
    ]);
    await store.close();
    await writes;
    const closed = { code: 'STORE_CLOSED' };
    await expect(store.cache.write([{ kind: 'remove', entryId: 'e1' }])).rejects.toMatchObject(closed);
    await expect(store.cache.purge({ workspace: 'default', all: true })).rejects.toMatchObject(closed);
    await expect(store.cache.load('default')).rejects.toMatchObject(closed);
    const again = await openStore(url);
    expect((await again.cache.load('default')).entries).toEqual([sampleEntry('e1')]);
    expect(await again.cache.loadAudio('default', 100)).toEqual([sampleAudio('line')]);
    await again.close();
  });

  test('a row that cannot be read says which, not what it holds', async () => {
    const path = join(folder, 'corrupt.db');
    const store = await openStore(`sqlite:${path}`);
    const answer = { template: 'a caller was told this', act: 7, slots: [] };
    await store.cache.write([
      { kind: 'entry', entry: sampleEntry('e1') },
      { kind: 'answer', answer: { ...sampleAnswer('e1', 'a1'), answer: answer as never } },
    ]);
    const error = await store.cache.load('default').catch((e: Error) => e);
    expect(error).toMatchObject({ code: 'STORE_CORRUPT', detail: { kind: 'cache answer', id: 'a1' } });
    expect(JSON.stringify(error) + String(error)).not.toContain('told');
    await store.close();
  });

  test('a store of the release before gets its tables, and keeps what it has', async () => {
    const path = join(folder, 'upgrade.db');
    const backend = sqliteBackend(path);
    const db = new Kysely<Tables>({ dialect: backend.dialect });
    await migrate(db, 'sqlite', systemClock, migrations.slice(0, 1));
    const row = {
      slug: 'a',
      name: 'A',
      revision: 1,
      published_version: null,
      created_at: '',
      updated_at: '',
    };
    await db
      .insertInto('workflows')
      .values({ id: 'wf_1', draft: JSON.stringify(sampleDocument()), ...row })
      .execute();
    await backend.close();
    const store = await openStore(`sqlite:${path}`);
    expect(await store.workflows.get('a')).toMatchObject({ id: 'wf_1' });
    await store.cache.write([{ kind: 'entry', entry: sampleEntry('e1') }]);
    expect((await store.cache.load('default')).entries).toHaveLength(1);
    await store.close();
  });
});
