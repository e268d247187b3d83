/** A whole call that writes to its caller: through the carrier's account, and to another system. */
import { createServer as createProbe } from 'node:net';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runCall, TwilioSimulator } from '../../src/simulator/index.ts';
import { testServer, type TestServer } from '../../src/server/testing/testServer.ts';
import { doc, end, node, start, way, type Raw } from '../../src/services/flow/testDocuments.ts';
import type { FlowProblem } from '../../src/types/flow.ts';

const accountSid = `AC${'0'.repeat(31)}2`;
const authToken = 'a-real-accounts-token';
const caller = '+85221234567';
const line = '+85228765432';

let told: { key: string; secret: string; body: unknown }[] = [];
let status = 202;
let receiver: Server;
let host: string;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { 'idempotency-key': key, 'x-key': secret } = request.headers;
      told.push({ key: String(key), secret: String(secret), body: JSON.parse(body) as unknown });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  process.env['WEAVER_SECRET_HOOK'] = 's3cret-of-hook';
});
afterAll(() => {
  delete process.env['WEAVER_SECRET_HOOK'];
  receiver.closeAllConnections();
  receiver.close();
});

let server: TestServer | undefined;
let network: TwilioSimulator | undefined;
afterEach(async () => {
  await server?.stop();
  await network?.close();
  told = [];
  status = 202;
});

/** The public URL has to be known before the server starts. */
async function freePort(): Promise<number> {
  const probe = createProbe();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/** Asks for a name, tells the other system, writes to the caller, and says how that went. */
function booking(): Raw {
  const text = { 'en-US': 'Thank you, {{ code }}.' };
  const whole = doc(
    [
      start,
      node('ask', 'collect', {
        fields: [
          {
            variable: 'code',
            kind: 'digits',
            digits: { min: 4, max: 4 },
            confirm: 'never',
            ask: { 'en-US': 'Your code?' },
          },
        ],
        hangUp: ['failed'],
      }),
      node('hook', 'message', {
        kind: 'webhook',
        url: `http://${host}/told`,
        headers: { 'X-Key': '{{secret.HOOK}}' },
        body: '{"code": "{{ code }}", "caller": "{{ call.caller }}"}',
      }),
      node('tell', 'message', { text }),
      node('sent', 'end', { line: { 'en-US': 'I have written to you.' } }),
      node('unsent', 'end', { line: { 'en-US': 'I could not write to you.' } }),
      end,
    ],
    [
      way('start', 'next', 'ask'),
      way('ask', 'filled', 'hook'),
      way('hook', 'sent', 'tell'),
      way('hook', 'failed', 'end'),
      way('tell', 'sent', 'sent'),
      way('tell', 'failed', 'unsent'),
    ],
    [{ name: 'code', personal: true }],
  );
  return { ...whole, config: { ...(whole['config'] as Raw), allowedPrivateHosts: [host] } };
}

async function called({ account = true, restUrl }: { account?: boolean; restUrl?: string } = {}) {
  network = new TwilioSimulator(account ? { accountSid, authToken, seed: 7 } : { seed: 7 });
  const port = await freePort();
  server = await testServer({
    PORT: String(port),
    ...(account && {
      WEAVER_PUBLIC_URL: `http://127.0.0.1:${port}`,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_URL: restUrl ?? (await network.listen()),
    }),
  });
  const made = await server.api('/api/workflows/import', {
    method: 'POST',
    json: { slug: 'booking', document: booking() },
  });
  expect(made.status).toBe(201);
  const checked = await server.api('/api/validate', { method: 'POST', json: booking() });
  const { problems } = checked.body as unknown as { problems: FlowProblem[] };
  expect((await server.api('/api/workflows/booking/publish', { method: 'POST', json: {} })).status).toBe(200);
  const outcome = await runCall({
    baseUrl: server.url,
    ...(account ? { network } : server.account),
    transport: 'relay',
    workflow: 'booking',
    script: [{ do: 'wait' }, { do: 'press', digits: '4711', gapMs: 50 }, { do: 'await-end' }],
    maxCallMs: 60_000,
  });
  expect(outcome.errors).toEqual([]);
  await server.context.store.flush();
  const { body } = await server.api(`/api/calls/${outcome.callSid}`);
  const { call, turns } = body as unknown as {
    call: { errors: string[]; path: { nodeId: string; outcome?: string }[] };
    turns: { agent: string }[];
  };
  const replay = (await server.api(`/api/calls/${outcome.callSid}/replay`)).body as unknown as {
    same: boolean;
  };
  return {
    callSid: outcome.callSid,
    errors: call.errors,
    path: call.path.map((step) => `${step.nodeId} ${step.outcome ?? ''}`.trim()),
    said: turns.at(-1)?.agent,
    sent: network.sentMessages,
    same: replay.same,
    logged: server.logged(),
    problems,
  };
}

describe('a call that sends messages', () => {
  it('tells another system and writes to its caller, once each, and no log has a word of it', async () => {
    const call = await called();
    expect(call.path.slice(2)).toEqual(['hook sent', 'tell sent', 'sent']);
    expect(call.sent).toEqual([{ to: caller, from: line, text: 'Thank you, 4711.' }]);
    expect(told).toEqual([
      { key: `"${call.callSid}:hook:1"`, secret: 's3cret-of-hook', body: { code: '4711', caller } },
    ]);
    expect(call.said).toBe('I have written to you.');
    expect(call.errors).toEqual([]);
    expect(call.problems).toEqual([]);
    expect(call.same).toBe(true);
    for (const word of ['4711', caller, line, 's3cret']) expect(call.logged).not.toContain(word);
  }, 60_000);

  it('goes on along “failed” when the carrier cannot be reached', async () => {
    const call = await called({ restUrl: 'http://127.0.0.1:9' });
    expect(call.path.slice(2)).toEqual(['hook sent', 'tell failed', 'unsent']);
    expect(call.errors).toEqual(['MESSAGE_UNAVAILABLE']);
    expect(call.said).toBe('I could not write to you.');
    expect(call.same).toBe(true);
  }, 60_000);

  it('goes on along “failed” when the other system refuses', async () => {
    status = 500;
    const call = await called();
    expect(call.path.slice(2)).toEqual(['hook failed', 'end']);
    expect(call.errors).toEqual(['MESSAGE_REFUSED']);
    expect(told).toHaveLength(1);
    expect(call.sent).toEqual([]);
  }, 60_000);

  it('sends nothing from a simulated call, and says beforehand that there is no account', async () => {
    const call = await called({ account: false });
    expect(call.path.slice(2)).toEqual(['hook sent', 'tell failed', 'unsent']);
    expect(call.errors).toEqual(['MESSAGE_NO_ACCOUNT']);
    expect(call.problems.map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ['FLOW_MESSAGE_ACCOUNT', 'tell'],
    ]);
  }, 60_000);
});
