/** The adapters on real WebSockets: our side as a server would wire it, the carrier's side scripted. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { defaultSocketLimits } from './limits.ts';
import { MediaSocket } from './mediaStreams/mediaSocket.ts';
import { attachSocket, carrierSocket } from './socket.ts';
import { SocketGuard } from './socketGuard.ts';
import { RecordingAudioHost, VirtualClock } from './testKit.ts';

const start = (n: number) => ({
  event: 'start',
  sequenceNumber: '1',
  streamSid: `MZ${n}`,
  start: {
    streamSid: `MZ${n}`,
    accountSid: 'AC1',
    callSid: `CA${n}`,
    tracks: ['inbound'],
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
  },
});
const frame = (n: number, sequence: number) => ({
  event: 'media',
  sequenceNumber: String(sequence),
  streamSid: `MZ${n}`,
  media: { track: 'inbound', chunk: String(sequence - 1), timestamp: String(sequence * 20), payload: '/38=' },
});

let server: Server;
let url: string;
let clock: VirtualClock;
let guard: SocketGuard;
let hosts: Map<string, RecordingAudioHost>;
let raw: Socket[];
let clients: WebSocket[];
let nothing: RecordingAudioHost;

beforeEach(async () => {
  clock = new VirtualClock();
  guard = new SocketGuard({ clock });
  hosts = new Map();
  raw = [];
  clients = [];
  nothing = new RecordingAudioHost();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: defaultSocketLimits.maxMessageBytes,
    perMessageDeflate: false,
  });
  server = createServer();
  server.on('upgrade', (request, socket, head) => {
    raw.push(socket as Socket);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const watch = guard.admit(ws, request.socket.remoteAddress ?? '');
      if (watch === null) return;
      const host = new RecordingAudioHost();
      const media = new MediaSocket(carrierSocket(ws), {
        start: (info, leg) => {
          hosts.set(info.callSid, host);
          return host.start(info, leg);
        },
        trouble: (code, detail) => nothing.trouble(code, detail),
      });
      attachSocket(ws, media, { watch });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/media`;
});

afterEach(async () => {
  guard.stop();
  for (const client of clients) client.terminate();
  for (const socket of raw) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; !condition(); i += 1) {
    if (i > 1_000) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function carrier(): Promise<{ ws: WebSocket; heard: string[]; closed: Promise<number> }> {
  const ws = new WebSocket(url);
  clients.push(ws);
  const heard: string[] = [];
  ws.on('message', (data) => heard.push((data as Buffer).toString()));
  ws.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => ws.on('close', resolve));
  await new Promise((resolve) => ws.on('open', resolve));
  return { ws, heard, closed };
}

async function call(n: number) {
  const c = await carrier();
  const say = (...messages: object[]) => messages.forEach((message) => c.ws.send(JSON.stringify(message)));
  say({ event: 'connected', protocol: 'Call', version: '1.0.0' }, start(n));
  await until(() => hosts.has(`CA${n}`));
  const host = hosts.get(`CA${n}`);
  if (host === undefined) throw new Error('no host');
  return { ...c, say, host };
}

const ends = (host: RecordingAudioHost) => host.told.filter(([name]) => name === 'closed');

it('carries a call both ways and ends it once: stop, then close', async () => {
  const { say, host, heard, closed } = await call(1);
  say(frame(1, 2));
  await until(() => host.told.length === 1);
  host.leg?.sendAudio(Uint8Array.from([255, 127]));
  host.leg?.mark('m1');
  await until(() => heard.length === 2);
  expect(heard[0]).toBe('{"event":"media","streamSid":"MZ1","media":{"payload":"/38="}}');
  say({ event: 'stop', sequenceNumber: '3', streamSid: 'MZ1', stop: { callSid: 'CA1' } });
  expect(await closed).toBe(1000);
  await until(() => guard.counts.speaking === 0);
  expect(ends(host)).toEqual([['closed', 'stop']]);
  host.leg?.sendAudio(Uint8Array.from([255]));
});

it('ends a call once: close without stop', async () => {
  const { ws, host } = await call(1);
  ws.terminate();
  await until(() => ends(host).length > 0);
  expect(ends(host)).toEqual([['closed', 'socket-closed']]);
});

it('ends a call once: stop and close at the same time', async () => {
  const { ws, say, host } = await call(1);
  say({ event: 'stop', sequenceNumber: '2', streamSid: 'MZ1', stop: { callSid: 'CA1' } });
  ws.close(1000);
  await until(() => guard.counts.speaking === 0);
  expect(ends(host)).toEqual([['closed', 'stop']]);
});

it('lives through binary frames, but not ten in a row', async () => {
  const { ws, say, host, closed } = await call(1);
  for (let i = 0; i < 9; i += 1) ws.send(Buffer.from([1, 2, 3]));
  say(frame(1, 2));
  await until(() => host.told.some(([name]) => name === 'audio'));
  for (let i = 0; i < 10; i += 1) ws.send(Buffer.from([1, 2, 3]));
  expect(await closed).toBe(1007);
  expect(ends(host)).toEqual([['closed', 'protocol-error']]);
});

it('refuses a message of 1 MB without touching other calls', async () => {
  const other = await call(2);
  const { ws, host, closed } = await call(1);
  ws.send('x'.repeat(1_000_000));
  expect(await closed).toBe(1009);
  await until(() => ends(host).length === 1);
  other.say(frame(2, 2));
  await until(() => other.host.told.length === 1);
  expect(other.host.told[0]?.[0]).toBe('audio');
});

it('gives a half-open socket up', async () => {
  const { host } = await call(1);
  const other = await call(2);
  // The first caller's network is gone: nothing is read any more, no FIN comes.
  clients[0]?.pause();
  clock.advance(15_000);
  other.say(frame(2, 2));
  await until(() => other.host.told.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  clock.advance(15_000);
  await until(() => ends(host).length === 1);
  expect(ends(host)).toEqual([['closed', 'socket-closed']]);
  expect(ends(other.host)).toEqual([]);
});

it('lets a thousand sockets that never speak wait and go, while a call goes on', async () => {
  guard.stop();
  guard = new SocketGuard({ clock, maxSilentPerAddress: 5_000 });
  const { say, host } = await call(1);
  const silent: WebSocket[] = [];
  let gone = 0;
  for (let batch = 0; batch < 10; batch += 1) {
    await Promise.all(
      Array.from({ length: 100 }, async () => {
        const { ws, closed } = await carrier();
        silent.push(ws);
        void closed.then((code) => (gone += code === 1008 ? 1 : 0));
      }),
    );
    say(frame(1, batch + 2));
  }
  await until(() => host.told.length === 10);
  expect(guard.counts).toEqual({ silent: 1000, speaking: 1 });
  clock.advance(10_000);
  await until(() => gone === 1000);
  say(frame(1, 12));
  await until(() => host.told.length === 11);
  expect(guard.counts).toEqual({ silent: 0, speaking: 1 });
});
