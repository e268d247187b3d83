/**
 * A stand-in for Deepgram that speaks its wire format: `/v1/listen` (nova), `/v2/listen` (Flux), `/v1/speak` (Aura) and
 * `GET /v1/models` on one host. It hears and speaks tone speech, and refuses what the real service would refuse; unknown
 * query names too, which the real one may overlook: they would be our mistake.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { systemClock, type Clock } from '../../../types/clock.ts';
import { ProviderBehaviour } from '../behaviour.ts';
import { LoopbackHost, type SimulatedProvider } from '../host.ts';
import { AuraStream, auraRules, modelList } from './aura.ts';
import { FluxStream, fluxRules } from './flux.ts';
import { NovaStream, novaRules } from './nova.ts';
import { Outlet } from './outlet.ts';
import {
  keyRefusal,
  queryRefusal,
  refuseRequest,
  refuseUpgrade,
  type QueryRules,
  type Refusal,
} from './refusal.ts';

export interface DeepgramServerOptions {
  readonly port?: number;
  readonly keys?: readonly string[];
  /** For the time-out of idle listening sockets and the limit of `Flush`. */
  readonly clock?: Clock;
  readonly stt?: ProviderBehaviour;
  readonly tts?: ProviderBehaviour;
}

/** One kind of socket, for as long as it is open. */
interface Stream {
  audio(data: Uint8Array): void;
  /** False: not a message of this API. */
  control(message: Readonly<Record<string, unknown>>): boolean;
  /** Requests that were not answered to the end. */
  readonly owed: number;
}

interface Route {
  readonly rules: QueryRules;
  readonly required: readonly string[];
  readonly work: 'stt' | 'tts';
  readonly open: (outlet: Outlet, query: URLSearchParams) => Stream;
}

/** One connection, as it was asked for, and the text messages that came over it. */
export interface SeenConnection {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly messages: string[];
  audioBytes: number;
}

const IDLE_MS = 10_000;
const TIMED_OUT =
  'Deepgram did not receive audio data or a text message within the timeout window. See https://dpgr.am/net0001';

export class DeepgramServer implements SimulatedProvider {
  readonly stt: ProviderBehaviour;
  readonly tts: ProviderBehaviour;
  /** All that were accepted, the latest last. */
  readonly connections: SeenConnection[] = [];
  readonly #keys: readonly string[];
  readonly #clock: Clock;
  readonly #host: LoopbackHost;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #routes: Readonly<Record<string, Route>>;

  private constructor(options: DeepgramServerOptions) {
    this.#keys = options.keys ?? ['key-for-tests-0123456789abcdef'];
    this.#clock = options.clock ?? systemClock;
    this.stt = options.stt ?? new ProviderBehaviour();
    this.tts = options.tts ?? new ProviderBehaviour();
    const audio = ['model', 'encoding', 'sample_rate'];
    this.#routes = {
      '/v1/listen': {
        rules: novaRules,
        required: [...audio, 'language'],
        work: 'stt',
        open: (outlet, query) => new NovaStream(outlet, this.stt, query),
      },
      '/v2/listen': {
        rules: fluxRules,
        required: audio,
        work: 'stt',
        open: (outlet, query) => new FluxStream(outlet, this.stt, query),
      },
      '/v1/speak': {
        rules: auraRules,
        required: audio,
        work: 'tts',
        open: (outlet) => new AuraStream(outlet, this.tts, this.#clock),
      },
    };
    this.#host = new LoopbackHost({
      behaviours: [this.stt, this.tts],
      request: (request, response) => this.#request(request, response),
    });
    this.#host.server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  static async start(options: DeepgramServerOptions = {}): Promise<DeepgramServer> {
    const server = new DeepgramServer(options);
    await server.#host.listen(options.port);
    return server;
  }

  get url(): string {
    return this.#host.url;
  }

  dropConnections(): void {
    this.#host.dropConnections();
  }

  async close(): Promise<void> {
    this.#sockets.close();
    await this.#host.close();
  }

  #request(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const known = request.method === 'GET' && pathname === '/v1/models';
    const refusal =
      keyRefusal(request, this.#keys) ?? faultRefusal(this.tts) ?? (known ? undefined : notFound);
    if (refusal) return refuseRequest(response, refusal);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(modelList));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', this.url);
    const route = this.#routes[pathname];
    const refusal = route
      ? (keyRefusal(request, this.#keys) ??
        faultRefusal(this[route.work]) ??
        queryRefusal(query, route.rules, route.required))
      : notFound;
    if (refusal || !route) return refuseUpgrade(socket, refusal ?? notFound);
    this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#serve(ws, pathname, query, route));
  }

  #serve(socket: WebSocket, path: string, query: URLSearchParams, route: Route): void {
    const behaviour = this[route.work];
    behaviour.counts.connections++;
    const seen: SeenConnection = { path, query, messages: [], audioBytes: 0 };
    this.connections.push(seen);
    const outlet = new Outlet(socket, behaviour);
    const stream = route.open(outlet, query);
    if (route.work === 'tts') outlet.say(metadata(query), false);
    let idle: unknown;
    const alive = () => {
      this.#clock.cancel(idle);
      // Speaking sockets have no such limit that is documented.
      if (route.work === 'stt') idle = this.#clock.after(IDLE_MS, () => outlet.close(1011, TIMED_OUT));
    };
    alive();
    socket.on('error', () => undefined); // `close` follows
    socket.on('close', () => {
      this.#clock.cancel(idle);
      behaviour.counts.cancelled += stream.owed;
    });
    socket.on('message', (data: RawData, binary) => {
      if (outlet.over) return;
      alive();
      const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer);
      if (binary) {
        seen.audioBytes += bytes.length;
        return stream.audio(bytes);
      }
      seen.messages.push(bytes.toString());
      const message = parsed(bytes.toString());
      if (!message || !stream.control(message)) {
        outlet.fail('UNPARSABLE_CLIENT_MESSAGE', 'The message could not be parsed.', 1008);
      }
    });
  }
}

const notFound: Refusal = { status: 404, message: 'Not Found' };

function faultRefusal({ fault }: ProviderBehaviour): Refusal | undefined {
  if (fault?.kind === 'status') return { status: fault.status, message: 'refused' };
  if (fault?.kind === 'quota') return { status: 402, message: 'The project has no credits left.' };
  return undefined;
}

const metadata = (query: URLSearchParams) => () => ({
  type: 'Metadata',
  request_id: randomUUID(),
  model_name: query.get('model'),
  model_version: '2025-04-07.0',
  model_uuid: randomUUID(),
});

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // the connection is ended for it
  }
}
