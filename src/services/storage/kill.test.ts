import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { NO_POSTGRES, postgresBinaries, startPostgres } from '../../../tests/support/postgres.ts';
import { sampleCall } from '../../../tests/support/storage/samples.ts';
import { openStore, type Store } from './index.ts';

const ROUNDS = 5;
const child = join(import.meta.dirname, '../../../tests/support/storage/killChild.ts');
const folder = mkdtempSync(join(tmpdir(), 'weaver-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a child write until it has acknowledged `lines` (and a random moment more), kills, answers what it acknowledged. */
async function writeUntilKilled(url: string, prefix: string, lines: number, kill?: () => Promise<void>) {
  const writer = spawn(process.execPath, [child, url, prefix], { stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  let armed = false;
  const strike = () => void (kill ? kill() : Promise.resolve()).then(() => writer.kill('SIGKILL'));
  writer.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (armed || out.split('\n').length <= lines) return;
    armed = true;
    setTimeout(strike, Math.random() * 40);
  });
  await once(writer, 'close');
  // The last line may be cut: it was not acknowledged then.
  return out
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
}

/** What was acknowledged and is not there, or not as it was. */
async function missing(store: Store, acknowledged: string[][]): Promise<string[][]> {
  const lost: string[][] = [];
  const cached = await cacheLines(store);
  for (const words of acknowledged) if (!(await isThere(store, cached, words))) lost.push(words);
  const [, id = '', n] = acknowledged.filter(([kind]) => kind === 'draft').at(-1) ?? [];
  if (n === undefined) return lost;
  const saved = Number((await store.workflows.getDraft(id))?.document.config.name.split(' ').at(-1));
  // The next one may have been committed without its acknowledgement getting out.
  if (saved !== Number(n) && saved !== Number(n) + 1) lost.push(['last draft', id, n]);
  return lost;
}

/** What the cache holds, as the child writes it. */
async function cacheLines(store: Store): Promise<Set<string>> {
  const { entries, answers, observations } = await store.cache.load('default');
  return new Set([
    ...entries.map(({ id }) => `entry ${id}`),
    ...answers.map(({ entryId, answerId }) => `answer ${entryId} ${answerId}`),
    ...observations.map(({ entryId, answerId, callSid }) => `observation ${entryId} ${answerId} ${callSid}`),
  ]);
}

async function isThere(store: Store, cached: Set<string>, words: string[]): Promise<boolean> {
  const [kind, id = '', a, b] = words;
  switch (kind) {
    case 'entry':
    case 'answer':
    case 'observation':
      return cached.has(words.join(' '));
    case 'evicted':
      return !cached.has(`entry ${id}`);
    case 'ready':
    case 'draft':
      return true;
    case 'call':
      return (await store.calls.get(id)) !== null;
    case 'turn':
      return (await store.calls.turns(id)).some(({ index }) => index === Number(a));
    case 'event':
      return (await store.calls.events(id)).some(({ seq }) => seq === Number(a));
    case 'finish': {
      const call = await store.calls.get(id);
      return call?.status === 'ended' && call.turnCount === 3;
    }
    case 'version': {
      const version = await store.workflows.getVersion(id, Number(a));
      return version?.note === b && version?.document.config.name.endsWith(` ${b}`) === true;
    }
    default:
      return false;
  }
}

describe('kill -9', () => {
  test('of the server loses nothing acknowledged: SQLite', { timeout: 60_000 }, async () => {
    const path = join(folder, 'kill.db');
    let total = 0;
    const kinds = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const lines = 20 + Math.floor(Math.random() * 100);
      const acknowledged = await writeUntilKilled(`sqlite:${path}`, `round-${round}`, lines);
      expect(acknowledged.length).toBeGreaterThanOrEqual(lines - 1);
      for (const [kind = ''] of acknowledged) kinds.add(kind);
      total += acknowledged.length;
      const store = await openStore(`sqlite:${path}`);
      expect(await missing(store, acknowledged)).toEqual([]);
      await store.close();
      const db = new Database(path, { readonly: true });
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(db.pragma('foreign_key_check')).toEqual([]);
      db.close();
    }
    expect(total).toBeGreaterThan(ROUNDS * 20);
    expect([...kinds]).toEqual(expect.arrayContaining(['finish', 'version', 'observation', 'evicted']));
  });

  const absent = postgresBinaries() === null;
  const whyNot = absent ? ` (skipped: ${NO_POSTGRES})` : '';
  test.skipIf(absent)(`of database and server: PostgreSQL${whyNot}`, { timeout: 60_000 }, async () => {
    const server = await startPostgres();
    onTestFinished(() => server.stop());
    const url = server.createDatabase();
    for (let round = 0; round < 2; round++) {
      const acknowledged = await writeUntilKilled(url, `round-${round}`, 60, () => server.kill());
      expect(acknowledged.length).toBeGreaterThan(50);
      await server.restart();
      const store = await openStore(url);
      expect(await missing(store, acknowledged)).toEqual([]);
      await store.close();
    }
  });

  test.skipIf(absent)(
    `of the database leaves a store that comes back with it${whyNot}`,
    { timeout: 60_000 },
    async () => {
      const server = await startPostgres();
      onTestFinished(() => server.stop());
      const faults: Error[] = [];
      const store = await openStore(server.createDatabase(), { onError: (error) => faults.push(error) });
      await store.calls.start(sampleCall('CA1'));
      await server.kill();
      await expect(store.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await expect(store.calls.start(sampleCall('CA2'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await server.restart();
      await store.calls.start(sampleCall('CA3'));
      expect((await store.calls.list()).calls.map(({ callSid }) => callSid)).toEqual(['CA3', 'CA1']);
      expect(faults.every((fault) => 'code' in fault && fault.code === 'STORE_UNAVAILABLE')).toBe(true);
      await store.close();
    },
  );
});
