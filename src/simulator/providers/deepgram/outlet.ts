/** What a simulated Deepgram socket says: in order, as slowly as its behaviour wants, with its faults. */
import type { WebSocket } from 'ws';
import type { ProviderBehaviour } from '../behaviour.ts';

/** Error codes of the documentation of HTTP errors. */
export const errorCodes: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'INVALID_AUTH',
  402: 'ASR_PAYMENT_REQUIRED',
  403: 'INSUFFICIENT_PERMISSIONS',
  404: 'NOT_FOUND',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};

export interface Output {
  readonly data: () => string | Uint8Array;
  /** Counts for the faults: audio, partials and finals, not confirmations. */
  readonly counted: boolean;
  readonly after?: () => void;
}

export class Outlet {
  readonly #socket: WebSocket;
  readonly #behaviour: ProviderBehaviour;
  #queue: (Output | { readonly waitMs: number })[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Outputs of the present request. */
  #outputs = 0;
  #over = false;
  /** Of a request that has hung: nothing more is said on this connection. */
  #mute = false;
  sequence = 0;

  constructor(socket: WebSocket, behaviour: ProviderBehaviour) {
    this.#socket = socket;
    this.#behaviour = behaviour;
    socket.on('close', () => {
      this.#over = true;
      clearTimeout(this.#timer);
    });
  }

  get over(): boolean {
    return this.#over;
  }

  newRequest(): void {
    this.#outputs = 0;
  }

  /** What is said later waits this long. */
  wait(ms: number): void {
    if (ms > 0) this.#queue.push({ waitMs: ms });
  }

  say(message: () => Readonly<Record<string, unknown>>, counted = true, after?: () => void): void {
    this.#put({ data: () => JSON.stringify(message()), counted, ...(after ? { after } : {}) });
  }

  bytes(data: Uint8Array): void {
    this.#put({ data: () => data, counted: true });
  }

  /** Forgets what has not been said. */
  clear(): void {
    this.#queue = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** An error that ends the connection. The shape is that of `/v2/listen`; the other sockets' is not documented. */
  fail(code: string, description: string, closeCode: number): void {
    if (this.#over) return;
    this.clear();
    this.#socket.send(JSON.stringify({ type: 'Error', sequence_id: this.sequence++, code, description }));
    this.close(closeCode, description);
  }

  /** Without a code: no status is sent. */
  close(code?: number, reason = ''): void {
    this.#over = true;
    this.clear();
    this.#socket.close(code, reason.slice(0, 120));
  }

  #put(output: Output): void {
    if (this.#over) return;
    this.#queue.push(output);
    if (!this.#timer) this.#run();
  }

  #run(): void {
    this.#timer = undefined;
    while (!this.#over) {
      const next = this.#queue.shift();
      if (!next) return;
      if ('waitMs' in next) {
        this.#timer = setTimeout(() => this.#run(), next.waitMs);
        return;
      }
      if (!this.#faulty(next)) {
        this.#socket.send(next.data());
        next.after?.();
      }
    }
  }

  /** Whether a fault took the output's place. */
  #faulty({ counted }: Output): boolean {
    const { fault } = this.#behaviour;
    if (this.#mute) return true;
    switch (fault?.kind) {
      case 'status':
        this.fail(errorCodes[fault.status] ?? 'INTERNAL_SERVER_ERROR', 'refused', 1011);
        return true;
      case 'quota':
        this.fail('ASR_PAYMENT_REQUIRED', 'no credits are left', 1011);
        return true;
      case 'stall':
        return true;
      case 'garbage':
        this.#socket.send('<html>not a message</html>');
        return true;
      case 'close':
      case 'hang': {
        if (counted && this.#outputs++ < fault.afterOutputs) return false;
        if (fault.kind === 'hang') this.#mute = true;
        else this.close(1011, 'NET-0000');
        return true;
      }
      default:
        return false;
    }
  }
}
