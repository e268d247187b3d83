/** What Deepgram's tests share. */
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { mulawDecode, mulawEncode } from '../../src/lib/g711.ts';
import { providerSettingsSchemas, type ProviderSettings } from '../../src/services/providers/settings.ts';
import { toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import { expectation, type Expectation } from '../../src/types/expectation.ts';
import type {
  EndOfTurnHint,
  ProviderFailure,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
} from '../../src/types/ports.ts';
import { TEST_KEY, until } from './contract/harness.ts';

export const settingsAt = (
  url: string,
  more: Partial<ProviderSettings<'deepgram'>> = {},
): ProviderSettings<'deepgram'> => ({
  ...providerSettingsSchemas.deepgram.parse({ key: TEST_KEY, url }),
  ...more,
});

export const expecting = (...hints: string[]): Expectation =>
  expectation.parse({
    kind: 'free',
    language: 'en-US',
    hints,
    patience: { endSilenceMs: 500, capMs: 1_000, noInputMs: 8_000, interDigitMs: 1_500 },
  });

/** One call's ear. */
export class Ear {
  readonly partials: string[] = [];
  readonly finals: string[] = [];
  readonly details: { confidence?: number; language?: string }[] = [];
  readonly hints: EndOfTurnHint[] = [];
  readonly failures: ProviderFailure[] = [];
  readonly session: RecogniserSession;

  constructor(recogniser: Recogniser, options: Partial<RecogniserOptions> = {}) {
    this.session = recogniser.open(
      { language: 'en-US', sampleRate: 8_000, ...options },
      {
        partial: (text) => void this.partials.push(text),
        final: (text, detail) => {
          this.finals.push(text);
          this.details.push(detail);
        },
        endOfTurn: (hint) => void this.hints.push(hint),
        failed: (failure) => void this.failures.push(failure),
      },
    );
  }

  /** Tone speech between silences, in ms. */
  speak(text: string, before = 100, after = 150): void {
    const speech = toneSpeech(text);
    const pcm = new Int16Array(speech.length + (before + after) * 8);
    pcm.set(speech, before * 8);
    this.session.write(mulawDecode(mulawEncode(pcm)));
  }

  async finalsAre(...texts: string[]): Promise<void> {
    await until(
      `${texts.length} finals`,
      () => this.finals.length >= texts.length || this.failures.length > 0,
    );
    if (this.failures[0]) throw new Error(`failed: ${this.failures[0].message}`);
    if (this.finals.join('|') !== texts.join('|')) throw new Error(`heard ${JSON.stringify(this.finals)}`);
  }
}

/** A server that does what a test says, for what no well-behaved server does. */
export class ScriptedServer {
  readonly sockets: WebSocket[] = [];
  /** Text messages of all connections. */
  readonly messages: { type?: string }[] = [];
  audioBytes = 0;
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('message', (data: Buffer, binary) => {
        if (binary) this.audioBytes += data.length;
        else this.messages.push(JSON.parse(data.toString()) as { type?: string });
      });
    });
  }

  static async start(): Promise<ScriptedServer> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    return new ScriptedServer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** On the newest connection. */
  say(message: object | Buffer): void {
    const data = Buffer.isBuffer(message) ? message : JSON.stringify(message);
    this.sockets.at(-1)?.send(data);
  }

  async connection(count = 1): Promise<WebSocket> {
    await until(`connection ${count}`, () => this.sockets.length >= count);
    return this.sockets[count - 1] as WebSocket;
  }

  async heard(type: string, count = 1): Promise<void> {
    await until(`${count} ${type}`, () => this.messages.filter((it) => it.type === type).length >= count);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A bare client of the simulated server, which may be as wrong as a test wants. */
export class RawClient {
  readonly socket: WebSocket;
  readonly messages: { type?: string; code?: string }[] = [];
  audioBytes = 0;
  closed: { code: number; reason: string } | undefined;
  refused: { status: number; reason: string | undefined } | undefined;

  constructor(url: string, headers: Record<string, string> = { authorization: `Token ${TEST_KEY}` }) {
    this.socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer, binary) => {
      if (binary) this.audioBytes += data.length;
      else this.messages.push(JSON.parse(data.toString()) as { type?: string; code?: string });
    });
    this.socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    this.socket.on('unexpected-response', (request, response) => {
      const reason = response.headers['dg-error'];
      this.refused = { status: response.statusCode ?? 0, reason: reason?.toString() };
      request.destroy();
    });
  }

  async open(): Promise<this> {
    await until('the connection', () => this.socket.readyState === this.socket.OPEN);
    return this;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }
}
