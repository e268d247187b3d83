import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockHolder, takeLock } from './lock.ts';

let home: string;
let listener: Server;
let url: string;
beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'weaver-lock-'));
  listener = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
});
afterEach(() => {
  listener.close();
  rmSync(home, { recursive: true, force: true });
});

const leaveBehind = (text: string) => writeFileSync(path.join(home, 'server.json'), text);
const lockOf = (pid: number, at: string) => JSON.stringify({ pid, port: Number(new URL(at).port), url: at });

describe('the lock of a folder', () => {
  it('names the server until it is given back, and is for one', async () => {
    expect(await lockHolder(home)).toBeNull();
    const unlock = await takeLock(home, url);
    expect(await lockHolder(home)).toMatchObject({ pid: process.pid, url });
    expect(await takeLock(home, 'http://127.0.0.1:9')).toBeNull();
    expect(await lockHolder(home)).toMatchObject({ url });
    unlock?.();
    expect(await lockHolder(home)).toBeNull();
    expect(readdirSync(home)).toEqual([]);
  });

  it('of another process that runs and listens stands', async () => {
    const text = lockOf(process.ppid, url);
    leaveBehind(text);
    expect(await lockHolder(home)).toMatchObject({ pid: process.ppid, url });
    expect(await takeLock(home, 'http://127.0.0.1:9')).toBeNull();
    expect(readFileSync(path.join(home, 'server.json'), 'utf8')).toBe(text);
  });

  it.each<[string, () => string]>([
    ['of a process that ended', () => lockOf(spawnSync(process.execPath, ['-e', '']).pid, url)],
    [
      'of a process id that is used again by something else',
      () => lockOf(process.ppid, 'http://127.0.0.1:1'),
    ],
    ['of the same id in a container before', () => lockOf(process.pid, url)],
    ['that is no lock', () => 'half of'],
  ])('%s is taken over', async (_, text) => {
    leaveBehind(text());
    expect(await lockHolder(home)).toBeNull();
    const unlock = await takeLock(home, url);
    expect(await lockHolder(home)).toMatchObject({ pid: process.pid });
    unlock?.();
    expect(readdirSync(home)).toEqual([]);
  });

  it('that was left behind is taken by one of several that come at once', async () => {
    leaveBehind(lockOf(process.ppid, 'http://127.0.0.1:1'));
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeLock(home, url)));
    expect(taken.filter((unlock) => unlock !== null)).toHaveLength(1);
    for (const unlock of taken) unlock?.();
  });

  it('is not taken from who came after', async () => {
    const unlock = await takeLock(home, url);
    const later = lockOf(process.ppid, url);
    leaveBehind(later);
    unlock?.();
    expect(readFileSync(path.join(home, 'server.json'), 'utf8')).toBe(later);
  });
});
