import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LiveMessage } from '../../types/api.ts';
import { testServer, until } from '../testing/testServer.ts';
import { MetricsRegistry } from '../../services/metrics/index.ts';
import { systemClock } from '../../types/clock.ts';
import { createLogger } from '../logging.ts';
import { LiveHub, MAX_BACKLOG_BYTES } from './liveHub.ts';

/** A socket that takes everything and delivers nothing. */
function stuckSocket(bufferedAmount: number) {
  const state = { terminated: false, sent: [] as string[] };
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount,
    on: () => socket,
    send: (text: string) => void state.sent.push(text),
    terminate: () => void (state.terminated = true),
    close: () => undefined,
    ping: () => undefined,
  };
  return { socket: socket as unknown as WebSocket, state };
}

describe('the live feed', () => {
  it('drops a listener that does not read, and goes on for the others', () => {
    const log = createLogger('silent', new Writable({ write: (_chunk, _encoding, done) => done() }));
    const hub = new LiveHub({
      metrics: new MetricsRegistry(),
      state: { draining: false, providers: 'warm', cache: 'stored' },
      clock: systemClock,
      log,
    });
    const slow = stuckSocket(MAX_BACKLOG_BYTES + 1);
    const quick = stuckSocket(0);
    hub.listen(slow.socket, ['read']);
    hub.listen(quick.socket, ['read']);
    expect(slow.state.terminated).toBe(true);
    expect(quick.state.terminated).toBe(false);
    expect(quick.state.sent.map((text) => (JSON.parse(text) as LiveMessage).type)).toEqual([
      'hello',
      'state',
      'metrics',
    ]);
    hub.close();
  });

  it('wants a sign-in, and takes no words from those who may not read calls', async () => {
    const server = await testServer({ WEAVER_TOKEN: 'a-token-of-enough-letters' });
    try {
      const url = `${server.url.replace('http', 'ws')}/live`;
      const refused = new WebSocket(url);
      refused.on('error', () => undefined);
      const status = await new Promise((resolve) =>
        refused.on('unexpected-response', (_request, answer) => resolve(answer.statusCode)),
      );
      expect(status).toBe(401);
      const ws = new WebSocket(url, { headers: { authorization: 'Bearer a-token-of-enough-letters' } });
      const messages: LiveMessage[] = [];
      ws.on('message', (data) => messages.push(JSON.parse(String(data)) as LiveMessage));
      // The first three at once, then every second.
      await until(() => messages.filter(({ type }) => type === 'metrics').length >= 2);
      expect(messages[0]).toEqual({ type: 'hello', calls: [] });
      ws.close();
    } finally {
      await server.stop();
    }
  });
});
