/**
 * The connections to all language models: one undici agent, so that any number of models and calls share what is open.
 *
 * Hosts keep an idle connection for a minute or more, but Node's own agent gives it up after 4 s: less than a caller
 * speaks. Over HTTP/2 stopping an answer costs one stream; over HTTP/1.1 it costs the connection.
 */
import { Agent, fetch as undiciFetch, request, type RequestInit } from 'undici';

const KEEP_ALIVE_MS = 60_000;
/** Where the host itself names a longer time, up to this. */
const KEEP_ALIVE_MOST_MS = 600_000;
const CONNECT_MS = 5_000;
/** Lists of models are long at hosts that resell many. A body left unread would cost the connection. */
const LONGEST_LIST = 8 * 1024 * 1024;

export interface Probed {
  readonly status: number;
  /** Only of refusals. */
  readonly body: string;
}

/** One user's share of the connections. */
export interface Connections {
  readonly fetch: typeof globalThis.fetch;
  /** A request for its connection's and its status' sake. Rejects when there is no answer. */
  probe(
    method: 'GET' | 'HEAD',
    url: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Probed>;
  /** The last one to leave closes the connections. */
  release(): Promise<void>;
}

let agent: Agent | undefined;
let users = 0;

export function shareConnections(): Connections {
  agent ??= new Agent({
    allowH2: true,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MOST_MS,
    connect: { timeout: CONNECT_MS },
    // Whether a host is too slow is decided by who asked.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  users++;
  const dispatcher = agent;
  let released = false;
  const fetch = (url: string, init: RequestInit = {}) =>
    undiciFetch(url, {
      ...init,
      // Asked for explicitly: compressing a stream of tokens only delays it.
      headers: { accept: 'text/event-stream', 'accept-encoding': 'identity', ...headersOf(init) },
      // Keys in headers of the providers' own are not for whoever the host points at.
      redirect: 'error',
      dispatcher,
    });
  return {
    // The same interface; only the declarations differ.
    fetch: fetch as unknown as typeof globalThis.fetch,
    async probe(method, url, headers, signal) {
      const answer = await request(url, { method, headers, signal, dispatcher });
      if (answer.statusCode >= 400) return { status: answer.statusCode, body: await answer.body.text() };
      await answer.body.dump({ limit: LONGEST_LIST, signal });
      return { status: answer.statusCode, body: '' };
    },
    async release() {
      if (released) return;
      released = true;
      if (--users > 0) return;
      agent = undefined;
      await dispatcher.destroy();
    },
  };
}

function headersOf({ headers }: RequestInit): Record<string, string> {
  return headers ? Object.fromEntries(new Headers(headers as Record<string, string>)) : {};
}
