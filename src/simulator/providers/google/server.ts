import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import * as grpc from '@grpc/grpc-js';
import { ProviderBehaviour } from '../behaviour.ts';
import type { SimulatedProvider } from '../host.ts';
import { refusalOfCaller, type TrustedAccount } from './accounts.ts';
import { refusal, type Refusal } from './faults.ts';
import { Outputs } from './outputs.ts';
import { RecognizeStream, type HeardStream, type RecognizeCall } from './recognise.ts';
import { garbage, speechService, textToSpeechService } from './services.ts';
import { servedVoices } from './synthesisConfig.ts';
import {
  StreamingSynthesis,
  synthesize,
  type StreamingRequest,
  type SynthesizeRequest,
} from './synthesise.ts';

export interface GoogleServerOptions {
  readonly port?: number;
  readonly project?: string;
  readonly location?: string;
  /** A stream without a message for this long is broken off, ms. */
  readonly idleMs?: number;
  /** With it the server speaks TLS, and knows its callers. Without, anybody may call: keys are not sent in the clear. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly account: TrustedAccount };
}

export const defaultGoogleServerOptions = {
  port: 0,
  project: 'project-for-tests',
  location: 'global',
  idleMs: 10_000,
} as const satisfies GoogleServerOptions;

const LONGEST_STREAM_MS = 300_000;

/** Google's speech services, v2 recognition and v1 synthesis, on one loopback port. */
export class GoogleServer implements SimulatedProvider {
  readonly stt = new ProviderBehaviour();
  readonly tts = new ProviderBehaviour();
  /** Streams of recognition that were accepted, with what they brought. */
  readonly heard: HeardStream[] = [];
  /** Requests for speech, in order: whole ones, and the messages of streams. */
  readonly asked: (SynthesizeRequest | StreamingRequest)[] = [];
  readonly #options: Required<Omit<GoogleServerOptions, 'tls'>> & Pick<GoogleServerOptions, 'tls'>;
  readonly #grpc = new grpc.Server();
  readonly #listener: Server;
  readonly #injector: grpc.ConnectionInjector;
  readonly #sockets = new Map<string, Socket>();

  private constructor(options: GoogleServerOptions) {
    this.#options = { ...defaultGoogleServerOptions, ...options };
    this.#serve();
    // gRPC's own listener hides its sockets; faults of the connection need them.
    const { tls } = this.#options;
    this.#injector = this.#grpc.createConnectionInjector(
      tls
        ? grpc.ServerCredentials.createSsl(null, [
            { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) },
          ])
        : grpc.ServerCredentials.createInsecure(),
    );
    this.#listener = createServer((socket) => this.#connected(socket));
  }

  static async start(options: GoogleServerOptions = {}): Promise<GoogleServer> {
    const server = new GoogleServer(options);
    await new Promise<void>((resolve, reject) => {
      server.#listener.once('error', reject);
      server.#listener.listen({ host: '127.0.0.1', port: server.#options.port }, resolve);
    });
    return server;
  }

  get url(): string {
    const { port } = this.#listener.address() as AddressInfo;
    return `${this.#options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  /** Open HTTP/2 connections. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Resets every open connection. */
  dropConnections(): void {
    for (const socket of this.#sockets.values()) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.#injector.destroy();
    this.#grpc.forceShutdown();
    for (const socket of this.#sockets.values()) socket.destroy();
    await new Promise<void>((resolve) => this.#listener.close(() => resolve()));
  }

  #connected(socket: Socket): void {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    socket.on('error', () => undefined); // clients that go away are normal here
    if ([this.stt, this.tts].some(({ fault }) => fault?.kind === 'refuse')) {
      socket.resetAndDestroy();
      return;
    }
    socket.setNoDelay(true);
    this.#sockets.set(peer, socket);
    socket.on('close', () => this.#sockets.delete(peer));
    this.#injector.injectConnection(socket);
  }

  #serve(): void {
    this.#grpc.addService(speechService(), {
      StreamingRecognize: (call: RecognizeCall) => {
        const outputs = this.#admit(this.stt, call, (why) => failStream(call, why));
        if (!outputs) return;
        const options = { ...this.#options, longestMs: LONGEST_STREAM_MS };
        new RecognizeStream(call, outputs, options, this.heard, () => this.stt.firstOutputMs());
      },
    });
    this.#grpc.addService(textToSpeechService(), {
      SynthesizeSpeech: (
        call: grpc.ServerUnaryCall<SynthesizeRequest, unknown>,
        callback: grpc.sendUnaryData<unknown>,
      ) => {
        const outputs = this.#admit(
          this.tts,
          call,
          (why) => callback(why),
          () =>
            // Of the message's format, but no audio that was asked for.
            callback(null, { audioContent: Buffer.from('This is not a WAV file.') }),
        );
        if (!outputs) return;
        this.asked.push(call.request);
        synthesize(call, callback, outputs, this.tts.firstOutputMs());
      },
      StreamingSynthesize: (call: grpc.ServerDuplexStream<StreamingRequest, unknown>) => {
        const outputs = this.#admit(this.tts, call, (why) => failStream(call, why));
        if (!outputs) return;
        call.on('data', (message: StreamingRequest) => void this.asked.push(message));
        new StreamingSynthesis(call, outputs, this.tts.firstOutputMs());
      },
      ListVoices: (
        call: grpc.ServerUnaryCall<{ readonly languageCode?: string }, unknown>,
        callback: grpc.sendUnaryData<unknown>,
      ) => {
        const outputs = this.#admit(this.tts, call, (why) => callback(why));
        if (!outputs || outputs.refused()) return;
        const { languageCode = '' } = call.request;
        const voices = servedVoices.filter(
          (voice) => languageCode === '' || voice.languageCodes.includes(languageCode),
        );
        call.on('cancelled', () => outputs.cancelled());
        if (outputs.next() && outputs.complete()) callback(null, { voices });
      },
    });
  }

  /** Counts a call and knows its caller; undefined: it was turned away. */
  #admit(
    behaviour: ProviderBehaviour,
    call: { readonly metadata: grpc.Metadata; getPeer(): string; write?(message: unknown): unknown },
    refuse: (refusal: Refusal) => void,
    spoil: () => void = () => call.write?.(garbage),
  ): Outputs | undefined {
    behaviour.counts.connections++;
    const { tls } = this.#options;
    const stranger = tls && refusalOfCaller(call.metadata, tls.account);
    if (stranger) {
      refuse(refusal(stranger.code, stranger.details));
      return undefined;
    }
    return new Outputs(behaviour, {
      refuse,
      breakConnection: () => this.#sockets.get(call.getPeer())?.resetAndDestroy(),
      garbage: spoil,
    });
  }
}

function failStream(
  call: RecognizeCall | grpc.ServerDuplexStream<StreamingRequest, unknown>,
  why: Refusal,
): void {
  call.emit('error', Object.assign(new Error(why.details), why));
}
