/** A loopback HTTP server for a simulated provider: finds a free port, refuses when told to, closes at once. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ProviderBehaviour } from './behaviour.ts';

/** What every simulated provider is to its user. */
export interface SimulatedProvider {
  /** Where it listens, without a closing slash: `http://127.0.0.1:PORT`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface HostOptions {
  readonly request?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Asked for every new connection: while one of them has the fault `refuse`, the connection is reset. */
  readonly behaviours: readonly ProviderBehaviour[];
}

export class LoopbackHost {
  readonly server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;

  constructor(options: HostOptions) {
    this.server = createServer((request, response) => {
      if (options.request) options.request(request, response);
      else response.writeHead(404).end();
    });
    this.server.keepAliveTimeout = 120_000;
    this.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => undefined); // clients that go away are normal here
      socket.setNoDelay(true);
      if (options.behaviours.some(({ fault }) => fault?.kind === 'refuse')) socket.resetAndDestroy();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host: '127.0.0.1', port }, resolve);
    });
    this.#port = (this.server.address() as AddressInfo).port;
  }

  /** Resets every open connection, as a provider's restart would. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

/** The whole body of a request; at most 8 MB, more is cut off. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > 8 * 1024 * 1024) break;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
