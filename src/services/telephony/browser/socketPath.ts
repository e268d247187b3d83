import { parseAudioFrame, Unwrapped } from './audioFrame.ts';
import { SAMPLES_PER_MS, type AudioPath, type AudioPathSink } from './path.ts';

export interface PageSocket {
  sendAudio(mulaw: Uint8Array): void;
  sendMark(name: string): void;
  sendClear(): void;
  readonly bufferedAmount: number;
}

/** Audio on the page's own WebSocket: mu-law both ways, marks and clears in order with it, as carriers do. */
export class SocketPath implements AudioPath {
  readonly kind = 'socket';
  readonly #socket: PageSocket;
  readonly #sink: AudioPathSink;
  readonly #position = new Unwrapped();
  #closed = false;

  constructor(socket: PageSocket, sink: AudioPathSink) {
    this.#socket = socket;
    this.#sink = sink;
  }

  /** A binary message. False: it was no audio. */
  receive(bytes: Uint8Array): boolean {
    const frame = parseAudioFrame(bytes);
    if (!frame) return false;
    if (!this.#closed) this.#sink.audio(frame.mulaw, this.#position.of(frame.position) / SAMPLES_PER_MS);
    return true;
  }

  marked(name: string): void {
    if (!this.#closed) this.#sink.mark(name);
  }

  sendAudio(mulaw: Uint8Array): void {
    if (!this.#closed) this.#socket.sendAudio(mulaw);
  }

  mark(name: string): void {
    if (!this.#closed) this.#socket.sendMark(name);
  }

  clear(): void {
    if (!this.#closed) this.#socket.sendClear();
  }

  close(): void {
    this.#closed = true;
  }

  get backlogBytes(): number {
    return this.#socket.bufferedAmount;
  }
}
