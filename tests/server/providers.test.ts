import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ProviderRegistry,
  ProviderSettingsSource,
  StandInModel,
  StandInSynthesiser,
  type ProviderEntry,
} from '../../src/services/providers/index.ts';
import { testServer, type TestServer } from '../../src/server/testing/testServer.ts';

const SECRET = 'sk-this-must-never-be-seen-0123456789';
const OTHER_SECRET = 'sk-nor-this-9876543210';

/** What a server is given, and what its providers were made with. */
interface World {
  readonly env: Record<string, string | undefined>;
  readonly source: ProviderSettingsSource;
  readonly registry: ProviderRegistry;
  readonly madeWith: (string | undefined)[];
}

function world(env: Record<string, string | undefined> = {}): World {
  const source = new ProviderSettingsSource(env);
  const madeWith: (string | undefined)[] = [];
  const about = { automatic: true, supports: () => true, can: 'x', cannot: 'x', licence: 'x' };
  const needsKey = () => (source.get('openai') ? undefined : 'Set OPENAI_API_KEY.');
  const entries: ProviderEntry[] = [
    {
      ...about,
      name: 'openai',
      work: 'model',
      unavailable: needsKey,
      load: async () => {
        madeWith.push(source.get('openai')?.key);
        return new StandInModel({ script: () => 'OK' });
      },
    },
    {
      ...about,
      name: 'openai',
      work: 'synthesiser',
      unavailable: needsKey,
      load: async () => new StandInSynthesiser(),
    },
  ];
  return { env, source, registry: new ProviderRegistry(entries), madeWith };
}

let home: string;
let servers: TestServer[] = [];
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'weaver-providers-'));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
  rmSync(home, { recursive: true, force: true });
});

async function serve({ source, registry }: World, env: Record<string, string> = {}): Promise<TestServer> {
  const server = await testServer(
    {
      WEAVER_HOME: home,
      WEAVER_DATABASE_URL: `sqlite:${path.join(home, 'weaver.db')}`,
      WEAVER_LOG_LEVEL: 'trace',
      ...env,
    },
    { providerSettings: source, registry },
  );
  servers.push(server);
  return server;
}

async function stop(server: TestServer): Promise<void> {
  await server.close({ drainMs: 0 });
  servers = servers.filter((it) => it !== server);
}

const put = (server: TestServer, json: unknown, name = 'openai') =>
  server.api(`/api/providers/${name}`, { method: 'PUT', json });

interface Account {
  name: string;
  configured: boolean;
  problem: { code: string } | null;
  fields: { name: string; from: string | null; stored: boolean; value: string | null }[];
}

async function account(server: TestServer, name = 'openai'): Promise<Account | undefined> {
  const { body } = await server.api('/api/providers');
  return (body as unknown as { providers: Account[] }).providers.find((it) => it.name === name);
}

describe('accounts at providers', () => {
  it('are listed with what they do and need, also to who may only read', async () => {
    const server = await serve(world());
    const { body } = await server.api('/api/keys', {
      method: 'POST',
      json: { name: 'reader', scopes: ['read'] },
    });
    const headers = { authorization: `Bearer ${String(body['secret'])}` };
    const listed = await server.api('/api/providers', { headers });
    expect(listed.status).toBe(200);
    expect(await account(server)).toMatchObject({
      configurable: true,
      configured: false,
      missing: 'Set key (OPENAI_API_KEY).',
      works: [
        { work: 'model', available: false, unavailable: 'Set OPENAI_API_KEY.' },
        { work: 'synthesiser', available: false },
      ],
    });
    for (const [method, where] of [
      ['PUT', '/api/providers/openai'],
      ['DELETE', '/api/providers/openai'],
      ['POST', '/api/providers/openai/check'],
      ['POST', '/api/providers/check'],
    ] as const) {
      const json = method === 'DELETE' ? {} : { json: {} };
      expect((await server.api(where, { method, headers, ...json })).code).toBe('API_SCOPE_MISSING');
    }
  });

  it('are changed field by field, take effect at once, and outlive the server', async () => {
    const first = world();
    const server = await serve(first);
    expect((await put(server, { key: SECRET, model: 'm-1' })).status).toBe(200);
    await first.registry.model('openai');
    expect((await put(server, { key: OTHER_SECRET })).body).toMatchObject({ configured: true });
    await first.registry.model('openai');
    expect(first.madeWith).toEqual([SECRET, OTHER_SECRET]);
    expect(first.source.get('openai')).toMatchObject({ key: OTHER_SECRET, model: 'm-1' });
    await put(server, { model: null });
    expect(first.source.get('openai')?.model).not.toBe('m-1');
    await stop(server);
    // The process may go on without the server: what it had stored does not.
    expect(first.source.get('openai')).toBeUndefined();

    const second = world({ OPENAI_MODEL: 'of-the-environment' });
    const again = await serve(second);
    expect(second.source.get('openai')).toMatchObject({ key: OTHER_SECRET, model: 'of-the-environment' });
    const fields = (await account(again))?.fields;
    expect(fields?.find(({ name }) => name === 'model')).toMatchObject({
      from: 'environment',
      value: 'of-the-environment',
    });
    expect((await again.api('/api/providers/openai', { method: 'DELETE' })).status).toBe(204);
    expect((await account(again))?.configured).toBe(false);
    expect(await again.context.store.settings.list('provider.')).toEqual([]);
  });

  it('are changed one after the other, so that none is lost', async () => {
    const { source, ...rest } = world();
    const server = await serve({ source, ...rest });
    await Promise.all([
      put(server, { key: SECRET }),
      put(server, { model: 'm' }),
      put(server, { ttsVoice: 'v' }),
    ]);
    expect(source.get('openai')).toMatchObject({ key: SECRET, model: 'm', ttsVoice: 'v' });
  });

  it('are refused with the field that does not fit; nothing is changed then', async () => {
    const { source, ...rest } = world();
    const server = await serve({ source, ...rest });
    await put(server, { key: SECRET });
    const wrong = await put(server, { url: OTHER_SECRET });
    expect([wrong.status, wrong.code]).toEqual([400, 'PROVIDER_SETTINGS_INVALID']);
    expect(JSON.stringify(wrong.body)).toContain('OPENAI_BASE_URL');
    expect(JSON.stringify(wrong.body)).not.toContain(OTHER_SECRET);
    expect((await put(server, { key: { [SECRET]: SECRET } })).code).toBe('API_REQUEST_INVALID');
    expect((await put(server, {}, 'moonshine')).code).toBe('PROVIDER_NOT_CONFIGURABLE');
    expect((await put(server, {}, 'acme')).code).toBe('PROVIDER_NOT_CONFIGURABLE');
    expect(source.get('openai')).toMatchObject({ key: SECRET, url: 'https://api.openai.com/v1' });
  });

  it('never give a secret away: in no answer, no log line, no file', async () => {
    const server = await serve(world({ GROQ_API_KEY: OTHER_SECRET }));
    const answers = [
      await put(server, { key: SECRET, url: `http://user:${SECRET}@127.0.0.1:9/v1?key=${SECRET}` }),
      await put(server, { model: SECRET.repeat(20) }),
      await put(server, { [SECRET]: 'x' }),
      await put(server, [SECRET]),
      await put(server, { key: 5 }, 'nowhere'),
      await server.api('/api/providers/openai', {
        method: 'PUT',
        body: `{"key":"${SECRET}"`,
        headers: { 'content-type': 'application/json' },
      }),
      await server.api('/api/providers/openai/check', { method: 'POST', json: {} }),
      await server.api('/api/providers/check', { method: 'POST' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 400, 404, 400, 200, 200]);
    for (const where of [
      'providers',
      'settings',
      'capabilities',
      'openapi.json',
      'schema',
      'metrics',
      'keys',
    ])
      answers.push(await server.api(`/api/${where}`));
    const page = await (await fetch(`${server.url}/`)).text();
    const files = ['weaver.db', 'weaver.db-wal'].map((file) => readFileSync(path.join(home, file), 'latin1'));
    const everything = [
      JSON.stringify(answers.map(({ body }) => body)),
      page,
      server.logged(),
      ...files,
    ].join('\n');
    expect(everything).toContain('a provider was checked');
    expect(everything).not.toContain(SECRET);
    expect(everything).not.toContain(OTHER_SECRET);
  });

  it('that cannot be opened are reported, kept, and do not stop the server', async () => {
    const [old, other] = [randomBytes(32).toString('base64'), randomBytes(32).toString('hex')];
    const before = await serve(world(), { WEAVER_VAULT_KEY: old });
    await put(before, { key: SECRET });
    await stop(before);

    const wrong = await serve(world(), { WEAVER_VAULT_KEY: other });
    expect(await account(wrong)).toMatchObject({
      configured: false,
      problem: { code: 'API_VAULT_UNREADABLE' },
    });
    expect(wrong.logged()).toContain('API_VAULT_UNREADABLE');
    expect((await put(wrong, { model: 'm' })).code).toBe('API_VAULT_UNREADABLE');
    expect((await put(wrong, { key: OTHER_SECRET }, 'groq')).status).toBe(200);
    await stop(wrong);

    // With the key before, everything opens and is sealed anew; after that it is not needed any more.
    const changing = world();
    await stop(await serve(changing, { WEAVER_VAULT_KEY: other, WEAVER_VAULT_KEY_PREVIOUS: old }));
    const after = world();
    const server = await serve(after, { WEAVER_VAULT_KEY: other });
    expect(after.source.get('openai')).toMatchObject({ key: SECRET });
    expect(after.source.get('groq')).toMatchObject({ key: OTHER_SECRET });
    expect((await account(server))?.problem).toBeNull();
  });

  it('that cannot be opened can be removed and set again', async () => {
    const before = await serve(world());
    await put(before, { key: SECRET });
    await stop(before);
    rmSync(path.join(home, 'secret.key'));
    const server = await serve(world());
    expect((await account(server))?.problem?.code).toBe('API_VAULT_UNREADABLE');
    expect((await server.api('/api/providers/openai', { method: 'DELETE' })).status).toBe(204);
    expect((await put(server, { key: SECRET })).body).toMatchObject({ configured: true, problem: null });
  });
});

describe('checking over the API', () => {
  it('uses what is set up and says what is missing for the rest', async () => {
    const server = await serve(world());
    const unset = await server.api('/api/providers/openai/check', { method: 'POST', json: {} });
    expect(unset.body).toMatchObject({
      ok: true,
      checks: [
        { work: 'synthesiser', ok: null, fix: 'Set OPENAI_API_KEY.' },
        { work: 'model', ok: null },
      ],
    });
    await put(server, { key: SECRET });
    const { body } = await server.api('/api/providers/check', {
      method: 'POST',
      json: { language: 'zh-HK' },
    });
    expect(body).toMatchObject({
      ok: true,
      checks: [
        {
          provider: 'openai',
          work: 'synthesiser',
          ok: true,
          says: expect.stringContaining('zh-HK') as string,
        },
        { provider: 'openai', work: 'model', ok: true },
      ],
    });
    expect((await server.api('/api/providers/acme/check', { method: 'POST' })).code).toBe('PROVIDER_UNKNOWN');
  });
});

/** The command as a person runs it, next to the server on `port`. */
async function weaver(port: string, args: readonly string[], stdin = '', env: Record<string, string> = {}) {
  const main = path.join(import.meta.dirname, '../../src/cli/main.ts');
  const child = spawn(process.execPath, [main, 'providers', ...args, '--json'], {
    // Elsewhere, so that no `.env` of a developer counts.
    cwd: home,
    env: { PATH: process.env['PATH'], PORT: port, ...env },
  });
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out: JSON.parse(out) as Record<string, unknown>, all: out + err };
}

// Each command is a process that starts from the sources: seconds on a busy machine.
describe('weaver providers', { timeout: 120_000 }, () => {
  it('sets, lists, checks and removes at the running server', async () => {
    const { source, registry } = world();
    const server = await serve({ source, registry, env: {}, madeWith: [] });
    const { port } = new URL(server.url);
    const set = await weaver(port, ['set', 'openai', 'key=-', 'model=m'], `${SECRET}\n`);
    expect(set).toMatchObject({ status: 0, out: { ok: true, provider: { configured: true } } });
    expect(source.get('openai')).toMatchObject({ key: SECRET, model: 'm' });
    const list = await weaver(port, ['list']);
    expect(list.out['providers']).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'openai', configured: true })]),
    );
    const good = await weaver(port, ['check', 'openai', '--language', 'en-GB']);
    expect(good).toMatchObject({ status: 0, out: { ok: true } });
    registry.register({
      name: 'openai',
      work: 'model',
      automatic: true,
      supports: () => true,
      unavailable: () => undefined,
      can: 'x',
      cannot: 'x',
      licence: 'x',
      load: () => Promise.reject(new Error(SECRET)),
    });
    const bad = await weaver(port, ['check']);
    expect(bad).toMatchObject({ status: 1, out: { ok: false } });
    const removed = await weaver(port, ['remove', 'openai']);
    expect(removed).toMatchObject({ status: 0, out: { ok: true } });
    expect(source.get('openai')).toBeUndefined();
    for (const { all } of [set, list, good, bad, removed]) expect(all).not.toContain(SECRET);
  });

  it('lists what the environment sets when no server runs', async () => {
    const { status, out, all } = await weaver('1', ['list'], '', { GROQ_API_KEY: SECRET });
    expect(status).toBe(0);
    expect(out['providers']).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'groq', configured: true })]),
    );
    expect(all).not.toContain(SECRET);
  });
});
