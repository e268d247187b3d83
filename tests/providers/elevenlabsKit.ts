/** What ElevenLabs' tests share. */
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { mulawDecode, mulawEncode } from '../../src/lib/g711.ts';
import { providerSettingsSchemas, type ProviderSettings } from '../../src/services/providers/settings.ts';
import { hearToneSpeech, toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import { expectation, type Expectation } from '../../src/types/expectation.ts';
import type {
  Cancellable,
  ProviderFailure,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  SynthesisDetail,
  SynthesisRequest,
  Synthesiser,
} from '../../src/types/ports.ts';
import { TEST_KEY, until } from './contract/harness.ts';

export type Message = Readonly<Record<string, unknown>>;

export const settingsAt = (
  url: string,
  more: Partial<ProviderSettings<'elevenlabs'>> = {},
): ProviderSettings<'elevenlabs'> => ({
  ...providerSettingsSchemas.elevenlabs.parse({ key: TEST_KEY, url }),
  ...more,
});

export const expecting = (...hints: string[]): Expectation =>
  expectation.parse({
    kind: 'free',
    language: 'en-US',
    hints,
    patience: { endSilenceMs: 500, capMs: 1_000, noInputMs: 8_000, interDigitMs: 1_500 },
  });

/** Tone speech between silences, as it sounds after a telephone line. */
export function lineAudio(text: string, beforeMs = 100, afterMs = 150): Int16Array {
  const speech = toneSpeech(text);
  const pcm = new Int16Array(speech.length + (beforeMs + afterMs) * 8);
  pcm.set(speech, beforeMs * 8);
  return mulawDecode(mulawEncode(pcm));
}

/** One call's ear. */
export class Ear {
  readonly partials: string[] = [];
  readonly finals: string[] = [];
  readonly failures: ProviderFailure[] = [];
  readonly session: RecogniserSession;

  constructor(recogniser: Recogniser, options: Partial<RecogniserOptions> = {}) {
    this.session = recogniser.open(
      { language: 'en-US', sampleRate: 8_000, ...options },
      {
        partial: (text) => void this.partials.push(text),
        final: (text) => void this.finals.push(text),
        failed: (failure) => void this.failures.push(failure),
      },
    );
  }

  speak(text: string): void {
    this.session.write(lineAudio(text));
  }

  turn(text: string, expected?: Expectation): void {
    this.session.begin(expected);
    this.speak(text);
    this.session.finish();
  }

  async finalsAre(...texts: string[]): Promise<void> {
    await until(
      `${texts.length} finals`,
      () => this.finals.length >= texts.length || this.failures.length > 0,
    );
    if (this.failures[0]) throw new Error(`failed: ${this.failures[0].message}`);
    if (this.finals.join('|') !== texts.join('|')) throw new Error(`heard ${JSON.stringify(this.finals)}`);
  }

  async failure(): Promise<ProviderFailure> {
    await until('the failure', () => this.failures.length > 0);
    return this.failures[0] as ProviderFailure;
  }
}

/** One clause. */
export class Clause {
  readonly pieces: Uint8Array[] = [];
  readonly spoken: [number, number][] = [];
  detail: SynthesisDetail | undefined;
  failure: ProviderFailure | undefined;
  ended = 0;
  readonly handle: Cancellable;

  constructor(synthesiser: Synthesiser, text: string, more: Partial<SynthesisRequest> = {}) {
    this.handle = synthesiser.speak(
      { text, language: 'en-US', ...more },
      {
        audio: (mulaw) => void this.pieces.push(Uint8Array.from(mulaw)),
        spoken: (length, atMs) => void this.spoken.push([length, atMs]),
        done: (detail) => {
          this.ended++;
          this.detail = detail;
        },
        failed: (failure) => {
          this.ended++;
          this.failure = failure;
        },
      },
    );
  }

  get heard(): string {
    return hearToneSpeech(mulawDecode(Buffer.concat(this.pieces)));
  }

  async end(): Promise<this> {
    await until('the end of the clause', () => this.ended > 0);
    return this;
  }
}

/** A server that does what a test says, for what no well-behaved server does. */
export class ScriptedServer {
  readonly sockets: WebSocket[] = [];
  /** Of all connections. */
  readonly messages: Message[] = [];
  readonly urls: string[] = [];
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (socket, request) => {
      this.sockets.push(socket);
      this.urls.push(request.url ?? '');
      socket.on('error', () => undefined);
      socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as Message));
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
  say(...messages: readonly (object | string)[]): void {
    for (const message of messages) {
      this.sockets.at(-1)?.send(typeof message === 'string' ? message : JSON.stringify(message));
    }
  }

  async connections(count: number): Promise<void> {
    await until(`connection ${count}`, () => this.sockets.length >= count);
  }

  async heard(what: string, holds: (message: Message) => boolean, count = 1): Promise<void> {
    await until(`${count} ${what}`, () => this.messages.filter(holds).length >= count);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A bare client of the simulated server, which may be as wrong as a test wants. */
export class RawClient {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  closed: { code: number; reason: string } | undefined;
  refused: number | undefined;
  #opened = false;

  constructor(url: string, headers: Record<string, string> = { 'xi-api-key': TEST_KEY }) {
    this.socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
    this.socket.on('error', () => undefined);
    this.socket.on('open', () => (this.#opened = true));
    this.socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as Message));
    this.socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    this.socket.on('unexpected-response', (request, response) => {
      this.refused = response.statusCode ?? 0;
      request.destroy();
    });
  }

  async open(): Promise<this> {
    await until('the connection', () => this.#opened);
    return this;
  }

  send(...messages: readonly (object | string | Buffer)[]): void {
    for (const message of messages) {
      const asIs = typeof message === 'string' || Buffer.isBuffer(message);
      this.socket.send(asIs ? message : JSON.stringify(message));
    }
  }

  async gets(what: string, holds: (message: Message) => boolean, count = 1): Promise<Message> {
    await until(`${count} ${what}`, () => this.messages.filter(holds).length >= count);
    return this.messages.filter(holds)[count - 1] as Message;
  }
}
