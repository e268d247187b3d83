/** The way to one host for speech, transcription and embeddings: one pool of connections, one way to ask. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Agent, request, type Dispatcher } from 'undici';
import type { Clock } from '../../../types/clock.ts';
import { failureOf, failureOfStatus, ProviderError } from '../shared/failure.ts';
import { keyHeaders, type OpenAiHost } from './host.ts';
import { failureOfAnswer } from './speechFailure.ts';

/** A caller's turn, and the agent's, is often longer than the 4 s after which idle connections are dropped by default. */
const KEEP_ALIVE_MS = 60_000;
const CONNECT_WITHIN_MS = 5_000;
/** Lists of models that aggregators send are long; a connection whose answer is not read to its end is lost. */
const LONGEST_LIST = 4 * 1024 * 1024;

export interface Question {
  /** Below the host's address, with a slash in front. */
  readonly path: string;
  readonly contentType: string;
  readonly accept: string;
  readonly body: string | Uint8Array;
  readonly signal: AbortSignal | undefined;
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
  readonly headersTimeout: number;
  readonly bodyTimeout: number;
}

export type Answer = Dispatcher.ResponseData;

/** A kept connection that the host has closed meanwhile says so within a round trip. */
const STALE_WITHIN_MS = 500;
const resets: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/**
 * HTTP/2 where the host offers it: there a request that is given up costs its stream only, over HTTP/1.1 its connection.
 * What a host refuses or fails to do is not asked again: failing over is decided above.
 */
export class SpeechHttp {
  readonly #host: OpenAiHost;
  readonly #clock: Clock;
  readonly #agent = new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    allowH2: true,
    connect: { timeout: CONNECT_WITHIN_MS },
  });
  #usedAt = Number.NEGATIVE_INFINITY;

  constructor(host: OpenAiHost, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** The answer, whose body must be read or destroyed. Anything but 200 rejects with a ProviderError. */
  async post({ path, contentType, accept, body, signal }: Question): Promise<Answer> {
    const answer = await this.#request(path, {
      method: 'POST',
      headers: { ...keyHeaders(this.#host), 'content-type': contentType, accept },
      body,
      ...(signal ? { signal } : {}),
      // Who asks has a timer, and stops by the signal.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    if (answer.statusCode === 200) return answer;
    throw new ProviderError(await failureOfAnswer(this.#host.name, answer, this.#clock));
  }

  /** Opens a connection and tries the key. A host without a list of models is good. Rejects with a ProviderError. */
  async warm(): Promise<void> {
    let status: number;
    try {
      const answer = await this.#request('/models', {
        headers: keyHeaders(this.#host),
        headersTimeout: CONNECT_WITHIN_MS,
        bodyTimeout: CONNECT_WITHIN_MS,
      });
      status = answer.statusCode;
      await answer.body.dump({ limit: LONGEST_LIST });
      // The pool has the connection back a moment after the body's end; who asks at once would open another.
      await nextTurn();
    } catch (error) {
      throw new ProviderError(failureOf(this.#host.name, error), { cause: error });
    }
    if (status === 401 || status === 403) throw new ProviderError(failureOfStatus(this.#host.name, status));
  }

  /** An answer was broken off, which over HTTP/1.1 costs its connection: opens another. Never rejects. */
  async replace(): Promise<void> {
    // The pool asks its first connection first, open or not: once that is known to be closed, it is the one that opens.
    await nextTurn();
    await nextTurn();
    await this.warm().catch(() => undefined); // the next request will say what is wrong
  }

  /** A request will come in a moment: opens a connection in the meantime, should the last one have been idle too long. */
  refresh(): void {
    if (this.#clock.now() - this.#usedAt < KEEP_ALIVE_MS - CONNECT_WITHIN_MS) return;
    // The request itself will say what is wrong.
    this.warm().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  /** Asks once more, on a new connection, when the kept one turns out to be closed. */
  async #request(path: string, options: RequestOptions): Promise<Answer> {
    const address = `${this.#host.url}${path}`;
    const askedAt = this.#clock.now();
    this.#usedAt = askedAt;
    try {
      return await request(address, { ...options, dispatcher: this.#agent });
    } catch (error) {
      const reset = resets.has((error as { code?: unknown }).code);
      if (!reset || options.signal?.aborted || this.#clock.now() - askedAt > STALE_WITHIN_MS) throw error;
      // Those that were closed together are noticed together, in this turn of the loop.
      await nextTurn();
      return request(address, { ...options, dispatcher: this.#agent });
    }
  }
}
