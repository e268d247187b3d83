/**
 * A stand-in for Azure Speech that speaks its wire format on one host: recognition on both routes, synthesis, and the list
 * of voices. It hears and speaks tone speech, and closes the connection on whatever the protocol does not know.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { ProviderBehaviour } from '../behaviour.ts';
import { LoopbackHost, type SimulatedProvider } from '../host.ts';
import { FramingError, parseBinary, parseText, type SpeechMessage } from './framing.ts';
import { Misuse } from './messages.ts';
import type { SpokenText } from './ssmlReader.ts';
import { SttConnection, type SpeechContext } from './sttConnection.ts';
import { TtsConnection } from './ttsConnection.ts';
import { listedVoices } from './voices.ts';

export interface AzureServerOptions {
  readonly port?: number;
  readonly keys?: readonly string[];
  readonly stt?: ProviderBehaviour;
  readonly tts?: ProviderBehaviour;
  /** A resource with a domain of its own, as behind a private link: every path begins with the work that it is for. */
  readonly ownDomain?: boolean;
}

/** One kind of socket. */
interface Connection {
  take(message: SpeechMessage): void;
  closed(): void;
}

interface Paths {
  readonly stt: Readonly<Record<string, '1' | '2'>>;
  readonly voices: string;
}

const regionPaths: Paths = {
  stt: { '/speech/recognition/conversation/cognitiveservices/v1': '1', '/stt/speech/universal/v2': '2' },
  voices: '/cognitiveservices/voices/list',
};
const ownDomainPaths: Paths = {
  stt: { '/stt/speech/recognition/conversation/cognitiveservices/v1': '1', '/stt/speech/universal/v2': '2' },
  voices: '/tts/cognitiveservices/voices/list',
};
const TTS_PATH = '/tts/cognitiveservices/websocket/v1';
const KEY = 'ocp-apim-subscription-key';
const LANGUAGES: ReadonlySet<string> = new Set(['zh-HK', 'zh-CN', 'en-US', 'en-GB']);

export class AzureServer implements SimulatedProvider {
  readonly stt: ProviderBehaviour;
  readonly tts: ProviderBehaviour;
  /** What was asked for, the latest last: addresses of sockets (refused ones too), contexts of turns, texts. */
  readonly addresses: string[] = [];
  readonly contexts: SpeechContext[] = [];
  readonly spoken: SpokenText[] = [];
  readonly #keys: readonly string[];
  readonly #paths: Paths;
  readonly #host: LoopbackHost;
  readonly #sockets = new WebSocketServer({ noServer: true });

  private constructor(options: AzureServerOptions) {
    this.#keys = options.keys ?? ['key-for-tests-0123456789abcdef'];
    this.#paths = options.ownDomain ? ownDomainPaths : regionPaths;
    this.stt = options.stt ?? new ProviderBehaviour();
    this.tts = options.tts ?? new ProviderBehaviour();
    this.#host = new LoopbackHost({
      behaviours: [this.stt, this.tts],
      request: (request, response) => this.#request(request, response),
    });
    this.#host.server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  static async start(options: AzureServerOptions = {}): Promise<AzureServer> {
    const server = new AzureServer(options);
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
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const known = request.method === 'GET' && pathname === this.#paths.voices;
    const status = this.#refusal(request, searchParams, this.tts) ?? (known ? 200 : 404);
    if (this.tts.fault?.kind === 'stall') return;
    const body =
      this.tts.fault?.kind === 'garbage' ? '<html>' : JSON.stringify(status === 200 ? listedVoices : {});
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(body);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.addresses.push(request.url ?? '/');
    const { pathname, searchParams: query } = new URL(request.url ?? '/', this.url);
    const route = this.#paths.stt[pathname];
    const behaviour = route ? this.stt : this.tts;
    const format = query.get('format');
    const fits =
      format === 'simple' || format === 'detailed' ? LANGUAGES.has(query.get('language') ?? '') : false;
    const refusal =
      route || pathname === TTS_PATH
        ? (this.#refusal(request, query, behaviour) ?? (route && !fits ? 400 : undefined))
        : 404;
    if (refusal) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    behaviour.counts.connections++;
    this.#sockets.handleUpgrade(request, socket, head, (ws) => {
      const spoken = (text: SpokenText) => void this.spoken.push(text);
      const context = (given: SpeechContext) => void this.contexts.push(given);
      const voices = new Set(listedVoices.map(({ ShortName }) => ShortName));
      const connection = route
        ? new SttConnection(ws, { route, format: format as 'simple' | 'detailed', behaviour, context })
        : new TtsConnection(ws, { behaviour, voices, spoken });
      serve(ws, connection);
    });
  }

  /** The status of a request that is not let in. The key comes in a header or in the address. */
  #refusal(
    request: IncomingMessage,
    query: URLSearchParams,
    behaviour: ProviderBehaviour,
  ): number | undefined {
    const key = request.headers[KEY] ?? query.get('Ocp-Apim-Subscription-Key') ?? '';
    if (typeof key !== 'string' || !this.#keys.includes(key)) return 401;
    return behaviour.fault?.kind === 'status' ? behaviour.fault.status : undefined;
  }
}

function serve(socket: WebSocket, connection: Connection): void {
  socket.on('error', () => undefined); // `close` follows
  socket.on('close', () => connection.closed());
  socket.on('message', (data: RawData, isBinary: boolean) => {
    try {
      const bytes = data as Buffer;
      connection.take(isBinary ? parseBinary(bytes) : parseText(bytes.toString('utf8')));
    } catch (error) {
      if (!(error instanceof FramingError || error instanceof Misuse)) throw error;
      socket.close(1007, error.message.slice(0, 120));
    }
  });
}
