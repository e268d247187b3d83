import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { runCall, type CallerScript } from '../../src/simulator/index.ts';
import type { LiveMessage } from '../../src/types/api.ts';
import {
  newCallSid,
  publishSmall,
  signRequest,
  testServer,
  until,
  voiceFields,
  type TestServer,
} from '../../src/server/testing/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({}, { socketGuard: { graceMs: 50 } });
  await publishSmall(server, 'small', ['+85228765432']);
});
afterAll(() => server.stop());

const wholeCall: CallerScript = [
  { do: 'wait' },
  { do: 'press', digits: '1234', gapMs: 50 },
  { do: 'await-end' },
];

function place(script: CallerScript = wholeCall, more: Partial<Parameters<typeof runCall>[0]> = {}) {
  return runCall({
    baseUrl: server.url,
    ...server.account,
    transport: 'relay',
    workflow: 'small',
    script,
    maxCallMs: 30_000,
    ...more,
  });
}

describe('a call', () => {
  it('is answered, recorded, shown live and replayable; the log knows no caller', async () => {
    const messages: LiveMessage[] = [];
    const live = new WebSocket(`${server.url.replace('http', 'ws')}/live`);
    live.on('message', (data) => messages.push(JSON.parse(String(data)) as LiveMessage));
    await until(() => messages.some(({ type }) => type === 'state'));
    const outcome = await place();
    expect(outcome.errors).toEqual([]);
    expect(outcome.violations).toEqual([]);
    await until(() => messages.some(({ type }) => type === 'callEnded'));
    live.close();
    expect(messages.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['hello', 'callStarted', 'turn', 'metrics', 'callEnded']),
    );
    expect(JSON.stringify(messages.filter(({ type }) => type !== 'turn'))).not.toContain('21234567');

    await server.context.store.flush();
    const { body } = await server.api(`/api/calls/${outcome.callSid}`);
    const { call, turns } = body as unknown as { call: Record<string, unknown>; turns: { agent: string }[] };
    expect(call).toMatchObject({
      status: 'ended',
      end: 'completed',
      carrier: 'simulator',
      from: '+85221234567',
    });
    expect(turns[0]?.agent).toContain('Welcome to the test line.');
    expect((await server.api(`/api/calls/${outcome.callSid}/replay`)).body['same']).toBe(true);
    expect((await server.api('/api/metrics?origin=simulated')).body['calls']).toBeGreaterThan(0);
    expect((await server.api('/api/metrics')).body['calls']).toBe(0);
    for (const personal of ['21234567', 'Welcome', '1234"', server.account.authToken])
      expect(server.logged()).not.toContain(personal);
    expect((await server.api(`/api/calls/${outcome.callSid}`, { method: 'DELETE' })).status).toBe(204);
    expect((await server.api(`/api/calls/${outcome.callSid}`)).code).toBe('CALL_UNKNOWN');
  }, 30_000);

  it('finds its workflow by the number that was called', async () => {
    const answer = await server.webhook('/twilio/voice', voiceFields(server.account, newCallSid()));
    expect(answer.xml).toContain('<ConversationRelay');
    expect(answer.xml).toContain('/twilio/relay');
  });

  it('hears that nobody is there when no workflow answers', async () => {
    const call = () => voiceFields(server.account, newCallSid(), '+85299999999');
    const unknown = await server.webhook('/twilio/voice?workflow=nobody', call());
    expect([unknown.status, unknown.code]).toEqual([200, 'API_WORKFLOW_UNKNOWN']);
    expect(unknown.xml).toMatch(/<Say[^>]*>The number you have called is not in service/);
    const chinese = await server.webhook('/twilio/voice?workflow=nobody&language=zh-HK', call());
    expect(chinese.xml).toContain('未有服務');
    expect((await server.webhook('/twilio/voice', call())).code).toBe('API_WORKFLOW_UNKNOWN');
  });
});

describe('webhooks', () => {
  it.each(['wrong', 'absent'] as const)('with a signature that is %s are refused', async (signing) => {
    const answer = await server.webhook(
      '/twilio/voice?workflow=small',
      voiceFields(server.account, newCallSid()),
      signing,
    );
    const code = signing === 'wrong' ? 'TEL_SIGNATURE_WRONG' : 'TEL_SIGNATURE_MISSING';
    expect([answer.status, answer.code]).toEqual([403, code]);
    expect(answer.xml).toContain('<Response>');
    expect(answer.xml).not.toContain('Connect');
  });

  it('that are malformed are answered with TwiML and a code', async () => {
    for (const path of ['voice', 'status', 'stream-status', 'connect-action', 'dial-action']) {
      const answer = await server.webhook(`/twilio/${path}`, { Nonsense: '1' });
      expect([path, answer.status, answer.code]).toEqual([path, 400, 'TEL_CALLBACK_INVALID']);
      expect(answer.xml).toContain('<Response>');
    }
    const json = await fetch(`${server.url}/twilio/voice`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([json.status, json.headers.get('x-weaver-error')]).toEqual([415, 'API_MEDIA_TYPE']);
    const huge = await server.webhook('/twilio/voice', { Filler: 'x'.repeat(1_200_000) });
    expect([huge.status, huge.code]).toEqual([413, 'API_BODY_TOO_LARGE']);
  });

  it('about calls that nobody knows get an apology, not silence', async () => {
    const fields = { CallSid: newCallSid(), CallStatus: 'in-progress' };
    expect(
      (await server.webhook('/twilio/connect-action', { ...fields, SessionStatus: 'failed' })).xml,
    ).toContain('<Say');
    expect(
      (await server.webhook('/twilio/connect-action', { ...fields, SessionStatus: 'ended' })).xml,
    ).toContain('<Hangup');
    expect(
      (await server.webhook('/twilio/dial-action', { ...fields, DialCallStatus: 'busy' })).xml,
    ).toContain('<Say');
    expect(
      (await server.webhook('/twilio/dial-action', { ...fields, DialCallStatus: 'completed' })).xml,
    ).toContain('<Hangup');
  });

  it('send a lost text call to a new socket, but not for ever', async () => {
    const callSid = newCallSid();
    await server.webhook('/twilio/voice?workflow=small', voiceFields(server.account, callSid));
    const lost = { CallSid: callSid, CallStatus: 'in-progress', SessionStatus: 'failed', ErrorCode: '64105' };
    const answers: string[] = [];
    for (let i = 0; i < 3; i++) answers.push((await server.webhook('/twilio/connect-action', lost)).xml);
    expect(answers.map((xml) => xml.includes('<ConversationRelay'))).toEqual([true, true, false]);
    expect(answers[2]).toContain('<Say');
  });
});

describe('sockets', () => {
  const relayUrl = () => `${server.url.replace('http', 'ws')}/twilio/relay`;

  function open(url = relayUrl(), key = server.account.authToken): WebSocket {
    const ws = new WebSocket(url, { headers: { 'x-twilio-signature': signRequest(url, key) } });
    ws.on('error', () => undefined);
    return ws;
  }

  /** The HTTP status of a refused upgrade, or the close code of an accepted one. */
  function fate(ws: WebSocket): Promise<number> {
    return new Promise((resolve) => {
      ws.on('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
      ws.on('close', (code) => resolve(code));
    });
  }

  async function tokenFor(callSid: string, query = 'workflow=small'): Promise<string> {
    const { xml } = await server.webhook(`/twilio/voice?${query}`, voiceFields(server.account, callSid));
    return /name="token" value="([^"]+)"/.exec(xml)?.[1] ?? '';
  }

  function setup(callSid: string, token: string): string {
    const { accountSid } = server.account;
    const customParameters = { token };
    const call = {
      callSid,
      accountSid,
      parentCallSid: '',
      from: '+85221234567',
      to: '+85228765432',
      direction: 'inbound',
    };
    return JSON.stringify({
      type: 'setup',
      sessionId: `VX${callSid.slice(2)}`,
      ...call,
      callType: 'PSTN',
      callStatus: 'RINGING',
      customParameters,
    });
  }

  it('are refused before they open when the signature is wrong, or nobody is there', async () => {
    expect(await fate(open(relayUrl(), 'another-token'))).toBe(403);
    expect(await fate(open(`${server.url.replace('http', 'ws')}/nowhere`))).toBe(404);
    const stranger = new WebSocket(`${server.url.replace('http', 'ws')}/live`, {
      origin: 'https://evil.example',
    });
    stranger.on('error', () => undefined);
    expect(await fate(stranger)).toBe(403);
  });

  it('open once for a token, and for its own call only', async () => {
    const callSid = newCallSid();
    const token = await tokenFor(callSid);
    const other = open();
    other.on('open', () => other.send(setup(newCallSid(), token)));
    expect(await fate(other)).toBe(1008);
    expect(server.logged()).toContain('TEL_TOKEN_OTHER_CALL');

    const first = open();
    const heard: string[] = [];
    first.on('message', (data) => heard.push(String(data)));
    first.on('open', () => first.send(setup(callSid, token)));
    await until(() => heard.join('').includes('Welcome'));
    first.close(1000);
    await until(() => !server.context.desk.has(callSid));
    const replay = open();
    replay.on('open', () => replay.send(setup(callSid, token)));
    expect(await fate(replay)).toBe(1008);
    expect(server.logged()).toContain('TEL_TOKEN_USED');
    const bare = open();
    bare.on('open', () => bare.send(setup(newCallSid(), 'made-up')));
    expect(await fate(bare)).toBe(1008);
  });

  it('that send nonsense end alone', async () => {
    const healthy = place();
    const binary = open();
    binary.on('open', () => {
      for (let i = 0; i < 12; i++) binary.send(Buffer.from([1, 2, 3]));
    });
    expect(await fate(binary)).toBe(1007);
    expect(server.logged()).toContain('TEL_BINARY_FRAME');
    const huge = open();
    huge.on('open', () => huge.send('x'.repeat(1024 * 1024)));
    expect(await fate(huge)).toBe(1009);
    expect(server.logged()).toContain('TEL_MESSAGE_TOO_LARGE');
    const { errors, violations } = await healthy;
    expect([errors, violations]).toEqual([[], []]);
  }, 30_000);

  it('that never speak, a thousand of them, do not disturb a call', async () => {
    const silent: WebSocket[] = [];
    const healthy = place();
    for (let i = 0; i < 1000; i++) silent.push(open());
    await until(() => server.socketCounts.silent > 50);
    const { errors, violations } = await healthy;
    expect([errors, violations]).toEqual([[], []]);
    expect(server.logged()).toContain('TEL_TOO_MANY_SOCKETS');
    expect(server.socketCounts.silent).toBeLessThanOrEqual(200);
    for (const ws of silent) ws.terminate();
    await until(() => server.socketCounts.silent === 0);
  }, 30_000);
});

describe('the stand-in recogniser', () => {
  it('is fed for simulated calls only', async () => {
    const spoken = (callSid: string) =>
      server.api(`/api/simulator/calls/${callSid}/spoken`, { method: 'POST', json: { text: 'hello' } });
    expect((await spoken(newCallSid())).code).toBe('CALL_UNKNOWN');
    const elsewhere = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    expect((await server.api('/api/simulator/account', elsewhere)).code).toBe('API_SIGN_IN');
  });
});
