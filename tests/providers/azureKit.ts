/** What the Azure tests share: an ear, a voice, a raw client, and a clock that a test can push. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { systemClock, type Clock } from '../../src/types/clock.ts';
import type {
  ProviderFailure,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  SynthesisRequest,
  Synthesiser,
} from '../../src/types/ports.ts';
import { toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import { encodeBinary, encodeText } from '../../src/simulator/providers/azure/framing.ts';
import { TEST_KEY, until } from './contract/harness.ts';

export const SETTINGS = { key: TEST_KEY, region: 'eastasia' };

/** The machine's clock, but `now` can be moved, and timers run when the test says. */
export class PushedClock implements Clock {
  shiftMs = 0;
  readonly timers: { ms: number; fn: () => void }[] = [];
  readonly wall = systemClock.wall;
  readonly now = () => systemClock.now() + this.shiftMs;

  after(ms: number, fn: () => void): unknown {
    const timer = { ms, fn };
    this.timers.push(timer);
    return timer;
  }

  cancel(handle: unknown): void {
    const at = this.timers.indexOf(handle as { ms: number; fn: () => void });
    if (at >= 0) this.timers.splice(at, 1);
  }

  /** Runs the timers of this length. */
  run(ms: number): void {
    for (const timer of this.timers.filter((it) => it.ms === ms)) {
      this.cancel(timer);
      timer.fn();
    }
  }
}

export class Ear {
  readonly partials: string[] = [];
  readonly finals: string[] = [];
  readonly confidences: (number | undefined)[] = [];
  readonly failures: ProviderFailure[] = [];
  readonly session: RecogniserSession;

  constructor(part: Recogniser, options: Partial<RecogniserOptions> = {}) {
    this.session = part.open(
      { language: 'en-US', sampleRate: 8_000, ...options },
      {
        partial: (text) => void this.partials.push(text),
        final: (text, { confidence }) => {
          this.finals.push(text);
          this.confidences.push(confidence);
        },
        failed: (failure) => void this.failures.push(failure),
      },
    );
  }

  write(text: string, silenceMs = 100): void {
    const speech = toneSpeech(text);
    const pcm = new Int16Array(speech.length + silenceMs * 8);
    pcm.set(speech);
    for (let at = 0; at < pcm.length; at += 160) this.session.write(pcm.subarray(at, at + 160));
  }

  /** Says it, and waits for the final. */
  async turn(text: string): Promise<string | undefined> {
    const before = this.finals.length;
    this.session.begin();
    this.write(text);
    this.session.finish();
    await until('the final', () => this.finals.length > before || this.failures.length > 0);
    return this.finals.at(-1);
  }

  async failure(): Promise<ProviderFailure | undefined> {
    await until('the failure', () => this.failures.length > 0);
    return this.failures[0];
  }
}

export interface Said {
  readonly mulaw: Uint8Array;
  readonly spoken: readonly (readonly [number, number])[];
  readonly failure: ProviderFailure | undefined;
}

export function say(part: Synthesiser, request: Partial<SynthesisRequest> & { text: string }): Promise<Said> {
  const pieces: Uint8Array[] = [];
  const spoken: [number, number][] = [];
  return new Promise((resolve) => {
    const end = (failure?: ProviderFailure) => resolve({ mulaw: Buffer.concat(pieces), spoken, failure });
    part.speak(
      { language: 'en-US', ...request },
      {
        audio: (mulaw) => void pieces.push(mulaw),
        spoken: (length, atMs) => void spoken.push([length, atMs]),
        done: () => end(),
        failed: end,
      },
    );
  });
}

/** A host that takes connections and never says a word. */
export class SilentHost {
  readonly sockets: Socket[] = [];
  closed = 0;
  readonly #server: Server = createServer((socket) => {
    this.sockets.push(socket);
    socket.on('close', () => this.closed++);
    socket.on('error', () => undefined);
    socket.resume();
  });

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
  }
}

/** A client that writes its messages itself, to see what the server takes and what it refuses. */
export class RawClient {
  readonly texts: string[] = [];
  readonly socket: WebSocket;
  closed: { code: number; reason: string } | undefined;
  status: number | undefined;

  constructor(url: string, path: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url.replace('http', 'ws') + path, { headers });
    this.socket.on('error', () => undefined);
    this.socket.on('unexpected-response', (_, response) => {
      this.status = response.statusCode;
    });
    this.socket.on('message', (data: Buffer, binary) => {
      if (!binary) this.texts.push(data.toString('utf8'));
    });
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
  }

  async open(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  async refused(): Promise<number | undefined> {
    await until('the refusal', () => this.status !== undefined);
    return this.status;
  }

  async end(): Promise<{ code: number; reason: string } | undefined> {
    await until('the close', () => this.closed !== undefined);
    return this.closed;
  }

  text(path: string, body: string, requestId = ID, type = 'application/json'): this {
    this.socket.send(encodeText(headersOf(path, requestId, type), body));
    return this;
  }

  audio(payload: Uint8Array, requestId = ID, type?: string): this {
    this.socket.send(encodeBinary(headersOf('audio', requestId, type), payload));
    return this;
  }

  /** Bodies of the messages of one path. */
  bodies(path: string): Record<string, unknown>[] {
    return this.texts
      .filter((text) => text.includes(`Path: ${path}\r\n`))
      .map((text) => JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as Record<string, unknown>);
  }
}

export const ID = '0123456789ABCDEF0123456789ABCDEF';
export const KEY_HEADER = { 'Ocp-Apim-Subscription-Key': TEST_KEY };
export const CONFIG = JSON.stringify({ context: { system: { name: 'test', version: '1' } } });

function headersOf(path: string, requestId: string, type: string | undefined): Record<string, string> {
  return {
    Path: path,
    'X-RequestId': requestId,
    'X-Timestamp': new Date().toISOString(),
    ...(type !== undefined && { 'Content-Type': type }),
  };
}

/** The first audio message of a turn. */
export function waveHeader(tag: 1 | 7, rate: number, bits: 8 | 16): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(tag, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE((rate * bits) / 8, 28);
  header.writeUInt16LE(bits / 8, 32);
  header.writeUInt16LE(bits, 34);
  header.write('data', 36, 'latin1');
  return header;
}
