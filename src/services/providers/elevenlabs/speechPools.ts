import type { Clock } from '../../../types/clock.ts';
import { ConnectionPool } from '../shared/connectionPool.ts';
import { SpeechSocket } from './speechSocket.ts';

/** The longest that ElevenLabs keeps a socket without input, s. */
export const INACTIVITY_S = 180;
/** Closed by us well before: a socket must not die under a clause. */
const IDLE_MS = 150_000;
/** Where something else has kept an idle socket longer than that, it is still not used up to the last moment. */
const UNUSED_MS = 170_000;
/** Idle sockets for each address. */
const MOST_IDLE = 8;
/** As many addresses, the last used, have a socket at hand. */
const MOST_KEPT = 3;
/** And no longer than this after the last clause: by then no call needs one. */
const KEPT_MS = 10 * 60_000;

export interface SpeechPoolsOptions {
  readonly key: string;
  readonly clock: Clock;
}

/**
 * Sockets by address. Model, voice and language are all part of it, and none can be changed on an open socket: sockets
 * cannot be shared any more widely than this. Which address the next call will want is not known either, so those that
 * calls have used lately are kept at hand: an idle socket that is closed is followed by another one.
 */
export class SpeechPools {
  readonly #options: SpeechPoolsOptions;
  readonly #pools = new Map<string, ConnectionPool<SpeechSocket>>();
  /** The most recently used last. */
  #recent: string[] = [];
  #usedAt = 0;
  readonly #opening = new Set<string>();
  #closed = false;

  constructor(options: SpeechPoolsOptions) {
    this.#options = options;
  }

  at(url: string): ConnectionPool<SpeechSocket> {
    let pool = this.#pools.get(url);
    if (!pool) {
      const { key, clock } = this.#options;
      const open = (signal: AbortSignal) =>
        SpeechSocket.open({
          url,
          key,
          clock,
          signal,
          unusedMs: UNUSED_MS,
          retired: (byUs) => this.#retired(url, byUs),
        });
      pool = new ConnectionPool<SpeechSocket>({ clock, open, maxIdle: MOST_IDLE, idleMs: IDLE_MS });
      if (this.#closed) pool.close();
      else this.#pools.set(url, pool);
    }
    return pool;
  }

  /** The same, for a clause. */
  use(url: string): ConnectionPool<SpeechSocket> {
    this.#recent = [...this.#recent.filter((other) => other !== url), url].slice(-MOST_KEPT);
    this.#usedAt = this.#options.clock.now();
    return this.at(url);
  }

  close(): void {
    this.#closed = true;
    for (const pool of this.#pools.values()) pool.close();
    this.#pools.clear();
  }

  /** One that cannot be opened now is not tried again: the next clause says why. */
  #retired(url: string, byUs: boolean): void {
    if (this.#closed || this.#opening.has(url) || !this.#recent.includes(url)) return;
    if (this.#options.clock.now() - this.#usedAt > KEPT_MS) return;
    const pool = this.#pools.get(url);
    // Of several idle ones only the last is followed. Those that the service closed are still counted.
    if (!pool || (byUs && pool.idleCount > 0)) return;
    this.#opening.add(url);
    pool.warm().then(
      () => this.#opening.delete(url),
      () => this.#opening.delete(url),
    );
  }
}
