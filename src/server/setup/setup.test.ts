import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Synthesiser } from '../../types/ports.ts';
import { ProviderRegistry, type ProviderEntry } from '../../services/providers/index.ts';
import { publishSmall, testServer, type TestServer } from '../testing/testServer.ts';
import { isPrivate } from './reachability.ts';

/** Says every text as 50 ms of one tone of a telephone; knows two voices. */
const speaker: Synthesiser = {
  name: 'tone',
  capabilities: {
    locales: ['en-GB', 'zh-HK'],
    native: 'mulaw-8000',
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: 1_000,
  },
  supports: (language) => ['en-GB', 'zh-HK'].includes(language),
  voices: () => [
    { id: 'one', name: 'One', languages: ['en-GB'], gender: 'female' },
    { id: 'two', name: 'Two', languages: ['zh-HK'] },
  ],
  warm: async () => undefined,
  speak(request, sink) {
    queueMicrotask(() => {
      if (request.voice === 'broken')
        return sink.failed({ provider: 'tone', kind: 'quota', retryable: false, message: 'no' });
      if (request.voice === 'endless') {
        for (let second = 0; second < 61; second++) sink.audio(new Uint8Array(8_000));
        return;
      }
      sink.audio(new Uint8Array(400).fill(0x80));
      sink.done();
    });
    return { cancel: () => undefined };
  },
  close: async () => undefined,
};

const entry: ProviderEntry<'synthesiser'> = {
  work: 'synthesiser',
  name: 'tone',
  automatic: true,
  supports: (language) => speaker.supports(language),
  unavailable: () => undefined,
  can: '',
  cannot: '',
  licence: '',
  load: async () => speaker,
};

let server: TestServer;
beforeAll(async () => {
  server = await testServer(
    { TWILIO_AUTH_TOKEN: 'a'.repeat(32) },
    { registry: new ProviderRegistry([entry]) },
  );
});
afterAll(() => server.stop());

describe('voices', () => {
  const say = (json: object) =>
    fetch(`${server.url}/api/voices/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });

  test('those that speak the language are listed; Chinese of another region is another language', async () => {
    const { body } = await server.api('/api/voices?language=en-US&provider=tone');
    expect(body).toMatchObject({
      provider: 'tone',
      from: 'known',
      voices: [{ id: 'one', name: 'One', gender: 'female' }],
    } as never);
    const chinese = await server.api('/api/voices?language=zh-CN&provider=tone');
    expect(chinese.body['voices']).toEqual([]);
  });

  test('a preview is a WAV of the telephone’s rate', async () => {
    const answer = await say({ language: 'en-GB', text: 'Hello' });
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    const file = Buffer.from(await answer.arrayBuffer());
    expect(file.toString('latin1', 0, 4)).toBe('RIFF');
    expect(file.readUInt32LE(24)).toBe(8_000);
    expect(file.length).toBe(44 + 800);
    expect(file.readInt16LE(44)).toBe(32_124); // mu-law 0x80
  });

  test.each([
    [{ language: 'en-GB', text: '' }, 400, 'API_REQUEST_INVALID'],
    [{ language: 'en-GB', text: 'x'.repeat(301) }, 400, 'API_REQUEST_INVALID'],
    [{ language: 'en-GB', text: 'Hello', provider: 'nobody' }, 400, 'PROVIDER_UNKNOWN'],
    [{ language: 'fr-FR', text: 'Bonjour' }, 409, 'VOICE_NOBODY'],
    [{ language: 'en-GB', text: 'Hello', voiceId: 'broken' }, 502, 'PROVIDER_QUOTA'],
    [{ language: 'en-GB', text: 'Hello', voiceId: 'endless' }, 502, 'VOICE_TOO_LONG'],
  ])('%o is refused', async (json, status, code) => {
    const answer = await say(json);
    expect(answer.status).toBe(status);
    expect((await answer.json()) as unknown).toMatchObject({ error: { code } });
  });

  test('previews are limited by the minute', async () => {
    let answer = await say({ language: 'en-GB', text: 'Hello' });
    for (let at = 0; at < 20 && answer.status === 200; at++)
      answer = await say({ language: 'en-GB', text: 'Hello' });
    expect(answer.status).toBe(429);
    expect((await answer.json()) as unknown).toMatchObject({ error: { code: 'API_RATE_LIMITED' } });
  });
});

describe('the webhook check', () => {
  const stepsOf = async (at: TestServer, carrier?: 'telnyx') => {
    const json = carrier && { carrier };
    const { body } = await at.api('/api/settings/check-webhook', { method: 'POST', ...(json && { json }) });
    const steps = body['steps'] as unknown as { step: string; ok: boolean | null; code: string | null }[];
    return Object.fromEntries(steps.map(({ step, ok, code }) => [step, code ?? ok]));
  };

  test('without an address nothing is tried', async () => {
    expect(await stepsOf(server)).toMatchObject({
      address: 'WEBHOOK_ADDRESS_MISSING',
      name: null,
      connection: null,
      socket: null,
    });
  });

  test('this server is told from another, and a proxy that knows no upgrades is found out', async () => {
    const own = await withAddress(server.url);
    // Another process of the same store would be the same server; this one has a store of its own.
    expect(await stepsOf(own)).toMatchObject({
      name: 'WEBHOOK_NAME_PRIVATE',
      connection: 'WEBHOOK_OTHER_SERVER',
    });
    await own.stop();
    const mirror = await proxy();
    const there = await withAddress(mirror.url);
    mirror.to = there.url;
    expect(await stepsOf(there)).toEqual({
      address: true,
      name: 'WEBHOOK_NAME_PRIVATE',
      connection: true,
      webhook: true,
      // The proxy below knows no upgrades.
      socket: 'WEBHOOK_SOCKET_BLOCKED',
      signature: 'WEBHOOK_NO_ACCOUNT',
    });
    expect(await stepsOf(there, 'telnyx')).toMatchObject({ webhook: true, signature: 'WEBHOOK_NO_KEY' });
    await there.stop();
    mirror.server.close();
  });

  test('where nothing listens the reason is a code of the system', async () => {
    const there = await withAddress('http://127.0.0.1:9');
    expect(await stepsOf(there)).toMatchObject({ connection: 'WEBHOOK_UNREACHABLE', webhook: null });
    await there.stop();
  });

  test('its proof is given to strangers a limited number of times', async () => {
    const there = await withAddress('http://127.0.0.1:9');
    const nonce = 'ab'.repeat(16);
    const asked = await Promise.all(
      Array.from({ length: 70 }, () => fetch(`${there.url}/reachable/${nonce}`)),
    );
    const refused = asked.filter(({ status }) => status === 429).length;
    expect(refused).toBe(10);
    expect((await there.api('/healthz')).status).toBe(200);
    await there.stop();
  });

  test('private addresses', () => {
    const found = ['10.1.2.3', '192.168.0.1', '100.64.9.9', '::1', 'fd00::1', '8.8.8.8', '2001:4860::1'].map(
      isPrivate,
    );
    expect(found).toEqual([true, true, true, true, true, false, false]);
  });
});

describe('first steps', () => {
  test('a flow counts once it is published, and stays counted', async () => {
    expect((await server.api('/api/first-steps')).body).toEqual({ flow: null, talked: null, number: null });
    const id = await publishSmall(server, 'first');
    const { flow } = (await server.api('/api/first-steps')).body as { flow?: string };
    expect(flow).toMatch(/^\d{4}-/);
    await server.api(`/api/workflows/${id}`, { method: 'DELETE' });
    expect((await server.api('/api/first-steps')).body['flow']).toBe(flow);
  });
});

const withAddress = (url: string) => testServer({ WEAVER_PUBLIC_URL: url });

/** Passes plain requests on, and nothing else: a proxy as many are set up. */
async function proxy(): Promise<{ server: Server; url: string; to: string }> {
  const state = { to: '' };
  const mirror = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = 'GET', url = '/' } = request;
      const type = request.headers['content-type'];
      fetch(state.to + url, {
        method,
        headers: type === undefined ? {} : { 'content-type': type },
        ...(method === 'POST' && { body: Buffer.concat(pieces) }),
      }).then(
        async (answer) => {
          const code = answer.headers.get('x-weaver-error');
          response.writeHead(answer.status, code === null ? {} : { 'x-weaver-error': code });
          response.end(await answer.text());
        },
        () => response.destroy(),
      );
    });
  });
  mirror.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 426 Upgrade Required\r\n\r\n'));
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`;
  return Object.assign(state, { server: mirror, url });
}
