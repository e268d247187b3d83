/** Secrets, the addresses they go to, and who decides that. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloudProviders } from '../../src/services/providers/cloud.ts';
import { ProviderRegistry, ProviderSettingsSource } from '../../src/services/providers/index.ts';
import { account, OTHER_SECRET, put, SECRET, serve, useHome } from './providersKit.ts';

useHome();

interface Listener {
  readonly url: string;
  readonly heard: string[];
  readonly server: Server;
}

/** Whoever runs it wants to know the key. */
async function listen(): Promise<Listener> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(String(request.headers.authorization));
    response.writeHead(401).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, heard, server };
}

let listeners: [ours: Listener, strange: Listener];
beforeEach(async () => void (listeners = [await listen(), await listen()]));
afterEach(() => {
  for (const { server } of listeners) {
    server.closeAllConnections();
    server.close();
  }
});

const NAME = 'openai-compatible';

async function real(env: Record<string, string>) {
  const source = new ProviderSettingsSource(env);
  const server = await serve({ source, registry: new ProviderRegistry(cloudProviders(source)) });
  const check = () => server.api(`/api/providers/${NAME}/check`, { method: 'POST', json: {} });
  return { server, source, check };
}

describe('a stored address takes no secret that it was not given for', () => {
  it('neither a stored one', async () => {
    const [ours, strange] = listeners;
    const { server, check } = await real({ WEAVER_MODEL: 'm' });
    expect((await put(server, { url: ours.url, key: SECRET }, NAME)).status).toBe(200);
    const moved = await put(server, { url: strange.url }, NAME);
    expect([moved.status, moved.code]).toEqual([400, 'PROVIDER_ADDRESS_NEEDS_KEY']);
    expect(JSON.stringify(moved.body)).toContain('WEAVER_MODEL_KEY');
    await check();
    expect(new Set(ours.heard)).toEqual(new Set([`Bearer ${SECRET}`]));
    expect(strange.heard).toEqual([]);
    // Whoever knows the key may send it elsewhere.
    expect((await put(server, { url: strange.url, key: OTHER_SECRET }, NAME)).status).toBe(200);
    await check();
    expect(new Set(strange.heard)).toEqual(new Set([`Bearer ${OTHER_SECRET}`]));
  });

  it('nor one of the environment', async () => {
    const [, strange] = listeners;
    const { server, source, check } = await real({ WEAVER_MODEL: 'm', WEAVER_MODEL_KEY: SECRET });
    expect((await put(server, { url: strange.url }, NAME)).code).toBe('PROVIDER_ADDRESS_NEEDS_KEY');
    await check();
    // As a store may have it from before, or from another server.
    source.set(NAME, { url: strange.url });
    expect((await account(server, NAME))?.problem?.code).toBe('PROVIDER_ADDRESS_FOREIGN');
    const { body } = await check();
    expect(body['checks']).toEqual(
      expect.arrayContaining([expect.objectContaining({ ok: false, code: 'PROVIDER_ADDRESS_FOREIGN' })]),
    );
    expect(strange.heard).toEqual([]);
  });

  it('and none in the clear to another machine', async () => {
    const { server } = await real({ WEAVER_MODEL: 'm' });
    const plain = await put(server, { url: 'http://10.255.255.1/v1', key: SECRET }, NAME);
    expect([plain.status, plain.code]).toEqual([400, 'PROVIDER_ADDRESS_PLAIN']);
    expect(await server.context.store.settings.list('provider.')).toEqual([]);
  });
});
