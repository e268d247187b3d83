/**
 * A carrier's WebSocket as this room needs it, and how a real one (`ws`) is wired to it. Adapters are written against
 * these interfaces, so that they run in tests and simulations without a network.
 */

/** What an adapter does to its socket. */
export interface CarrierSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Bytes accepted by `send` that have not left yet. */
  readonly bufferedAmount: number;
}

/** What a socket does to its adapter. */
export interface SocketReceiver {
  /** One WebSocket message. Returns whether it was understood (the guard's proof that a carrier is speaking). */
  receive(data: string | Uint8Array, isBinary: boolean): boolean;
  /** The socket is gone; `code` as in RFC 6455. May be called more than once. */
  socketClosed(code: number): void;
}

/** The part of the `ws` package's WebSocket that is used. */
export interface WsLike {
  readonly bufferedAmount: number;
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  on(event: 'message', listener: (data: unknown, isBinary: boolean) => void): unknown;
  on(event: 'close', listener: (code: number) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

const OPEN = 1;
const NO_STATUS = 1006;

/** Wraps a `ws` socket: sends into a socket that is closing are dropped instead of raising. */
export function carrierSocket(ws: WsLike): CarrierSocket {
  return {
    send(text) {
      if (ws.readyState === OPEN) ws.send(text);
    },
    close(code, reason) {
      ws.close(code, reason);
    },
    get bufferedAmount() {
      return ws.bufferedAmount;
    },
  };
}

/** Called with each message before the adapter acts on it, and once at the end. See `socketGuard.ts`. */
export interface SocketWatch {
  heard(understood: boolean): void;
  closed(): void;
}

/** Delivers the events of a `ws` socket to an adapter. Whatever the adapter throws ends this socket only. */
export function attachSocket(
  ws: WsLike,
  receiver: SocketReceiver,
  options: { watch?: SocketWatch; onError?: (error: unknown) => void } = {},
): void {
  ws.on('message', (data, isBinary) => {
    try {
      const understood = receiver.receive(asData(data, isBinary), isBinary);
      options.watch?.heard(understood);
    } catch (error) {
      options.onError?.(error);
      ws.close(1011, 'internal error');
    }
  });
  ws.on('close', (code) => {
    options.watch?.closed();
    receiver.socketClosed(code);
  });
  // `ws` follows each error by `close` with 1006 (or 1009 for an oversize message); the error itself adds nothing for
  // the adapter, but without a listener it would end the process.
  ws.on('error', (error) => options.onError?.(error));
}

function asData(data: unknown, isBinary: boolean): string | Uint8Array {
  if (typeof data === 'string') return data;
  const bytes = asBytes(data);
  return isBinary ? bytes : bytes.toString('utf8');
}

function asBytes(data: unknown): Buffer {
  if (Buffer.isBuffer(data)) return data;
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  if (Array.isArray(data)) return Buffer.concat(data.filter((part) => Buffer.isBuffer(part)));
  return Buffer.alloc(0);
}

export { NO_STATUS as CLOSE_ABNORMAL };
