import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/support/manualClock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { MessageSender, MessageSpec } from '../../types/message.ts';
import { Errands } from './errands.ts';
import type { CallEvent } from './events.ts';
import { createHttpClient, type HttpClient } from './httpClient.ts';

let server: Server;
let host: string;
let http: HttpClient;
let told: { path: string; body: string; key: string | undefined }[];
/** Requests that are not answered until somebody says so. */
let held: (() => void)[];

beforeEach(async () => {
  told = [];
  held = [];
  server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      told.push({ path, body, key: request.headers['x-key'] as string | undefined });
      if (path === '/slow') held.push(() => response.end());
      else response.writeHead(Number(path.slice(1)) || 200).end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  http = createHttpClient({ allowedPrivateHosts: [host], secret: () => 's3cret' });
});
afterEach(async () => {
  await http.close();
  server.closeAllConnections();
  server.close();
});

const webhook = (path: string, at = host): MessageSpec => ({
  kind: 'webhook',
  request: {
    method: 'POST',
    url: `http://${at}${path}`,
    headers: { 'x-key': '{{secret.KEY}}' },
    body: '{"a":1}',
    timeoutMs: 5_000,
    maxBytes: 1_000,
  },
  timeoutMs: 2_000,
});
const sms: MessageSpec = {
  kind: 'sms',
  message: { to: '+85221234567', from: '+85228765432', text: '多謝' },
  timeoutMs: 2_000,
};

function bench(sender?: MessageSender) {
  const clock = new ManualClock();
  const { promise: done, resolve } = Promise.withResolvers<CallEvent>();
  const errands = new Errands({ clock, http, sender, raise: resolve });
  return { clock, errands, done };
}

async function resultOf(message: MessageSpec, sender?: MessageSender) {
  const { errands, done } = bench(sender);
  errands.send({ type: 'sendStart', requestId: 'r1', message });
  const event = await done;
  expect(event).toMatchObject({ type: 'sendDone', requestId: 'r1' });
  return event.type === 'sendDone' ? event.result : undefined;
}

const failing = (error: Error): MessageSender => ({
  async sendMessage() {
    throw error;
  },
});

describe('a webhook', () => {
  it('is told, with its secret, and taken for sent when it says so', async () => {
    expect(await resultOf(webhook('/204'))).toEqual({ ok: true });
    expect(told).toEqual([{ path: '/204', body: '{"a":1}', key: 's3cret' }]);
  });

  it.each([302, 404, 500])('refuses by status %i', async (status) => {
    expect(await resultOf(webhook(`/${status}`))).toEqual({
      ok: false,
      code: 'MESSAGE_REFUSED',
      detail: { status, carrierCode: 'none' },
    });
    expect(told).toHaveLength(1);
  });

  it('may not be on a private address that nobody has allowed', async () => {
    expect(await resultOf(webhook('/200', '127.0.0.1:9'))).toEqual({
      ok: false,
      code: 'HTTP_ADDRESS_REFUSED',
    });
  });

  it('that is slow is not waited for, and told all the same', async () => {
    const { clock, errands, done } = bench();
    errands.send({ type: 'sendStart', requestId: 'r1', message: webhook('/slow') });
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    clock.advance(1_999);
    clock.advance(1);
    expect(await done).toMatchObject({
      at: 2_000,
      result: { ok: false, code: 'MESSAGE_TIMEOUT', detail: { timeoutMs: 2_000 } },
    });
  });

  it('is told although the call ends', async () => {
    const { errands, done } = bench();
    errands.send({ type: 'sendStart', requestId: 'r1', message: webhook('/slow') });
    errands.cancelLookUps();
    while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    held[0]?.();
    expect(await done).toMatchObject({ result: { ok: true } });
  });
});

describe('a text message', () => {
  it('is handed to the carrier once', async () => {
    const asked: unknown[] = [];
    const sender = { sendMessage: async (message: unknown) => void asked.push(message) };
    expect(await resultOf(sms, sender)).toEqual({ ok: true });
    expect(asked).toEqual([{ to: '+85221234567', from: '+85228765432', text: '多謝' }]);
  });

  it('needs an account', async () => {
    expect(await resultOf(sms)).toEqual({ ok: false, code: 'MESSAGE_NO_ACCOUNT' });
  });

  it('fails with the carrier’s code, and never with its words', async () => {
    const detail = { status: 400, carrierCode: '21211' };
    expect(await resultOf(sms, failing(new WeaverError('MESSAGE_REFUSED', detail)))).toEqual({
      ok: false,
      code: 'MESSAGE_REFUSED',
      detail,
    });
    const foreign = await resultOf(sms, failing(new Error('to +85221234567')));
    expect(foreign).toEqual({ ok: false, code: 'MESSAGE_UNAVAILABLE', detail: { cause: 'unknown' } });
  });
});
