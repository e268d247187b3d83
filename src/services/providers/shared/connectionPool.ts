/**
 * Connections that serve one request at a time and live longer than it: kept open between clauses and calls, so that
 * a caller does not wait for a handshake.
 */
import type { Clock } from '../../../types/clock.ts';
import { providerError } from './failure.ts';

export interface PooledConnection {
  /** Whether it can take another request. One that is not is dropped. */
  readonly usable: boolean;
  close(): void;
}

export interface ConnectionPoolOptions<C extends PooledConnection> {
  readonly clock: Clock;
  /** Opens one; rejects with a ProviderError. */
  readonly open: (signal: AbortSignal) => Promise<C>;
  /** Idle ones beyond this are closed. */
  readonly maxIdle: number;
  /** An idle connection is closed after this long: before the provider does it, at the worst moment. */
  readonly idleMs: number;
}

export class ConnectionPool<C extends PooledConnection> {
  readonly #options: ConnectionPoolOptions<C>;
  /** The most recently used last. */
  #idle: { readonly connection: C; readonly timer: unknown }[] = [];
  readonly #busy = new Set<C>();
  readonly #opening = new Set<AbortController>();
  #closed = false;

  constructor(options: ConnectionPoolOptions<C>) {
    this.#options = options;
  }

  get idleCount(): number {
    return this.#idle.length;
  }

  /** Opens one connection if none is idle. Rejects with what `open` rejects with. */
  async warm(): Promise<void> {
    if (this.#takeIdle((connection) => this.#park(connection))) return;
    const connection = await this.#open();
    this.#park(connection);
  }

  /** An idle connection at once (the promise is skipped: `ready` is called before this returns), or a new one. */
  acquire(ready: (connection: C) => void, failed: (error: unknown) => void): { cancel(): void } {
    if (this.#takeIdle((connection) => this.#lend(connection, ready))) return { cancel: () => undefined };
    const abort = new AbortController();
    this.#open().then(
      (connection) => {
        if (this.#closed) failed(providerError('pool', 'aborted', 'it was closed'));
        else if (abort.signal.aborted) this.#park(connection);
        else this.#lend(connection, ready);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) failed(error);
      },
    );
    // The handshake is finished all the same: the next clause will want it.
    return { cancel: () => abort.abort() };
  }

  /** Gives a borrowed connection back. A broken one is closed. */
  release(connection: C): void {
    this.#busy.delete(connection);
    this.#park(connection);
  }

  close(): void {
    this.#closed = true;
    for (const abort of this.#opening) abort.abort();
    for (const { connection, timer } of this.#idle.splice(0)) {
      this.#options.clock.cancel(timer);
      connection.close();
    }
    for (const connection of this.#busy) connection.close();
    this.#busy.clear();
  }

  #takeIdle(use: (connection: C) => void): boolean {
    for (;;) {
      const last = this.#idle.pop();
      if (!last) return false;
      this.#options.clock.cancel(last.timer);
      if (!last.connection.usable) {
        last.connection.close();
        continue;
      }
      use(last.connection);
      return true;
    }
  }

  async #open(): Promise<C> {
    // Only closing the pool stops a handshake, not the request that wanted it.
    const stop = new AbortController();
    this.#opening.add(stop);
    try {
      const connection = await this.#options.open(stop.signal);
      if (this.#closed) connection.close();
      return connection;
    } finally {
      this.#opening.delete(stop);
    }
  }

  #lend(connection: C, ready: (connection: C) => void): void {
    this.#busy.add(connection);
    ready(connection);
  }

  #park(connection: C): void {
    const { clock, idleMs, maxIdle } = this.#options;
    if (this.#closed || !connection.usable || this.#idle.length >= maxIdle) {
      connection.close();
      return;
    }
    const entry = { connection, timer: clock.after(idleMs, () => this.#expire(connection)) };
    this.#idle.push(entry);
  }

  #expire(connection: C): void {
    this.#idle = this.#idle.filter((entry) => entry.connection !== connection);
    connection.close();
  }
}
