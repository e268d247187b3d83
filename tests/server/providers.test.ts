import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  account,
  home,
  OTHER_SECRET,
  put,
  SECRET,
  serve,
  stop,
  useHome,
  weaver,
  world,
} from './providersKit.ts';

useHome();

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

// Each command is a process that starts from the sources: seconds on a busy machine.
describe('weaver providers', { timeout: 120_000 }, () => {
  it('sets, lists, checks and removes at the running server', async () => {
    const { source, registry } = world();
    const server = await serve({ source, registry });
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
