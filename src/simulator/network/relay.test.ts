import { afterEach, expect, test } from 'vitest';
import type { Faults } from '../faults.ts';
import { placeTestCall, testAccount, testNetwork } from '../testing/calls.ts';
import { scriptedServer, type ScriptedServer, type ScriptedSocket } from '../testing/scriptedServer.ts';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

async function relayServer(
  attributes: string,
  socket: (s: ScriptedSocket, nth: number) => void | Promise<void>,
  action = '<Response/>',
): Promise<ScriptedServer> {
  let count = 0;
  server = await scriptedServer({
    answer: ({ path }, self) =>
      path === '/voice'
        ? `<Response><Connect action="/action"><ConversationRelay url="${self.wsOrigin}/relay" ${attributes}><Parameter name="token" value="t1"/></ConversationRelay></Connect></Response>`
        : path === '/action'
          ? action
          : '<Response/>',
    socket: (s) => {
      const nth = count++;
      void s.next((m) => m['type'] === 'setup').then(() => socket(s, nth));
    },
  });
  return server;
}

const ofType = (s: ScriptedSocket, type: string) => s.messages.filter((m) => m['type'] === type);
const prompted = (s: ScriptedSocket) => s.next((m) => m['type'] === 'prompt' && m['last'] === true);

/** Begins a call and waits for its session. */
async function start(
  app: ScriptedServer,
  faults: Partial<Faults> = {},
  carrier: 'twilio' | 'telnyx' = 'twilio',
) {
  const placed = placeTestCall(app, testNetwork({ carrier }), faults);
  await placed.line.until(() => placed.line.leg !== null, 60_000);
  return { ...placed, socket: app.sockets[0]! };
}

test('setup first; growing partials, a final that differs; text spoken; end → action with hand-off data', async () => {
  const app = await relayServer('partialPrompts="true" events="speaker-events tokens-played"', async (s) => {
    await prompted(s);
    s.send({ type: 'text', token: 'Of course, ', last: false });
    s.send({ type: 'text', token: 'which day?', last: true });
    await s.next((m) => m['name'] === 'agentSpeaking' && m['value'] === 'off');
    s.send({ type: 'end', handoffData: '{"reason":"done"}' });
  });
  const { call, line, done, socket } = await start(app);
  line.speakText('I would like to change my appointment', 'en-US');
  await done;
  expect(socket.messages[0]).toMatchObject({
    type: 'setup',
    accountSid: testAccount.accountSid,
    callSid: call.callSid,
    callType: 'PSTN',
    direction: 'inbound',
    customParameters: { token: 't1' },
  });
  const prompts = ofType(socket, 'prompt').map((m) => [m['voicePrompt'] as string, m['last']] as const);
  const partials = prompts.filter(([, last]) => !last).map(([text]) => text);
  expect(partials.length).toBeGreaterThan(3);
  partials.slice(1).forEach((p, i) => expect(p.startsWith(partials[i]!)).toBe(true));
  expect(prompts.at(-1)).toEqual(['I would like to change my appointment.', true]);
  expect(partials.at(-1)).toBe('i would like to change my appointment');
  const info = ofType(socket, 'info').map((m) => [m['name'], m['value']]);
  expect(info).toEqual([
    ['clientSpeaking', 'on'],
    ['clientSpeaking', 'off'],
    ['agentSpeaking', 'on'],
    ['tokensPlayed', 'Of course, '],
    ['tokensPlayed', 'which day?'],
    ['agentSpeaking', 'off'],
  ]);
  expect(app.requestsTo('/action')[0]!.form).toMatchObject({
    SessionStatus: 'ended',
    CallStatus: 'in-progress',
    HandoffData: '{"reason":"done"}',
  });
  expect(await socket.closed).toMatchObject({ code: 1000 });
  expect(line.ear.segments).toHaveLength(1);
  expect(call.violations.list).toEqual([]);
});

test.each([false, true])(
  'interrupts with what was played (duration as string: %s)',
  async (stringDurations) => {
    const app = await relayServer(
      'welcomeGreeting="Thank you for calling the clinic, how can I help you today?"',
      async (s) => {
        await s.next((m) => m['type'] === 'interrupt');
        s.send({ type: 'end' });
      },
    );
    const { line, done, socket } = await start(app, { stringDurations });
    await line.until(
      () => line.ear.segments.length > 0 && line.nowMs - line.ear.last!.startMs > 1_000,
      30_000,
    );
    line.speakText('wait a moment please', 'en-US');
    await done;
    const [interrupt] = ofType(socket, 'interrupt');
    expect(typeof interrupt!['durationUntilInterruptMs']).toBe(stringDurations ? 'string' : 'number');
    expect(Number(interrupt!['durationUntilInterruptMs'])).toBeGreaterThan(900);
    const heard = interrupt!['utteranceUntilInterrupt'] as string;
    expect('Thank you for calling the clinic, how can I help you today?'.startsWith(heard)).toBe(true);
    expect(heard.length).toBeGreaterThan(5);
    expect(heard.length).toBeLessThan(50);
  },
);

test('speech that may not be interrupted is not, and what the caller says over it is lost', async () => {
  const app = await relayServer(
    'welcomeGreeting="Please listen carefully to this" welcomeGreetingInterruptible="none"',
    async (s) => {
      await prompted(s);
      s.send({ type: 'end' });
    },
  );
  const { line, done, socket } = await start(app);
  await line.until(() => line.ear.segments.length > 0, 30_000);
  line.speakText('hello', 'en-US');
  await line.until(() => line.nowMs - line.ear.last!.endMs > 1_000, 30_000);
  line.speakText('now', 'en-US');
  await done;
  expect(ofType(socket, 'interrupt')).toEqual([]);
  expect(ofType(socket, 'prompt').map((m) => m['voicePrompt'])).toEqual(['Now.']);
});

test('keys only with dtmfDetection', async () => {
  const app = await relayServer('dtmfDetection="true"', async (s) => {
    await s.next((m) => m['type'] === 'dtmf');
    s.send({ type: 'end' });
  });
  const { line, done, socket } = await start(app);
  line.press('7', true);
  await done;
  expect(ofType(socket, 'dtmf')).toEqual([{ type: 'dtmf', digit: '7' }]);
});

test('a language message changes the language of prompts', async () => {
  const app = await relayServer('', async (s) => {
    s.send({ type: 'language', ttsLanguage: 'zh-HK', transcriptionLanguage: 'zh-HK' });
    await prompted(s);
    s.send({ type: 'end' });
  });
  const { line, done, socket } = await start(app);
  await line.until(() => line.nowMs > 500, 5_000);
  line.speakText('我想預約', 'zh-HK');
  await done;
  expect(ofType(socket, 'prompt').at(-1)).toMatchObject({
    lang: 'zh-HK',
    voicePrompt: '我想預約。',
    last: true,
  });
});

test('a bad message: 64107, an error message, and the session goes on', async () => {
  const app = await relayServer('', async (s) => {
    s.send({ type: 'text', token: null });
    await s.next((m) => m['type'] === 'error');
    s.send({ type: 'end' });
  });
  const { call, done, socket } = await start(app);
  await done;
  expect(ofType(socket, 'error')[0]!['description']).toMatch(/Invalid message received/);
  expect(call.violations.list).toMatchObject([{ code: '64107', count: 1 }]);
  expect(app.requestsTo('/action')[0]!.form['SessionStatus']).toBe('ended');
});

test('ten bad messages in a row: closed with 1007; nine and a good one are survived', async () => {
  const app = await relayServer('', async (s) => {
    for (let i = 0; i < 9; i++) s.send('nonsense');
    s.send({ type: 'text', token: 'fine', last: true });
    for (let i = 0; i < 10; i++) s.send('nonsense');
  });
  const { call, done, socket } = await start(app);
  await done;
  expect(await socket.closed).toEqual({ code: 1007, reason: 'Too many consecutive malformed messages' });
  expect(call.violations.list.map((v) => [v.code, v.count])).toEqual([
    ['64107', 19],
    ['64105', 1],
  ]);
  expect(app.requestsTo('/action')[0]!.form).toMatchObject({ SessionStatus: 'failed', ErrorCode: '64105' });
});

test('the caller hangs up: SessionStatus completed', async () => {
  const app = await relayServer('', () => undefined);
  const { call, line, done, socket } = await start(app);
  await line.until(() => line.nowMs > 300, 5_000);
  call.hangUp();
  await done;
  expect(app.requestsTo('/action')[0]!.form).toMatchObject({
    SessionStatus: 'completed',
    CallStatus: 'completed',
  });
  expect((await socket.closed).code).toBe(1000);
});

test('an application that closes without end has failed the session; its action may take the call back', async () => {
  let asked = 0;
  const twiml = (self: ScriptedServer, action: string) =>
    `<Response><Connect ${action}><ConversationRelay url="${self.wsOrigin}/relay"/></Connect></Response>`;
  let sockets = 0;
  server = await scriptedServer({
    answer: ({ path }, self) =>
      path === '/voice'
        ? twiml(self, 'action="/action"')
        : path === '/action' && asked++ === 0
          ? twiml(self, '')
          : '<Response/>',
    socket: (s) =>
      void s
        .next((m) => m['type'] === 'setup')
        .then(() => (sockets++ === 0 ? s.ws.close(1000) : s.send({ type: 'end' }))),
  });
  const { call, done } = await start(server);
  await done;
  expect(server.requestsTo('/action')[0]!.form).toMatchObject({
    SessionStatus: 'failed',
    ErrorCode: '64105',
  });
  expect(server.sockets.map((s) => s.messages[0]!['callSid'])).toEqual([call.callSid, call.callSid]);
  expect(call.violations.list).toMatchObject([{ code: '64105' }]);
});

test('applicationReconnect: the cut line comes back with a second setup, and nothing said is lost', async () => {
  const app = await relayServer('applicationReconnect="true"', async (s, nth) => {
    if (nth === 0) return;
    await prompted(s);
    s.send({ type: 'end' });
  });
  const { call, line, done } = await start(app, { cutAtMs: 400 });
  line.speakText('this is said while the line is being cut', 'en-US');
  await done;
  expect(app.sockets).toHaveLength(2);
  expect(app.sockets[1]!.messages[0]).toEqual(app.sockets[0]!.messages[0]);
  expect(ofType(app.sockets[1]!, 'prompt').at(-1)!['voicePrompt']).toMatch(/^This is said/);
  expect(call.violations.list).toEqual([]);
});

test('without applicationReconnect a cut line fails the session with 39001', async () => {
  const app = await relayServer('', () => undefined);
  const { call, done } = await start(app, { cutAtMs: 300 });
  await done;
  expect(call.violations.list).toMatchObject([{ code: '39001' }]);
  expect(app.requestsTo('/action')[0]!.form).toMatchObject({ SessionStatus: 'failed', ErrorCode: '39001' });
});

test('duplicate setup, messages and fields of the future', async () => {
  const app = await relayServer('', async (s) => {
    await prompted(s);
    s.send({ type: 'end' });
  });
  const { line, done, socket } = await start(app, { duplicateSetup: true, unknownMessages: true });
  line.speakText('hello', 'en-US');
  await done;
  expect(ofType(socket, 'setup')).toHaveLength(2);
  expect(ofType(socket, 'weather')).toHaveLength(1);
  expect(ofType(socket, 'prompt').at(-1)).toHaveProperty('futureField');
});

test('Telnyx: partials unasked, its own ids', async () => {
  const app = await relayServer('', async (s) => {
    await prompted(s);
    s.send({ type: 'sendDigits', digits: '1A' });
    s.send({ type: 'end' });
  });
  const { call, line, done, socket } = await start(app, {}, 'telnyx');
  line.speakText('one two three four', 'en-US');
  await done;
  expect(socket.messages[0]).toMatchObject({
    type: 'setup',
    callControlId: call.callSid,
    callStatus: 'active',
  });
  expect(ofType(socket, 'prompt').length).toBeGreaterThan(1);
  expect(call.violations.list).toEqual([]);
});
