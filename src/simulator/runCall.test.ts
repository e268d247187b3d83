import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { answering, type CallerScript } from './caller/script.ts';
import { CallerVoices } from './caller/voices.ts';
import { readWav } from './caller/wav.ts';
import { decodeMulaw } from './network/g711.ts';
import { runCall, type RunCallOptions } from './runCall.ts';
import { testNetwork } from './testing/calls.ts';
import { scriptedServer, type ScriptedServer, type ScriptedSocket } from './testing/scriptedServer.ts';
import { tone, ToneVoice } from './testing/toneVoice.ts';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

const voices = new CallerVoices([{ synthesiser: new ToneVoice() }]);

/** An application that hears levels: it greets, and answers `replyAfterMs` of quiet after each thing said. */
async function levelServer(behaviour: { replyAfterFrames?: number; bargeIn?: boolean; deaf?: boolean } = {}) {
  server = await scriptedServer({
    answer: (request, self) =>
      request.path === '/twilio/voice'
        ? `<Response><Connect action="/twilio/connect-action"><Stream url="${self.wsOrigin}/media"/></Connect></Response>`
        : request.path.startsWith('/api/')
          ? 204
          : '<Response/>',
    socket: (s) => void s.next((m) => m['event'] === 'start').then((m) => converse(s, m, behaviour)),
  });
  return server;
}

function converse(
  s: ScriptedSocket,
  start: object,
  behaviour: { replyAfterFrames?: number; bargeIn?: boolean; deaf?: boolean },
) {
  const streamSid = (start as { streamSid: string }).streamSid;
  const say = (ms: number) =>
    s.send({ event: 'media', streamSid, media: { payload: Buffer.from(tone(ms, 300)).toString('base64') } });
  say(behaviour.bargeIn ? 8_000 : 1_000);
  if (behaviour.deaf) return;
  let quiet = -1;
  s.ws.on('message', (data) => {
    const message = JSON.parse(data.toString()) as { event: string; media?: { payload: string } };
    if (message.event === 'dtmf') say(500);
    if (message.event !== 'media') return;
    const first = Buffer.from(message.media!.payload, 'base64');
    const loud = first.some((b) => Math.abs(decodeMulaw(b)) > 1_000);
    if (loud && quiet !== 0 && behaviour.bargeIn) s.send({ event: 'clear', streamSid });
    if (loud) quiet = 0;
    else if (quiet >= 0 && ++quiet === (behaviour.replyAfterFrames ?? 10)) {
      say(600);
      quiet = -1;
    }
  });
}

function call(script: CallerScript, more: Partial<RunCallOptions> = {}) {
  return runCall({
    baseUrl: server!.origin,
    workflow: 'demo',
    transport: 'media',
    script,
    voices,
    network: testNetwork(),
    ...more,
  });
}

test('asks the webhook as documented, speaks, and measures at the caller’s end', async () => {
  const app = await levelServer({ replyAfterFrames: 10 });
  const outcome = await call(
    [
      { do: 'wait' },
      { do: 'say', text: 'hello there' },
      { do: 'wait' },
      { do: 'say', text: 'once more' },
      { do: 'wait' },
    ],
    { language: 'en-US' },
  );
  expect(outcome).toMatchObject({
    ok: true,
    errors: [],
    violations: [],
    transport: 'media',
    status: 'completed',
  });
  const query = Object.fromEntries(app.requestsTo('/twilio/voice')[0]!.query);
  expect(query).toEqual({ workflow: 'demo', transport: 'media', language: 'en-US' });
  expect(outcome.agentSpeech).toHaveLength(3);
  expect(outcome.exchanges).toHaveLength(2);
  // Ten frames of quiet are 200 ms; time here runs ten times as fast, so that a ms of the machine is 10 ms on the line.
  for (const e of outcome.exchanges) {
    expect(e.responseMs).toBeGreaterThanOrEqual(200);
    expect(e.responseMs).toBeLessThan(2_000);
    expect(e.endMs - e.startMs).toBeGreaterThanOrEqual(400);
    expect(e.bargeIn).toBeNull();
    expect(e.cutInMs).toBe(0);
  }
});

test('records both sides on one line of time', async () => {
  await levelServer();
  const folder = await mkdtemp(path.join(tmpdir(), 'sim-'));
  const recordTo = path.join(folder, 'sub', 'call.wav');
  const outcome = await call([{ do: 'wait' }, { do: 'say', text: 'hello' }, { do: 'wait' }], { recordTo });
  const file = await readFile(recordTo);
  expect(outcome.recording).toBe(recordTo);
  expect(file.readUInt16LE(22)).toBe(2);
  const loudMs = (channel: number, fromMs: number, toMs: number) => {
    let n = 0;
    for (let i = fromMs * 8; i < toMs * 8; i++)
      if (Math.abs(file.readInt16LE(44 + i * 4 + channel * 2)) > 1_000) n++;
    return n / 8;
  };
  const [e] = outcome.exchanges;
  expect(loudMs(0, e!.startMs, e!.endMs)).toBeGreaterThan((e!.endMs - e!.startMs) * 0.8);
  expect(loudMs(1, e!.startMs, e!.endMs)).toBe(0);
  const [greeting] = outcome.agentSpeech;
  expect(loudMs(1, greeting!.startMs, greeting!.endMs)).toBeGreaterThan(700);
  expect(loudMs(0, greeting!.startMs, greeting!.endMs)).toBe(0);
  expect(readWav(file).rate).toBe(8_000);
  await rm(folder, { recursive: true });
});

test('barge-in: how long the agent spoke on', async () => {
  await levelServer({ bargeIn: true });
  const outcome = await call([{ do: 'interrupt', afterMs: 1_000, text: 'stop please' }, { do: 'wait' }]);
  expect(outcome.ok).toBe(true);
  expect(outcome.exchanges[0]!.bargeIn!.agentSilentMs).toBeLessThan(1_000);
  expect(outcome.events.some((e) => e.kind === 'cleared')).toBe(true);
});

test('keys, silence, hanging up in mid-sentence', async () => {
  const app = await levelServer();
  const keys = await call([{ do: 'wait' }, { do: 'press', digits: '1#' }, { do: 'wait' }]);
  expect(keys.exchanges).toMatchObject([{ kind: 'keys', text: '1#' }]);
  expect(keys.ok).toBe(true);
  const cut = await call([
    { do: 'wait' },
    { do: 'say', text: 'this is a long sentence that never', hangUpAfterMs: 300 },
  ]);
  expect(cut.ok).toBe(true);
  expect(cut.exchanges[0]!.endMs - cut.exchanges[0]!.startMs).toBeLessThanOrEqual(320);
  expect(app.sockets[1]!.messages.at(-1)!['event']).toBe('stop');
});

test('an agent that never speaks again, and a call that ends before the script, are errors', async () => {
  await levelServer({ deaf: true });
  const silent = await call([{ do: 'wait' }, { do: 'say', text: 'hello' }, { do: 'wait', timeoutMs: 2_000 }]);
  expect(silent).toMatchObject({ ok: false, errors: [{ code: 'SIM_AGENT_SILENT' }] });
  const long = await call([{ do: 'await-end', timeoutMs: 90_000 }], { maxCallMs: 1_500 });
  expect(long.errors).toMatchObject([{ code: 'SIM_CALL_TOO_LONG' }]);
  await server!.close();
  server = await scriptedServer({ answer: () => '<Response><Hangup/></Response>' });
  const early = await call([{ do: 'wait' }, { do: 'say', text: 'hello' }]);
  expect(early.errors).toMatchObject([{ code: 'SIM_ENDED_EARLY' }]);
});

test('announces what is said to a stand-in recogniser, at onset, with a token', async () => {
  const app = await levelServer();
  const outcome = await call([{ do: 'wait' }, { do: 'say', text: '我想預約' }, { do: 'wait' }], {
    language: 'zh-HK',
    announceSpeech: { token: 'abc' },
  });
  expect(outcome).toMatchObject({ ok: true, speechAnnounced: true });
  const [request] = app.requests.filter((r) => r.path.startsWith('/api/'));
  expect(request).toMatchObject({ path: `/api/simulator/calls/${outcome.callSid}/spoken`, method: 'POST' });
  expect(request!.headers.authorization).toBe('Bearer abc');
});

test('a caller who listens: answers by the agent’s words over relay', async () => {
  const said: string[] = [];
  server = await scriptedServer({
    answer: ({ path: p }, self) =>
      p === '/twilio/voice'
        ? `<Response><Connect><ConversationRelay url="${self.wsOrigin}/relay" welcomeGreeting="What is your name?"/></Connect></Response>`
        : '<Response/>',
    socket: (s) =>
      s.ws.on('message', (data) => {
        const m = JSON.parse(data.toString()) as { type: string; last?: boolean; voicePrompt?: string };
        if (m.type !== 'prompt' || !m.last) return;
        said.push(m.voicePrompt!);
        if (said.length === 1) s.send({ type: 'text', token: 'And which day?', last: true });
        else s.send({ type: 'end' });
      }),
  });
  const outcome = await call(
    answering([
      { when: /day/, say: 'Monday' },
      { when: /name/, say: 'Mary' },
    ]),
    { transport: 'relay' },
  );
  expect(said).toEqual(['Mary.', 'Monday.']);
  expect(outcome).toMatchObject({ ok: true, transport: 'relay' });
  expect(outcome.agentLines.map((l) => l.text)).toEqual(['What is your name?', 'And which day?']);
});

test('twenty calls at once in one process keep their frames and their answers', async () => {
  await levelServer();
  const network = testNetwork();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      call([{ do: 'wait' }, { do: 'say', text: 'hello' }, { do: 'wait' }], { network }),
    ),
  );
  expect(new Set(outcomes.map((o) => o.callSid)).size).toBe(20);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: true, violations: [] });
});

test('will not send a call over plain HTTP to another machine', async () => {
  await expect(call([], { baseUrl: 'http://example.com' })).rejects.toMatchObject({
    code: 'SIM_INSECURE_URL',
  });
});
