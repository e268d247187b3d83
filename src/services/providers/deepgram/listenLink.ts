/** One connection to a listening API: takes audio while it is still being made, and keeps itself alive. */
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../../../types/clock.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { failureOf } from '../shared/failure.ts';
import { openSocket } from '../shared/webSocket.ts';
import { frameBytes } from './frames.ts';
import { failureOfClose } from './wire.ts';

export interface LinkOptions {
  readonly url: string;
  readonly key: string;
  readonly clock: Clock;
  /** Sends something that keeps the connection; called when nothing was sent for a while. */
  readonly keepAlive: (link: ListenLink) => void;
  readonly opened?: () => void;
  readonly message: (data: string) => void;
  /** Refused, broken or closed by the other side. Not after `close`. */
  readonly lost: (failure: ProviderFailure) => void;
}

/** Deepgram closes after 10 s without audio or message (NET-0001); it asks for a sign of life every 3-5 s. */
const KEEP_ALIVE_MS = 3_000;
/** Audio goes out in pieces of this size: Flux wants 80 ms, and a quarter of the packets is a quarter of the work. */
const PIECE_BYTES = 640;
const BYTES_PER_SECOND = 8_000;

export class ListenLink {
  readonly #options: LinkOptions;
  readonly #abort = new AbortController();
  #socket: WebSocket | undefined;
  /** What was sent before the connection stood. */
  #waiting: (Buffer | string)[] | undefined = [];
  #piece = Buffer.alloc(PIECE_BYTES);
  #pieceBytes = 0;
  #audioBytes = 0;
  #quiet = true;
  #timer: unknown;
  #over = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    openSocket({
      provider: 'deepgram',
      url: options.url,
      headers: { authorization: `Token ${options.key}` },
      signal: this.#abort.signal,
      prepare: (socket) => this.#attach(socket),
    }).then(
      (socket) => this.#opened(socket),
      (error: unknown) => this.#lost(failureOf('deepgram', error)),
    );
  }

  /** The stream's length so far, in seconds: Deepgram's times are counted in it. */
  get seconds(): number {
    return this.#audioBytes / BYTES_PER_SECOND;
  }

  /** mu-law at 8 kHz; copied. */
  audio(mulaw: Uint8Array): void {
    this.#audioBytes += mulaw.length;
    for (let at = 0; at < mulaw.length;) {
      const part = mulaw.subarray(at, at + PIECE_BYTES - this.#pieceBytes);
      this.#piece.set(part, this.#pieceBytes);
      this.#pieceBytes += part.length;
      at += part.length;
      if (this.#pieceBytes === PIECE_BYTES) this.#sendPiece();
    }
  }

  /** A control message; it takes effect after all audio that was given before it. */
  control(message: Readonly<Record<string, unknown>>): void {
    this.flush();
    this.#send(JSON.stringify(message));
  }

  /** Sends what is less than a piece, too. */
  flush(): void {
    if (this.#pieceBytes > 0) this.#sendPiece();
  }

  close(): void {
    if (this.#over) return;
    this.#end();
    if (this.#socket === undefined) return this.#abort.abort();
    this.#socket.send(JSON.stringify({ type: 'CloseStream' }), () => undefined);
    this.#socket.close();
  }

  #sendPiece(): void {
    this.#send(this.#piece.subarray(0, this.#pieceBytes));
    // The socket may hold on to the old one.
    this.#piece = Buffer.alloc(PIECE_BYTES);
    this.#pieceBytes = 0;
  }

  #send(data: Buffer | string): void {
    if (this.#over) return;
    this.#quiet = false;
    if (this.#waiting) this.#waiting.push(data);
    else this.#socket?.send(data, () => undefined); // a failure is followed by `close`
  }

  #attach(socket: WebSocket): void {
    socket.on('message', (data: RawData, binary) => {
      // Nothing binary is documented: it becomes text that is not of the format.
      if (!this.#over) this.#options.message(binary ? '' : frameBytes(data).toString());
    });
    socket.on('close', (code) => {
      // While it is being made `openSocket` says what happened, and knows more.
      if (this.#socket) this.#lost(failureOfClose(code));
    });
  }

  #opened(socket: WebSocket): void {
    socket.on('error', () => undefined); // `close` follows
    this.#socket = socket;
    if (this.#over) return socket.terminate();
    // It may have been closed between the upgrade and now.
    if (socket.readyState !== socket.OPEN) return this.#lost(failureOfClose(1006));
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const data of waiting) this.#send(data);
    this.#watch();
    this.#options.opened?.();
  }

  #watch(): void {
    this.#timer = this.#options.clock.after(KEEP_ALIVE_MS, () => {
      if (this.#quiet) {
        this.#options.keepAlive(this);
        this.flush();
      }
      this.#quiet = true;
      this.#watch();
    });
  }

  #lost(failure: ProviderFailure): void {
    if (this.#over) return;
    this.#end();
    this.#socket?.terminate();
    this.#options.lost(failure);
  }

  #end(): void {
    this.#over = true;
    this.#waiting = undefined;
    this.#options.clock.cancel(this.#timer);
  }
}
