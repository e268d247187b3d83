import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface ReceivedRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly method: string;
  readonly form: Record<string, string>;
  readonly headers: IncomingMessage['headers'];
}

type Message = Record<string, unknown>;

export interface ScriptedSocket {
  readonly ws: WebSocket;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed messages so far. */
  readonly messages: Message[];
  /** The next message, past or future, for which the test holds. */
  next(test: (message: Message) => boolean): Promise<Message>;
  send(message: object | string | Buffer): void;
  readonly closed: Promise<{ code: number; reason: string }>;
}

export interface ScriptedServer {
  readonly origin: string;
  readonly wsOrigin: string;
  readonly requests: ReceivedRequest[];
  readonly sockets: ScriptedSocket[];
  requestsTo(path: string): ReceivedRequest[];
  close(): Promise<void>;
}

export interface ServerScript {
  /** TwiML (or a status code) for a request. */
  answer(request: ReceivedRequest, server: ScriptedServer): string | number | { type: string; body: string };
  socket?(socket: ScriptedSocket): void;
  /** HTTP status that refuses a handshake. */
  refuse?(request: IncomingMessage): number | null;
}

/** A small application for the simulated network to call: real HTTP and WebSocket on a free port. */
export async function scriptedServer(script: ServerScript): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const sockets: ScriptedSocket[] = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
    const url = new URL(request.url ?? '/', 'http://x');
    const received = {
      path: url.pathname,
      query: url.searchParams,
      method: request.method ?? '',
      form: Object.fromEntries(new URLSearchParams(body)),
      headers: request.headers,
    };
    requests.push(received);
    const answer = script.answer(received, server);
    if (typeof answer === 'number') response.writeHead(answer).end();
    else if (typeof answer === 'string') response.writeHead(200, { 'Content-Type': 'text/xml' }).end(answer);
    else response.writeHead(200, { 'Content-Type': answer.type }).end(answer.body);
  });
  const wss = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    const refused = script.refuse?.(request);
    if (refused) {
      socket.end(`HTTP/1.1 ${refused} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      const scripted = scriptedSocket(ws, request);
      sockets.push(scripted);
      script.socket?.(scripted);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const server: ScriptedServer = {
    origin: `http://127.0.0.1:${port}`,
    wsOrigin: `ws://127.0.0.1:${port}`,
    requests,
    sockets,
    requestsTo: (path) => requests.filter((r) => r.path === path),
    close: async () => {
      for (const { ws } of sockets) ws.terminate();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}

function scriptedSocket(ws: WebSocket, request: IncomingMessage): ScriptedSocket {
  const messages: Message[] = [];
  const waiting: { test: (m: Message) => boolean; resolve: (m: Message) => void }[] = [];
  ws.on('message', (data, binary) => {
    let message: Message;
    try {
      message = binary
        ? { binary: true }
        : ((JSON.parse(data.toString()) as Message | null) ?? { nothing: true });
    } catch {
      message = { notJson: true };
    }
    messages.push(message);
    const found = waiting.findIndex((w) => w.test(message));
    if (found >= 0) waiting.splice(found, 1)[0]!.resolve(message);
  });
  return {
    ws,
    path: request.url ?? '',
    headers: request.headers,
    messages,
    next: (test) => {
      const known = messages.find(test);
      return known ? Promise.resolve(known) : new Promise((resolve) => waiting.push({ test, resolve }));
    },
    send: (message) =>
      ws.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    closed: new Promise((resolve) =>
      ws.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    ),
  };
}
