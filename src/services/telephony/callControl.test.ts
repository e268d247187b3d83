import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WeaverError } from '../../types/errors/index.ts';
import { TwilioCallControl } from './callControl.ts';
import { TelnyxCallControl } from './telnyxCallControl.ts';
import { VirtualClock } from './testKit.ts';

const CALL = 'CA00000000000000000000000000000000';
const ACCOUNT = 'AC00000000000000000000000000000000';

let server: Server;
let baseUrl: string;
let requests: { method: string; url: string; body: string; authorization: string }[];
let answer: (response: ServerResponse) => void;

const json =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

beforeEach(async () => {
  requests = [];
  server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({
        method,
        url,
        body: Buffer.concat(chunks).toString(),
        authorization: headers.authorization ?? '',
      });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answer = json(200, { sid: CALL, status: 'completed' });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function failure(promise: Promise<unknown>): Promise<WeaverError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WeaverError)) throw new Error(`expected an error of ours, got ${String(error)}`);
  return error;
}

describe('Twilio', () => {
  const control = (more: object = {}) =>
    new TwilioCallControl({ accountSid: ACCOUNT, authToken: 'secret', baseUrl, timeoutMs: 500, ...more });

  it('hangs up through the SDK', async () => {
    await control().hangUp(CALL);
    expect(requests).toEqual([
      {
        method: 'POST',
        url: `/2010-04-01/Accounts/${ACCOUNT}/Calls/${CALL}.json`,
        body: 'Status=completed',
        authorization: `Basic ${Buffer.from(`${ACCOUNT}:secret`).toString('base64')}`,
      },
    ]);
  });

  it('transfers by new instructions, and waits for the outcome', async () => {
    const clock = new VirtualClock();
    const c = control({ dialAction: 'https://v.example/dial', clock });
    const outcome = c.transfer(CALL, '+85221234567', { callerId: '+85228765432', timeoutSeconds: 20 });
    while (!c.transferReported(CALL, 'busy')) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await outcome).toBe('busy');
    expect(clock.pending).toBe(0);
    const twiml = new URLSearchParams(requests[0]?.body).get('Twiml');
    expect(twiml).toContain(
      '<Dial callerId="+85228765432" timeout="20" action="https://v.example/dial" answerOnBridge="true">',
    );
    expect(twiml).toContain('<Number>+85221234567</Number>');
  });

  it('takes silence after the ringing time for an answer, and no callback URL for acceptance', async () => {
    const clock = new VirtualClock();
    const c = control({ dialAction: 'https://v.example/dial', clock });
    const outcome = c.transfer(CALL, '+85221234567', { timeoutSeconds: 20 });
    while (clock.pending === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    clock.advance(30_000);
    expect(await outcome).toBe('answered');
    expect(await control().transfer(CALL, '+85221234567', { timeoutSeconds: 20 })).toBe('answered');
  });

  it('does not mind that a call is already gone', async () => {
    answer = json(404, { code: 20404, message: 'not found', status: 404 });
    await control().hangUp(CALL);
    answer = json(400, { code: 21220, message: 'Call is not in-progress', status: 400 });
    await control().hangUp(CALL);
    expect((await failure(control().transfer(CALL, '+85221234567', { timeoutSeconds: 5 }))).code).toBe(
      'TEL_CONTROL_CALL_GONE',
    );
    await control().hangUp('../../secrets');
    expect(requests).toHaveLength(3);
  });

  it('says what went wrong', async () => {
    answer = json(401, { code: 20003, message: 'Authenticate', status: 401 });
    const refused = await failure(control().hangUp(CALL));
    expect([refused.code, refused.detail]).toEqual([
      'TEL_CONTROL_REFUSED',
      { action: 'hang up', status: 401, carrierCode: '20003' },
    ]);
    answer = json(429, { code: 20429, message: 'Too many', status: 429 }, { 'retry-after': '7' });
    const slow = await failure(control().hangUp(CALL));
    expect([slow.code, slow.detail]).toEqual(['TEL_CONTROL_RATE_LIMITED', { retryAfterMs: 7000 }]);
    answer = (response) => response.writeHead(503).end('oops');
    expect((await failure(control().hangUp(CALL))).code).toBe('TEL_CONTROL_UNAVAILABLE');
    answer = () => undefined;
    expect((await failure(control({ timeoutMs: 50 }).hangUp(CALL))).detail).toEqual({
      action: 'hang up',
      cause: 'timeout',
    });
    const dead = await failure(control({ baseUrl: 'http://127.0.0.1:1' }).hangUp(CALL));
    expect(dead.detail).toEqual({ action: 'hang up', cause: 'ECONNREFUSED' });
  });

  it('does not dial nonsense', async () => {
    expect((await failure(control().transfer(CALL, '<Hangup/>', { timeoutSeconds: 5 }))).code).toBe(
      'TEL_DESTINATION_INVALID',
    );
    expect(requests).toEqual([]);
  });
});

const text = { to: '+85221234567', from: '+85228765432', text: '多謝 & welcome' };

describe.each([
  [
    'Twilio',
    () => new TwilioCallControl({ accountSid: ACCOUNT, authToken: 'secret', baseUrl, timeoutMs: 500 }),
    `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
    { code: 21211, message: 'Invalid To +85221234567', status: 400 },
  ],
  [
    'Telnyx',
    () => new TelnyxCallControl({ apiKey: 'KEY', baseUrl, timeoutMs: 500 }),
    '/v2/messages',
    { errors: [{ code: '21211', title: 'Invalid', detail: '+85221234567' }] },
  ],
])('text messages by %s', (_, made, url, refusal) => {
  it('are accepted', async () => {
    answer = json(201, { sid: 'SM1', status: 'queued' });
    await made().sendMessage(text);
    expect(requests.map((one) => [one.method, one.url])).toEqual([['POST', url]]);
    const body = requests[0]?.body ?? '';
    const sent = body.startsWith('{')
      ? (JSON.parse(body) as Record<string, string>)
      : Object.fromEntries(new URLSearchParams(body));
    expect([sent['to'] ?? sent['To'], sent['from'] ?? sent['From'], sent['text'] ?? sent['Body']]).toEqual([
      text.to,
      text.from,
      text.text,
    ]);
  });

  it('are refused, without the number in what is told, and asked for once', async () => {
    answer = json(400, refusal);
    const refused = await failure(made().sendMessage(text));
    expect([refused.code, refused.detail]).toEqual([
      'MESSAGE_REFUSED',
      { status: 400, carrierCode: '21211' },
    ]);
    expect(refused.message + JSON.stringify(refused.detail)).not.toContain('2123');
    answer = json(503, {});
    expect((await failure(made().sendMessage(text))).detail).toEqual({ cause: 'status 503' });
    answer = json(429, {}, { 'retry-after': '7' });
    expect((await failure(made().sendMessage(text))).detail).toEqual({ retryAfterMs: 7_000 });
    answer = (response) => response.destroy();
    expect((await failure(made().sendMessage(text))).code).toBe('MESSAGE_UNAVAILABLE');
    expect(requests).toHaveLength(4);
  });
});

describe('Telnyx', () => {
  const control = (more: object = {}) =>
    new TelnyxCallControl({ apiKey: 'KEY', baseUrl, timeoutMs: 500, ...more });

  it('hangs up and transfers by commands', async () => {
    await control().hangUp('v2:a/b');
    expect(
      await control().transfer('v2:c', '+85221234567', { callerId: '+85228765432', timeoutSeconds: 20 }),
    ).toBe('answered');
    expect(requests).toEqual([
      { method: 'POST', url: '/v2/calls/v2%3Aa%2Fb/actions/hangup', body: '{}', authorization: 'Bearer KEY' },
      {
        method: 'POST',
        url: '/v2/calls/v2%3Ac/actions/transfer',
        body: '{"to":"+85221234567","timeout_secs":20,"from":"+85228765432"}',
        authorization: 'Bearer KEY',
      },
    ]);
  });

  it('waits for webhooks where there are some', async () => {
    const c = control({ webhooks: true, clock: new VirtualClock() });
    const outcome = c.transfer('v2:c', '+85221234567', { timeoutSeconds: 20 });
    while (!c.transferReported('v2:c', 'no-answer')) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await outcome).toBe('no-answer');
  });

  it('says what went wrong', async () => {
    answer = json(422, { errors: [{ code: '10015', title: 'Invalid' }] });
    expect((await failure(control().transfer('c', '+85221234567', { timeoutSeconds: 5 }))).detail).toEqual({
      action: 'transfer',
      status: 422,
      carrierCode: '10015',
    });
    answer = json(404, { errors: [] });
    await control().hangUp('c');
    answer = json(429, {}, {});
    expect((await failure(control().hangUp('c'))).detail).toEqual({ retryAfterMs: 1000 });
    answer = () => undefined;
    expect((await failure(control({ timeoutMs: 50 }).hangUp('c'))).detail).toEqual({
      action: 'hang up',
      cause: 'timeout',
    });
  });
});
