/** The ways of a test call's audio: which one is in use, and how one follows another. */
import {
  quietPath,
  rtcPath,
  SocketPath,
  type AudioPathSink,
  type BrowserTransport,
  type RtcPath,
} from '../../services/browserAudio.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { PageMessage, TestAudio, TestLink } from '../../types/testCall.ts';
import type { TestCallSocket } from './pageSocket.ts';

type Hearing = Extract<PageMessage, { type: 'hearing' }>;

export interface PageAudioEvents {
  /** Audio can go both ways, this way. */
  ready(audio: TestAudio): void;
}

export class PageAudio {
  readonly #clock: Clock;
  readonly #socket: TestCallSocket;
  readonly #transport: BrowserTransport;
  readonly #events: PageAudioEvents;
  #rtc: RtcPath | null = null;
  #onSocket: SocketPath | null = null;
  #closed = false;

  constructor(clock: Clock, socket: TestCallSocket, transport: BrowserTransport, events: PageAudioEvents) {
    this.#clock = clock;
    this.#socket = socket;
    this.#transport = transport;
    this.#events = events;
  }

  /** Answers the offer; ready when the peers have found each other. @throws WeaverError TEST_WEBRTC_FAILED */
  async offer(sdp: string): Promise<void> {
    // The path is made before the transport takes it, and takes it when it is connected.
    let inner: AudioPathSink | null = null;
    const path = await rtcPath(this.#clock, {
      audio: (mulaw, mediaMs) => inner?.audio(mulaw, mediaMs),
      mark: (name) => inner?.mark(name),
      connected: () => {
        if (this.#rtc !== path) return;
        this.#transport.use((sink) => {
          inner = sink;
          return path;
        });
        this.#events.ready('webrtc');
      },
      failed: () => this.#socket.note('TEST_WEBRTC_FAILED', ''),
      cleared: () => this.#socket.sendClear(),
      wanted: () => this.#tellLink(),
    });
    if (this.#closed || this.#onSocket) return path.close();
    this.#rtc = path;
    this.#socket.tell({ type: 'answer', sdp: await path.answer(sdp) });
  }

  use(audio: 'socket' | 'none'): void {
    this.#dropRtc();
    this.#onSocket = null;
    this.#transport.use((sink) => {
      if (audio === 'none') return quietPath(this.#clock, sink);
      return (this.#onSocket = new SocketPath(this.#socket, sink));
    });
    this.#events.ready(audio);
    this.#tellLink();
  }

  /** @throws WeaverError TEST_MESSAGE_MALFORMED */
  received(bytes: Uint8Array): void {
    // While WebRTC is being tried, or is in use, the page may send what it no longer needs to.
    if (this.#onSocket && !this.#onSocket.receive(bytes))
      throw new WeaverError('TEST_MESSAGE_MALFORMED', { problem: 'audio' });
  }

  marked(name: string): void {
    this.#onSocket?.marked(name);
  }

  hearing(report: Hearing): void {
    this.#rtc?.heard(report);
  }

  close(): void {
    this.#closed = true;
    this.#dropRtc();
  }

  #dropRtc(): void {
    this.#rtc?.close();
    this.#rtc = null;
  }

  #tellLink(): void {
    const audio = this.#transport.path ?? 'none';
    const link: TestLink = { audio, ...(this.#rtc?.link ?? { up: null, down: null }) };
    this.#socket.tell({ type: 'link', link });
  }
}
