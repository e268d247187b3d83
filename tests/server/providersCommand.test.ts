/** `weaver providers` and the server of the same folder, wherever that listens. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/services/storage/index.ts';
import { sampleCall } from '../support/storage/samples.ts';
import { home, inHome, put, SECRET, serve, stop, useHome, weaver, world } from './providersKit.ts';

useHome();

const LONG_AGO = '2020-01-01T00:00:00.000Z';
/** Nothing of ours listens there. */
const WRONG_PORT = '1';

// Each command is a process that starts from the sources: seconds on a busy machine.
describe('weaver providers', { timeout: 120_000 }, () => {
  it('set on the wrong PORT finds the server, and ends no live calls', async () => {
    const { source, registry } = world();
    const server = await serve({ source, registry });
    const { calls } = server.context.store;
    await calls.start(sampleCall('CA-live'), LONG_AGO);
    const set = await weaver(WRONG_PORT, ['set', 'openai', 'key=-'], SECRET, inHome());
    expect(set).toMatchObject({ status: 0, out: { ok: true, provider: { configured: true } } });
    expect(source.get('openai')).toMatchObject({ key: SECRET });
    expect((await calls.get('CA-live'))?.status).toBe('live');
    expect((await weaver(WRONG_PORT, ['remove', 'openai'], '', inHome())).status).toBe(0);
    expect(source.get('openai')).toBeUndefined();
    expect((await calls.get('CA-live'))?.status).toBe('live');
  });

  it('set without a server changes the store, and starts none', async () => {
    const store = await openStore(`sqlite:${path.join(home, 'weaver.db')}`);
    await store.calls.start(sampleCall('CA-live'), LONG_AGO);
    const set = await weaver(WRONG_PORT, ['set', 'openai', 'key=-'], SECRET, inHome());
    expect(set).toMatchObject({ status: 0, out: { ok: true, provider: { configured: true } } });
    expect(set.all).not.toContain(SECRET);
    expect((await store.calls.get('CA-live'))?.status).toBe('live');
    expect(await store.workflows.list()).toEqual([]); // no server's demos
    const refused = await weaver(WRONG_PORT, ['set', 'openai', 'url=https://x.example'], '', inHome());
    expect(refused).toMatchObject({ status: 1, out: { errors: [{ code: 'PROVIDER_ADDRESS_NEEDS_KEY' }] } });

    const { source, registry } = world();
    const server = await serve({ source, registry });
    expect(source.get('openai')).toMatchObject({ key: SECRET });
    // A server that listens and has the folder to itself knows that the call is lost.
    expect((await store.calls.get('CA-live'))?.status).toBe('ended');
    await stop(server);
    const removed = await weaver(WRONG_PORT, ['remove', 'openai'], '', inHome());
    expect(removed).toMatchObject({ status: 0, out: { ok: true } });
    expect(await store.settings.list('provider.')).toEqual([]);
    await store.close();
  });

  it('check nosuch says which names there are; wrong use ends with 2', async () => {
    const unknown = await weaver(WRONG_PORT, ['check', 'nosuch']);
    expect(unknown).toMatchObject({ status: 1, out: { errors: [{ code: 'CLI_PROVIDER_UNKNOWN' }] } });
    expect(unknown.all).toMatch(/no provider nosuch; there are: azure, .*flite/);
    const language = await weaver(WRONG_PORT, ['check', '--language', 'x y']);
    expect(language).toMatchObject({ status: 2, out: { errors: [{ code: 'CLI_OPTION_INVALID' }] } });
    const assignment = await weaver(WRONG_PORT, ['set', 'azure', 'region']);
    expect(assignment).toMatchObject({ status: 2, out: { errors: [{ code: 'CLI_USAGE' }] } });
  });

  it('set after a lost vault key names the command that helps', async () => {
    const before = await serve(world());
    await put(before, { key: SECRET });
    await stop(before);
    const wrong = { ...inHome(), WEAVER_VAULT_KEY: 'ab'.repeat(32), WEAVER_VAULT_KEY_PREVIOUS: '' };
    rmSync(path.join(home, 'secret.key'));
    const refused = await weaver(WRONG_PORT, ['set', 'openai', 'key=-'], SECRET, wrong);
    expect(refused).toMatchObject({ status: 1, out: { errors: [{ code: 'API_VAULT_UNREADABLE' }] } });
    expect(refused.all).toContain('weaver providers remove NAME');
    expect((await weaver(WRONG_PORT, ['remove', 'openai'], '', wrong)).status).toBe(0);
    expect((await weaver(WRONG_PORT, ['set', 'openai', 'key=-'], SECRET, wrong)).status).toBe(0);
  });
});

describe('a second server of the folder', () => {
  it('ends no calls of the first, on another port or for one command', async () => {
    const first = await serve(world());
    const { calls } = first.context.store;
    await calls.start(sampleCall('CA-live'), LONG_AGO);
    const second = await serve(world());
    expect(second.logged()).toContain('another server works in the same folder');
    await stop(second);
    expect((await calls.get('CA-live'))?.status).toBe('live');
    await stop(first);
    // Nobody holds the folder, but what serves one command is no judge of that.
    const passing = await serve(world(), {}, { passing: true });
    expect((await passing.context.store.calls.get('CA-live'))?.status).toBe('live');
    await stop(passing);
    const next = await serve(world());
    expect((await next.context.store.calls.get('CA-live'))?.status).toBe('ended');
  });
});
