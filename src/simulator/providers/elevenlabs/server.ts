import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { ProviderBehaviour, type BehaviourOptions } from '../behaviour.ts';
import { LoopbackHost, type SimulatedProvider } from '../host.ts';
import { refuseRecognition, refuseRequest, refuseUpgrade } from './refusals.ts';
import { RecognitionConnection, recognitionQueryFault } from './recognitionConnection.ts';
import { SpeechConnection, speechQueryFault, type EarlyClose } from './speechConnection.ts';

/** Something that a client did, for tests that look at the wire. */
export interface ElevenLabsWireEvent {
  readonly work: 'tts' | 'stt' | 'voices';
  /** Of a request or an upgrade: path and query. */
  readonly url?: string;
  /** Of an open socket: what was said, parsed. */
  readonly message?: unknown;
}

export interface ElevenLabsVoice {
  readonly voice_id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ElevenLabsServerOptions {
  readonly keys?: readonly string[];
  readonly voices?: readonly ElevenLabsVoice[];
  readonly tts?: BehaviourOptions;
  readonly stt?: BehaviourOptions;
  /** What a close that comes before the context's first audio does. Absent: nothing, what was flushed is spoken. */
  readonly earlyClose?: EarlyClose;
  readonly port?: number;
  readonly record?: (event: ElevenLabsWireEvent) => void;
}

export const simulatedVoices: readonly ElevenLabsVoice[] = [
  { voice_id: 'EXAVITQu4vr4xnSDxMaL', name: 'Sarah', labels: { gender: 'female', accent: 'american' } },
  { voice_id: 'JBFqnCBsd6RMkjVDRZzb', name: 'George', labels: { gender: 'male', accent: 'british' } },
  { voice_id: 'clonedVoiceOfTheHost', name: 'Our receptionist', labels: { accent: 'hong kong' } },
];

const SPEECH_PATH = /^\/v1\/text-to-speech\/([^/]+)\/multi-stream-input$/;
const RECOGNITION_PATH = '/v1/speech-to-text/realtime';
const LARGEST_MESSAGE = 1024 * 1024;

/** A loopback service that speaks ElevenLabs' wire format: speech over the multi-context socket, Scribe, the voice list. */
export class ElevenLabsServer implements SimulatedProvider {
  readonly tts: ProviderBehaviour;
  readonly stt: ProviderBehaviour;
  earlyClose: EarlyClose;
  readonly #host: LoopbackHost;
  readonly #upgrader = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LARGEST_MESSAGE,
  });
  readonly #keys: readonly string[];
  readonly #voices: readonly ElevenLabsVoice[];
  readonly #record: (event: ElevenLabsWireEvent) => void;

  private constructor(options: ElevenLabsServerOptions) {
    this.tts = new ProviderBehaviour(options.tts);
    this.stt = new ProviderBehaviour(options.stt);
    this.earlyClose = options.earlyClose ?? 'spoken';
    this.#keys = options.keys ?? ['key-for-tests-0123456789abcdef'];
    this.#voices = options.voices ?? simulatedVoices;
    this.#record = options.record ?? (() => undefined);
    this.#host = new LoopbackHost({
      behaviours: [this.tts, this.stt],
      request: (request, response) => this.#request(request, response),
    });
    this.#host.server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  static async start(options: ElevenLabsServerOptions = {}): Promise<ElevenLabsServer> {
    const server = new ElevenLabsServer(options);
    await server.#host.listen(options.port);
    return server;
  }

  get url(): string {
    return this.#host.url;
  }

  dropConnections(): void {
    this.#host.dropConnections();
  }

  close(): Promise<void> {
    return this.#host.close();
  }

  #request(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', this.url);
    if (request.method !== 'GET' || pathname !== '/v1/voices') return refuseRequest(response, 404);
    this.#record({ work: 'voices', url: request.url ?? '' });
    const { fault } = this.tts;
    if (fault?.kind === 'stall') return;
    if (fault?.kind === 'status') return refuseRequest(response, fault.status);
    if (!this.#known(request)) return refuseRequest(response, 401);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(fault?.kind === 'garbage' ? '{"voices":' : JSON.stringify({ voices: this.#voices }));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const speech = SPEECH_PATH.exec(pathname);
    if (!speech && pathname !== RECOGNITION_PATH) return refuseUpgrade(socket, 404);
    const work = speech ? 'tts' : 'stt';
    const behaviour = this[work];
    behaviour.counts.connections++;
    this.#record({ work, url: request.url ?? '' });
    if (behaviour.fault?.kind === 'status') return refuseUpgrade(socket, behaviour.fault.status);
    const known = this.#known(request);
    const record = (message: unknown) => this.#record({ work, message });
    const upgraded = (use: (socket: WebSocket) => void) =>
      this.#upgrader.handleUpgrade(request, socket, head, (ws) => {
        ws.on('error', () => undefined); // clients that go away are normal here
        use(ws);
      });
    if (speech) {
      if (speechQueryFault(searchParams)) return refuseUpgrade(socket, 400);
      const voice = decodeURIComponent(speech[1] as string);
      const hasVoice = this.#voices.some(({ voice_id }) => voice_id === voice);
      const earlyClose = () => this.earlyClose;
      upgraded(
        (ws) =>
          new SpeechConnection(ws, { behaviour, earlyClose, query: searchParams, known, hasVoice, record }),
      );
      return;
    }
    const wrong = recognitionQueryFault(searchParams);
    upgraded((ws) => {
      // Scribe tells both in its own words, on the open socket.
      if (!known)
        return refuseRecognition(ws, 'auth_error', 'You must be authenticated to use this endpoint.');
      if (wrong) return refuseRecognition(ws, 'invalid_request', wrong);
      new RecognitionConnection(ws, { behaviour, query: searchParams, session: randomUUID(), record });
    });
  }

  #known(request: IncomingMessage): boolean {
    const key = request.headers['xi-api-key'];
    return typeof key === 'string' && this.#keys.includes(key);
  }
}
