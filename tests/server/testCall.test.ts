/** The socket of a test call, spoken to as a page would, and as nobody should. */
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  noProviders,
  publishSmall,
  testServer,
  until,
  type TestServer,
} from '../../src/server/testing/testServer.ts';
import { StandInSynthesiser } from '../../src/services/providers/index.ts';
import type { PageMessageInput, ServerMessage } from '../../src/types/testCall.ts';

async function small(options: Parameters<typeof testServer>[1] = {}): Promise<TestServer> {
  const made = await testServer({ WEAVER_TOKEN: 'a-token-of-enough-length' }, options);
  const headers = { authorization: 'Bearer a-token-of-enough-length' };
  const { api } = made;
  Object.assign(made, {
    api: (path: string, init: RequestInit & { json?: unknown } = {}) => api(path, { ...init, headers }),
  });
  await publishSmall(made);
  return made;
}

let server: TestServer;
beforeAll(async () => {
  server = await small();
});
afterAll(() => server.stop());

interface Page {
  readonly told: ServerMessage[];
  readonly binary: number[];
  readonly closed: () => boolean;
  send(message: PageMessageInput): void;
  sendRaw(data: string | Uint8Array): void;
  of<T extends ServerMessage['type']>(type: T): Extract<ServerMessage, { type: T }>[];
  hangUp(): void;
}

async function openPage(
  headers: Record<string, string> = { authorization: 'Bearer a-token-of-enough-length' },
  at = server,
) {
  const socket = new WebSocket(`${at.url.replace('http', 'ws')}/test-call`, { headers });
  const told: ServerMessage[] = [];
  const binary: number[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) binary.push(data.length);
    else told.push(JSON.parse(data.toString()) as ServerMessage);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const page: Page = {
    told,
    binary,
    closed: () => socket.readyState === WebSocket.CLOSED,
    send: (message) => socket.send(JSON.stringify(message)),
    sendRaw: (data) => socket.send(data),
    of: <T extends ServerMessage['type']>(type: T) =>
      told.filter((one): one is Extract<ServerMessage, { type: T }> => one.type === type),
    hangUp: () => socket.terminate(),
  };
  return page;
}

it('runs the draft, tells where the call is and what is said, and how it ended', async () => {
  const page = await openPage();
  page.send({ type: 'start', workflow: 'small', audio: 'none' });
  await until(() => page.of('started').length > 0);
  expect(page.of('started')[0]).toMatchObject({
    version: 0,
    language: 'en-US',
    audio: 'none',
    simulated: false,
  });
  await until(() => page.of('said').length > 0);
  expect(page.of('node').map(({ nodeId }) => nodeId)).toEqual(['start', 'ask']);
  // Nobody speaks here: the lines are lost one by one, and the call ends as it must.
  await until(() => page.closed());
  expect(page.of('ended').length).toBe(1);
  expect(page.of('note').length).toBeGreaterThan(0);
});

it('regression: a page that had found its way before the flow was loaded was not answered', async () => {
  const { promise: loaded, resolve: load } = Promise.withResolvers<void>();
  const voice = { provider: new StandInSynthesiser(), reason: 'test' };
  const slow = await small({ providers: { ...noProviders, synthesiser: () => voice, warm: () => loaded } });
  try {
    const page = await openPage(undefined, slow);
    page.send({ type: 'start', workflow: 'small', audio: 'webrtc', offer: 'v=0' });
    await until(() => page.of('note').some(({ code }) => code === 'TEST_WEBRTC_FAILED'));
    page.send({ type: 'audio', audio: 'socket' });
    await until(() => page.of('link').length > 0);
    expect(page.of('started')).toEqual([]);
    load();
    await until(() => page.of('started').length > 0);
    expect(page.of('started')[0]?.audio).toBe('socket');
    await until(() => page.binary.length > 0);
    page.hangUp();
  } finally {
    await slow.stop();
  }
});

it('a page that goes ends its call', async () => {
  // With a voice, so that the call does not end by itself.
  const voice = { provider: new StandInSynthesiser(), reason: 'test' };
  const speaking = await small({ providers: { ...noProviders, synthesiser: () => voice } });
  try {
    const page = await openPage(undefined, speaking);
    page.send({ type: 'start', workflow: 'small', audio: 'socket' });
    await until(() => page.of('started').length > 0);
    expect(speaking.context.desk.liveCalls).toBe(1);
    page.hangUp();
    await until(() => speaking.context.desk.liveCalls === 0);
    expect(page.of('ended')).toEqual([]);
  } finally {
    await speaking.stop();
  }
});

it('says what it did not understand and goes on', async () => {
  const page = await openPage();
  page.sendRaw('no JSON');
  page.sendRaw('{"type":"start"}');
  page.sendRaw('{"type":"key","digit":"12"}');
  page.send({ type: 'start', workflow: 'small', audio: 'socket' });
  await until(() => page.of('started').length > 0);
  expect(page.of('error').map(({ code }) => code)).toEqual([
    'TEST_MESSAGE_MALFORMED',
    'TEST_MESSAGE_MALFORMED',
    'TEST_MESSAGE_MALFORMED',
  ]);
  page.hangUp();
});

it('refuses what cannot be called, with the code and the way out', async () => {
  for (const [wish, code] of [
    [{ type: 'start', workflow: 'nowhere', audio: 'none' }, 'API_WORKFLOW_UNKNOWN'],
    [{ type: 'start', workflow: 'small', version: 99, audio: 'none' }, 'API_NOT_PUBLISHED'],
    [{ type: 'simulate', workflow: 'small', caller: 'silence' }, 'TEST_NO_CALLERS'],
    [{ type: 'text', text: 'hello' }, 'TEST_NOT_STARTED'],
  ] satisfies [PageMessageInput, string][]) {
    const page = await openPage();
    page.send(wish);
    await until(() => page.closed());
    expect(page.of('error')).toMatchObject([{ code, fix: expect.stringMatching(/\w/) as string }]);
  }
});

it('a published version can be called too', async () => {
  const page = await openPage();
  page.send({ type: 'start', workflow: 'small', version: 1, audio: 'none' });
  await until(() => page.of('started').length > 0);
  expect(page.of('started')[0]?.version).toBe(1);
  page.hangUp();
});

it('lets nobody in without the right to change workflows, nor a page of another site', async () => {
  await expect(openPage({})).rejects.toThrow('401');
  const made = await server.api('/api/keys', {
    method: 'POST',
    json: { name: 'r', scopes: ['read', 'calls'] },
  });
  const reader = { authorization: `Bearer ${String(made.body['secret'])}` };
  await expect(openPage(reader)).rejects.toThrow('403');
});

it('tells what a test call of a workflow can be', async () => {
  const { status, body } = await server.api('/api/workflows/small/test-call');
  expect(status).toBe(200);
  expect(body).toEqual({
    languages: [{ language: 'en-US', hears: null, speaks: null }],
    callers: [],
    ownLines: false,
  });
  expect((await server.api('/api/workflows/nowhere/test-call')).code).toBe('STORE_NOT_FOUND');
});
