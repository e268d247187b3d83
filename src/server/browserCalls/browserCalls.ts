/** Test calls from the page: who may have one, sockets that never begin or are gone, and the end of all. */
import type { WebSocket } from 'ws';
import { WeaverError } from '../../types/errors/index.ts';
import type { ServerContext } from '../context.ts';
import { bytesOf, TestCallSocket } from './pageSocket.ts';
import { TestCall } from './testCall.ts';

/** Each may hold a recogniser and a voice: more than a few people's is a mistake. */
export const MAX_TEST_CALLS = 20;
const FIRST_MESSAGE_MS = 15_000;
const PING_EVERY_MS = 15_000;

interface Entry {
  readonly call: TestCall;
  readonly ws: WebSocket;
  alive: boolean;
}

export class BrowserCalls {
  readonly #context: ServerContext;
  readonly #serverUrl: () => string;
  readonly #entries = new Set<Entry>();
  #pinger: unknown;

  /** `serverUrl`: where a simulated caller reaches this server. */
  constructor(context: ServerContext, serverUrl: () => string) {
    this.#context = context;
    this.#serverUrl = serverUrl;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Before the upgrade. @throws WeaverError API_DRAINING, TEST_TOO_MANY */
  admit(): void {
    if (this.#context.state.draining) throw new WeaverError('API_DRAINING');
    if (this.#entries.size >= MAX_TEST_CALLS)
      throw new WeaverError('TEST_TOO_MANY', { limit: MAX_TEST_CALLS });
  }

  accept(ws: WebSocket): void {
    const { clock } = this.#context;
    const call = new TestCall(this.#context, new TestCallSocket(ws), this.#serverUrl);
    const entry: Entry = { call, ws, alive: true };
    this.#entries.add(entry);
    const timer = clock.after(FIRST_MESSAGE_MS, () => {
      if (call.fresh) call.refuse(new WeaverError('TEST_NOT_STARTED'));
    });
    ws.on('message', (data, isBinary) => call.receive(bytesOf(data), isBinary));
    ws.on('pong', () => (entry.alive = true));
    // `ws` follows each error by `close`; without a listener it would end the process.
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      clock.cancel(timer);
      this.#entries.delete(entry);
      call.closed();
    });
    this.#pinger ??= clock.after(PING_EVERY_MS, () => this.#ping());
  }

  close(): void {
    this.#context.clock.cancel(this.#pinger);
    for (const { ws } of this.#entries) ws.terminate();
  }

  /** A page whose machine went to sleep says nothing: its call is not kept for it. */
  #ping(): void {
    for (const entry of this.#entries) {
      if (!entry.alive) entry.ws.terminate();
      entry.alive = false;
      entry.ws.ping();
    }
    const { clock } = this.#context;
    this.#pinger = this.#entries.size > 0 ? clock.after(PING_EVERY_MS, () => this.#ping()) : undefined;
  }
}
