import { afterEach, expect, test } from 'vitest';
import { placeTestCall, streamTwiml, testAccount, testNetwork } from '../testing/calls.ts';
import { scriptedServer, type ScriptedServer, type ScriptedSocket } from '../testing/scriptedServer.ts';
import { tone } from '../testing/toneVoice.ts';
import { signRequest } from './signature.ts';
import { SILENT_FRAME } from './mediaFrames.ts';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

type Start = { start: { streamSid: string; callSid: string; customParameters: object } };

/** A server whose only instruction is a stream; `socket` plays its part. */
async function streaming(
  socket: (s: ScriptedSocket, streamSid: string) => void | Promise<void>,
): Promise<ScriptedServer> {
  server = await scriptedServer({
    answer: (request, self) => (request.path === '/voice' ? streamTwiml(self) : '<Response/>'),
    socket: (s) =>
      void s.next((m) => m['event'] === 'start').then((m) => socket(s, (m as Start).start.streamSid)),
  });
  return server;
}

const media = (streamSid: string, audio: Uint8Array) => ({
  event: 'media',
  streamSid,
  media: { payload: Buffer.from(audio).toString('base64') },
});
const events = (s: ScriptedSocket, event: string) => s.messages.filter((m) => m['event'] === event);

test('connected, start, then a frame every 20 ms with string counters and continuous timestamps; stop, close, callbacks', async () => {
  const app = await streaming(() => undefined);
  const { call, done, line } = placeTestCall(app);
  await line.until(
    () => app.sockets[0] !== undefined && events(app.sockets[0], 'media').length >= 40,
    60_000,
  );
  call.leg!.key('5');
  call.hangUp();
  await done;
  const socket = app.sockets[0]!;
  expect((await socket.closed).code).toBe(1000);
  expect(socket.messages[0]).toEqual({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  expect(socket.messages[1]).toMatchObject({
    event: 'start',
    sequenceNumber: '1',
    start: {
      accountSid: testAccount.accountSid,
      callSid: call.callSid,
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: { token: 't1' },
    },
  });
  const numbered = socket.messages.slice(1);
  numbered.forEach((m, i) => expect(m['sequenceNumber']).toBe(String(i + 1)));
  const frames = events(socket, 'media').map((m) => m['media'] as Record<string, string>);
  frames.forEach((f, i) => {
    expect(f['chunk']).toBe(String(i + 1));
    expect(Number(f['timestamp']) - Number(frames[0]!['timestamp'])).toBe(i * 20);
    expect(Buffer.from(f['payload']!, 'base64')).toEqual(Buffer.from(SILENT_FRAME));
  });
  expect(events(socket, 'dtmf')[0]).toMatchObject({ dtmf: { track: 'inbound_track', digit: '5' } });
  expect(socket.messages.at(-1)).toMatchObject({
    event: 'stop',
    stop: { accountSid: testAccount.accountSid, callSid: call.callSid },
  });
  expect(app.requestsTo('/stream-status').map((r) => r.form['StreamEvent'])).toEqual([
    'stream-started',
    'stream-stopped',
  ]);
  expect(app.requestsTo('/status')[0]!.form).toMatchObject({
    CallStatus: 'completed',
    CallSid: call.callSid,
  });
  expect(call.violations.list).toEqual([]);
});

test('signs the webhook, the callbacks and the handshake with the account’s token', async () => {
  const app = await streaming((s) => s.ws.close(1000));
  const { done } = placeTestCall(app);
  await done;
  for (const request of app.requests) {
    const url = `${app.origin}${request.path}${request.path === '/voice' ? '?x=1' : ''}`;
    expect(request.headers['x-twilio-signature']).toBe(signRequest(url, testAccount.authToken, request.form));
  }
  expect(app.sockets[0]!.headers['x-twilio-signature']).toBe(
    signRequest(`${app.wsOrigin}/media`, testAccount.authToken),
  );
  const { form } = app.requestsTo('/voice')[0]!;
  expect(form).toMatchObject({
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+85221234567',
    To: '+85228765432',
  });
});

const broken: [string, string, (id: string) => object | string | Buffer][] = [
  ['a binary frame', '31950', () => Buffer.alloc(160, 0xff)],
  ['not JSON', '31951', () => 'hello'],
  ['an unknown event', '31951', (id) => ({ event: 'hangup', streamSid: id })],
  ['an extra field', '31951', (id) => ({ ...media(id, SILENT_FRAME), track: 'outbound' })],
  ['a missing field', '31951', () => ({ event: 'clear' })],
  ['a wrong streamSid', '31951', () => ({ event: 'clear', streamSid: 'MZ1' })],
  [
    'a payload that is not base64',
    '31951',
    (id) => ({ event: 'media', streamSid: id, media: { payload: '%%%' } }),
  ],
  ['header bytes', '31951', (id) => media(id, Buffer.from('RIFF\x10\0\0\0WAVEfmt '))],
];
test.each(broken)('refuses %s with %s, counts it, and the call goes on', async (_, code, message) => {
  const app = await streaming(async (s, id) => {
    s.send(message(id));
    s.send(message(id));
    s.send({ event: 'mark', streamSid: id, mark: { name: 'still here' } });
    await s.next((m) => m['event'] === 'mark');
    s.ws.close(1000);
  });
  const { call, done } = placeTestCall(app);
  await done;
  expect(call.violations.list).toMatchObject([{ code, severity: 'error', count: 2 }]);
});

test('refuses more audio than the queue holds with 31931', async () => {
  const app = await streaming(async (s, id) => {
    s.send(media(id, tone(900)));
    s.send(media(id, tone(200)));
    s.send({ event: 'clear', streamSid: id });
    s.send({ event: 'mark', streamSid: id, mark: { name: 'x' } });
    await s.next((m) => m['event'] === 'mark');
    s.ws.close(1000);
  });
  const network = testNetwork({ limits: { maxQueuedMs: 1_000, maxBacklogBytes: 65_536 } });
  const { call, done } = placeTestCall(app, network);
  await done;
  expect(call.violations.list).toMatchObject([{ code: '31931' }]);
});

test('warns of a reader that is too slow with 31930', async () => {
  const app = await streaming((s) => s.ws.pause());
  // The kernel's own buffers hide a slow reader for minutes; a small limit and big messages show the rule.
  const network = testNetwork({ limits: { maxQueuedMs: 1_000, maxBacklogBytes: 1 } });
  const faults = { badMessages: Array.from({ length: 30 }, () => ({ atMs: 100, kind: 'huge' as const })) };
  const { call, done, line } = placeTestCall(app, network, faults);
  await line.until(() => call.violations.list.length > 0, 30_000);
  app.sockets[0]!.ws.terminate();
  await done;
  expect(call.violations.list[0]).toMatchObject({ code: '31930', severity: 'warning' });
});

test('plays at real time, returns marks when played, and on clear in order', async () => {
  const app = await streaming(async (s, id) => {
    s.send(media(id, tone(400)));
    s.send({ event: 'mark', streamSid: id, mark: { name: 'played' } });
    await s.next((m) => m['event'] === 'mark');
    s.send(media(id, tone(5_000)));
    for (const name of ['a', 'b']) s.send({ event: 'mark', streamSid: id, mark: { name } });
    await new Promise((resolve) => setTimeout(resolve, 60));
    s.send({ event: 'clear', streamSid: id });
    await s.next((m) => (m['mark'] as { name?: string } | undefined)?.name === 'b');
    s.ws.close(1000);
  });
  const { call, done, line } = placeTestCall(app);
  await done;
  expect(events(app.sockets[0]!, 'mark').map((m) => (m['mark'] as { name: string }).name)).toEqual([
    'played',
    'a',
    'b',
  ]);
  const heard = line.ear.audibleMs(0, Infinity);
  expect(heard).toBeGreaterThan(400);
  expect(heard).toBeLessThan(5_400);
  expect(call.events.find((e) => e.kind === 'cleared')!.detail['flushedMs']).toBeGreaterThan(0);
  expect(call.violations.list).toEqual([]);
});

test('closing the socket resumes the TwiML: the action URL is asked and obeyed', async () => {
  server = await scriptedServer({
    answer: (request, self) =>
      request.path === '/voice'
        ? streamTwiml(self)
        : request.path === '/action'
          ? '<Response><Dial action="/dialled" timeout="5"><Number>+85220000000</Number></Dial></Response>'
          : '<Response/>',
    socket: (s) => void s.next((m) => m['event'] === 'start').then(() => s.ws.close(1000)),
  });
  const { call, done } = placeTestCall(server);
  await done;
  expect(server.requestsTo('/action')[0]!.form).toMatchObject({ CallStatus: 'in-progress' });
  expect(server.requestsTo('/dialled')[0]!.form).toMatchObject({
    DialCallStatus: 'completed',
    DialCallDuration: '2',
  });
  expect(call.violations.list).toEqual([]);
});

test('names what goes wrong with the socket as the carrier does', async () => {
  server = await scriptedServer({
    answer: (request, self) => (request.path === '/voice' ? streamTwiml(self) : '<Response/>'),
    refuse: () => 403,
  });
  const refused = placeTestCall(server);
  await refused.done;
  expect(refused.call.violations.list).toMatchObject([
    { code: '31920', reason: 'handshake answered with 403' },
  ]);
  expect(server.requestsTo('/stream-status').map((r) => r.form['StreamEvent'])).toContain('stream-error');
  await server.close();
  const app = await streaming((s) => s.ws.close(1011, 'oops'));
  const failing = placeTestCall(app);
  await failing.done;
  expect(failing.call.violations.list).toMatchObject([{ code: '31921' }]);
});

test('a webhook that fails, or answers with something else than XML, is 11200 or 12300', async () => {
  server = await scriptedServer({ answer: (r) => (r.path === '/voice' ? 500 : '<Response/>') });
  const a = placeTestCall(server);
  await a.done;
  expect(a.call.violations.list).toMatchObject([{ code: '11200' }]);
  expect(a.call.status).toBe('failed');
  await server.close();
  server = await scriptedServer({
    answer: () => ({ type: 'text/plain', body: '<Response><Hangup/></Response>' }),
  });
  const b = placeTestCall(server);
  await b.done;
  expect(b.call.violations.list.map((v) => v.code)).toContain('12300');
});

test('Telnyx: the same call in its own words', async () => {
  server = await scriptedServer({
    answer: (request, self) => (request.path === '/voice' ? streamTwiml(self) : '<Response/>'),
    socket: (s) =>
      void s
        .next((m) => m['event'] === 'start')
        .then(() => {
          s.send({ event: 'media', media: { payload: Buffer.from(tone(100)).toString('base64') } });
          s.send({ event: 'mark', mark: { name: 'm' } });
          void s.next((m) => m['event'] === 'mark').then(() => s.ws.close(1000));
        }),
  });
  const { call, done, line } = placeTestCall(server, testNetwork({ carrier: 'telnyx' }));
  await done;
  expect(server.sockets[0]!.messages[1]).toMatchObject({
    event: 'start',
    sequence_number: '1',
    start: {
      call_control_id: call.callSid,
      media_format: { encoding: 'PCMU', sample_rate: 8000, channels: 1 },
    },
  });
  expect(line.ear.segments).toHaveLength(1);
  expect(call.violations.list).toEqual([]);
});
