import { request } from 'node:http';
import { statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from './testing/testServer.ts';

const TOKEN = 'a-token-of-enough-letters';

/** `fetch` sets Host and Origin by itself; here they are what the test says. */
function raw(
  server: TestServer,
  headers: Record<string, string>,
  where = '/api/workflows',
  method = 'GET',
): Promise<string> {
  return new Promise((resolve, reject) => {
    request(server.url + where, { headers, method, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += chunk));
      answer.on('end', () => resolve(/"code":"([A-Z_]+)"/.exec(text)?.[1] ?? String(answer.statusCode)));
    })
      .on('error', reject)
      .end();
  });
}

describe('on this machine, without a token', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('lets this machine’s user in by a local name only', async () => {
    expect(await raw(server, { host: 'localhost:8080' })).toBe('200');
    expect(await raw(server, { host: '[::1]:8080' })).toBe('200');
    expect(await raw(server, { host: 'evil.example' })).toBe('API_HOST_REFUSED');
    expect(await raw(server, { host: '127.0.0.1.evil.example' })).toBe('API_HOST_REFUSED');
    expect(await raw(server, { host: 'localhost@evil.example' })).toBe('API_HOST_REFUSED');
  });

  it('does not take what a tunnel passes on for this machine’s user', async () => {
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip'])
      expect(await raw(server, { host: 'localhost', [header]: '203.0.113.9' })).toBe('API_SIGN_IN');
  });

  it('refuses what pages of other sites send', async () => {
    const origin = 'https://evil.example';
    expect(await raw(server, { origin })).toBe('API_ORIGIN_REFUSED');
    expect(await raw(server, { origin: 'null' })).toBe('API_ORIGIN_REFUSED');
    expect(await raw(server, { 'sec-fetch-site': 'cross-site' })).toBe('API_ORIGIN_REFUSED');
    expect(await raw(server, { 'sec-fetch-site': 'same-site' }, '/api/workflows', 'POST')).toBe(
      'API_ORIGIN_REFUSED',
    );
  });
});

describe('with a token', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ WEAVER_TOKEN: TOKEN });
  });
  afterAll(() => server.stop());

  const signIn = (token: string) => server.api('/api/session', { method: 'POST', json: { token } });

  it('asks everybody for it', async () => {
    expect((await server.api('/api/workflows')).code).toBe('API_SIGN_IN');
    expect((await server.api('/metrics')).code).toBe('API_SIGN_IN');
    const bearer = (token: string) =>
      server.api('/api/workflows', { headers: { authorization: `Bearer ${token}` } });
    expect((await bearer(TOKEN)).status).toBe(200);
    expect((await bearer(`${TOKEN}x`)).code).toBe('API_TOKEN_WRONG');
  });

  it('keeps a session in a cookie that scripts and other sites do not get', async () => {
    expect((await signIn('wrong')).code).toBe('API_TOKEN_WRONG');
    const cookie = (await signIn(TOKEN)).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const headers = { cookie: cookie.split(';', 1)[0] ?? '' };
    expect((await server.api('/api/workflows', { headers })).status).toBe(200);
    expect(await raw(server, { ...headers, origin: 'https://evil.example' })).toBe('API_ORIGIN_REFUSED');
    const altered = headers.cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await server.api('/api/workflows', { headers: { cookie: altered } })).code).toBe('API_SIGN_IN');
    await server.api('/api/session', { method: 'DELETE', headers });
    expect((await server.api('/api/workflows', { headers })).code).toBe('API_SIGN_IN');
  });

  it('does not let anybody guess for long', async () => {
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 12; i++) codes.push((await signIn(`guess number ${i}`)).code);
    expect(codes).toContain('API_RATE_LIMITED');
  });
});

describe('too many requests', () => {
  it('are refused, also those without a sign-in, and carriers hear of it in TwiML', async () => {
    const server = await testServer({ WEAVER_TOKEN: TOKEN, WEAVER_API_RATE: '3', WEAVER_WEBHOOK_RATE: '3' });
    try {
      const codes: unknown[] = [];
      for (let i = 0; i < 5; i++) codes.push((await server.api('/api/workflows')).code);
      expect(codes).toEqual([...Array(3).fill('API_SIGN_IN'), ...Array(2).fill('API_RATE_LIMITED')]);
      const answers: { status: number; code: string | null; xml: string }[] = [];
      for (let i = 0; i < 4; i++) answers.push(await server.webhook('/twilio/voice', { CallSid: 'CA1' }));
      expect(answers[3]).toMatchObject({ status: 429, code: 'API_RATE_LIMITED' });
      expect(answers[3]?.xml).toContain('All our lines are busy');
      expect((await server.api('/healthz')).status).toBe(200);
    } finally {
      await server.stop();
    }
  });
});

describe('reachable by others, without a token', () => {
  it('makes one, says it once, and keeps it for its owner only', async () => {
    const server = await testServer({ HOST: '0.0.0.0' });
    try {
      const token = server.newToken ?? '';
      expect(token.length).toBeGreaterThan(20);
      expect((await server.api('/api/workflows')).code).toBe('API_SIGN_IN');
      expect(
        (await server.api('/api/workflows', { headers: { authorization: `Bearer ${token}` } })).status,
      ).toBe(200);
      for (const file of ['token.json', 'simulator-account.json'])
        expect(statSync(path.join(server.settings.home, file)).mode & 0o777).toBe(0o600);
      expect(server.logged()).not.toContain(token);
    } finally {
      await server.stop();
    }
  });
});
