import { generateKeyPairSync, sign } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  newCallSid,
  publishSmall,
  signRequest,
  testServer,
  until,
  voiceFields,
  type TestServer,
} from './testing/testServer.ts';

const PUBLIC = 'https://voice.example.com';
const TWILIO_TOKEN = 'the-auth-token-of-the-account';
const keys = generateKeyPairSync('ed25519');
const TELNYX_KEY = Buffer.from(keys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString(
  'base64',
);

let server: TestServer;
beforeAll(async () => {
  server = await testServer(
    {
      WEAVER_PUBLIC_URL: `${PUBLIC}/`,
      TWILIO_AUTH_TOKEN: TWILIO_TOKEN,
      TWILIO_AUTH_TOKEN_SECONDARY: 'the-next-one',
      TELNYX_PUBLIC_KEY: TELNYX_KEY,
    },
    { httpLimits: { headersTimeoutMs: 400, requestTimeoutMs: 1_000, checkEveryMs: 100 } },
  );
  await publishSmall(server, 'small', ['+85228765432']);
});
afterAll(() => server.stop());

function post(path: string, fields: Record<string, string>, headers: Record<string, string>) {
  return fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields), headers });
}

describe('Twilio', () => {
  it('is known by the public address and either token', async () => {
    for (const token of [TWILIO_TOKEN, 'the-next-one']) {
      const fields = voiceFields(server.account, newCallSid());
      const signature = signRequest(`${PUBLIC}/twilio/voice`, token, fields);
      const answer = await post('/twilio/voice', fields, { 'x-twilio-signature': signature });
      const xml = await answer.text();
      expect(xml).toContain('url="wss://voice.example.com/twilio/relay"');
      expect(xml).toContain('action="https://voice.example.com/twilio/connect-action"');
    }
  });

  it.each([
    ['wrong', { 'x-twilio-signature': 'bm90IGl0' }, 'TEL_SIGNATURE_WRONG'],
    ['missing', {}, 'TEL_SIGNATURE_MISSING'],
  ])('is refused when its signature is %s', async (_what, headers, code) => {
    const answer = await post(
      '/twilio/voice',
      voiceFields(server.account, newCallSid()),
      headers as Record<string, string>,
    );
    expect([answer.status, answer.headers.get('x-weaver-error')]).toEqual([403, code]);
    expect(await answer.text()).toContain('<Response>');
  });

  it('gets 403 before 101 when a socket is not signed by it', async () => {
    const url = `${server.url.replace('http', 'ws')}/twilio/media`;
    const status = (headers: Record<string, string>) =>
      new Promise((resolve) => {
        const ws = new WebSocket(url, { headers });
        ws.on('error', () => undefined);
        ws.on('open', () => resolve(101));
        ws.on('unexpected-response', (_request, answer) => resolve(answer.statusCode));
      });
    expect(await status({})).toBe(403);
    expect(await status({ 'x-twilio-signature': signRequest(`${PUBLIC}/twilio/media`, 'no') })).toBe(403);
    const right = signRequest('wss://voice.example.com/twilio/media', TWILIO_TOKEN);
    expect(await status({ 'x-twilio-signature': right })).toBe(101);
  });

  it('does not accept the simulated account through a tunnel', async () => {
    const fields = voiceFields(server.account, newCallSid());
    const signature = signRequest(`${server.url}/twilio/voice`, server.account.authToken, fields);
    const headers = { 'x-twilio-signature': signature };
    expect((await post('/twilio/voice', fields, headers)).status).toBe(200);
    const tunnelled = await post('/twilio/voice', fields, { ...headers, 'x-forwarded-for': '203.0.113.9' });
    expect(tunnelled.status).toBe(403);
  });
});

describe('Telnyx', () => {
  it('is known by its own signature', async () => {
    const fields = voiceFields(server.account, `v3:${newCallSid()}`);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const body = new URLSearchParams(fields).toString();
    const signature = sign(null, Buffer.from(`${timestamp}|${body}`), keys.privateKey).toString('base64');
    const headers = { 'telnyx-signature-ed25519': signature, 'telnyx-timestamp': timestamp };
    const answer = await post('/telnyx/voice', fields, headers);
    expect(await answer.text()).toContain('wss://voice.example.com/telnyx/relay');
    const altered = await post('/telnyx/voice', { ...fields, To: '+85200000000' }, headers);
    expect(altered.headers.get('x-weaver-error')).toBe('TEL_SIGNATURE_WRONG');
    const old = await post('/telnyx/voice', fields, { ...headers, 'telnyx-timestamp': '1700000000' });
    expect(old.status).toBe(403);
  });
});

describe('slow and broken senders', () => {
  /** What the server answers to bytes that are not a whole request. */
  function send(bytes: string): Promise<string> {
    return new Promise((resolve) => {
      let heard = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (data) => (heard += String(data)));
      socket.on('close', () => resolve(heard));
      socket.on('error', () => resolve(heard));
    });
  }

  it('that never finish their headers are let go, and others go on', async () => {
    const slow = Array.from({ length: 50 }, () => send('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '));
    expect((await server.api('/healthz')).status).toBe(200);
    for (const answer of await Promise.all(slow)) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toContain('API_TOO_SLOW');
    }
  });

  it('that do not speak HTTP, or too much of it, get a clear code', async () => {
    expect(await send('nonsense\r\n\r\n')).toContain('API_BAD_REQUEST');
    expect(await send(`GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toContain(
      'headers too long',
    );
  });
});

describe('stopping', () => {
  it('answers 503, sends new callers away politely, and lets live ones finish', async () => {
    const other = await testServer();
    await publishSmall(other, 'small');
    const callSid = newCallSid();
    const { xml } = await other.webhook('/twilio/voice?workflow=small', voiceFields(other.account, callSid));
    const token = /name="token" value="([^"]+)"/.exec(xml)?.[1] ?? '';
    const url = `${other.url.replace('http', 'ws')}/twilio/relay`;
    const ws = new WebSocket(url, {
      headers: { 'x-twilio-signature': signRequest(url, other.account.authToken) },
    });
    ws.on('open', () =>
      ws.send(
        JSON.stringify({
          type: 'setup',
          sessionId: 'VX1',
          callSid,
          accountSid: 'AC1',
          customParameters: { token },
        }),
      ),
    );
    await until(() => other.context.desk.liveCalls === 1);
    const closing = other.close({ drainMs: 20_000 });
    expect((await other.api('/readyz')).status).toBe(503);
    const late = await other.webhook(
      '/twilio/voice?workflow=small',
      voiceFields(other.account, newCallSid()),
    );
    expect(late.code).toBe('API_DRAINING');
    expect(late.xml).toContain('<Say');
    ws.close(1000);
    await closing;
    expect(other.context.desk.liveCalls).toBe(0);
    await other.stop();
  });
});
