/** Opening a provider's WebSocket: within a time, with the refusal's meaning, and stoppable. */
import { WebSocket } from 'ws';
import { failureOf, failureOfStatus, failure, ProviderError } from './failure.ts';

export interface OpenSocketOptions {
  readonly provider: string;
  /** Keys go into headers, never into the address: addresses get logged. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
  /** From the first packet to the upgrade. Default 5 s: the caller's own first-output timer is much shorter. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Called before anything can arrive: some providers speak right after the upgrade. */
  readonly prepare?: (socket: WebSocket) => void;
}

const OPEN_WITHIN_MS = 5_000;
const LARGEST_MESSAGE = 8 * 1024 * 1024;

/** Rejects with a {@link ProviderError}. Whoever gets the socket must listen to `error` and `close`. */
export function openSocket(options: OpenSocketOptions): Promise<WebSocket> {
  const { provider, url, headers, protocols, signal, timeoutMs = OPEN_WITHIN_MS } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new ProviderError(failure(provider, 'aborted', 'stopped by us')));
    const socket = new WebSocket(url, [...(protocols ?? [])], {
      headers: { ...headers },
      perMessageDeflate: false,
      maxPayload: LARGEST_MESSAGE,
    });
    options.prepare?.(socket);
    const fail = (error: ProviderError) => {
      finish();
      // Terminating a socket that is still connecting raises an error event that nobody waits for any more.
      socket.on('error', () => undefined);
      socket.terminate();
      reject(error);
    };
    const onAbort = () => fail(new ProviderError(failure(provider, 'aborted', 'stopped by us')));
    const timer = setTimeout(
      () => fail(new ProviderError(failure(provider, 'stalled', `no connection within ${timeoutMs} ms`))),
      timeoutMs,
    );
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.removeAllListeners('unexpected-response');
      socket.off('error', onError);
      socket.off('open', onOpen);
    };
    const onError = (error: Error) => fail(new ProviderError(failureOf(provider, error), { cause: error }));
    const onOpen = () => {
      finish();
      resolve(socket);
    };
    socket.on('unexpected-response', (request, response) => {
      response.resume();
      request.destroy();
      fail(new ProviderError(failureOfStatus(provider, response.statusCode ?? 0)));
    });
    socket.on('error', onError);
    socket.on('open', onOpen);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
