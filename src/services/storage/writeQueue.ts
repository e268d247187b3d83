import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { isFatal, storeFault } from './faults.ts';

export interface WriteQueueOptions {
  /** How long the first write of a batch waits for company. */
  readonly delayMs: number;
  readonly maxBatch: number;
  /** Beyond this many the database has fallen behind for good: refuse rather than fill the memory. */
  readonly maxPending: number;
}

export const defaultWriteQueueOptions = {
  delayMs: 5,
  maxBatch: 512,
  maxPending: 100_000,
} as const satisfies WriteQueueOptions;

interface Pending<T> {
  readonly write: T;
  resolve(): void;
  reject(error: Error): void;
}

/**
 * Commits writes together, in their order. A promise resolves after the commit that holds its write. When a batch is
 * refused, its writes are tried one by one, so that a bad one fails alone.
 */
export class WriteQueue<T> {
  readonly #commit: (writes: readonly T[]) => Promise<void>;
  readonly #clock: Clock;
  readonly #options: WriteQueueOptions;
  #pending: Pending<T>[] = [];
  #timer: unknown;
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(
    commit: (writes: readonly T[]) => Promise<void>,
    clock: Clock,
    options: WriteQueueOptions = defaultWriteQueueOptions,
  ) {
    this.#commit = commit;
    this.#clock = clock;
    this.#options = options;
  }

  push(write: T): Promise<void> {
    if (this.#closed) return Promise.reject(new WeaverError('STORE_CLOSED'));
    const pending = this.#pending.length;
    if (pending >= this.#options.maxPending) {
      return Promise.reject(new WeaverError('STORE_OVERLOADED', { pending }));
    }
    return new Promise((resolve, reject) => {
      this.#pending.push({ write, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when all that was pushed before is committed or refused. */
  async flush(): Promise<void> {
    // Again, because a drain that is just ending no longer sees what was pushed a moment ago.
    do {
      this.#clock.cancel(this.#timer);
      this.#timer = undefined;
      await this.#run();
    } while (this.#pending.length > 0);
  }

  /** Takes no more, and flushes. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  #schedule(): void {
    if (this.#draining || this.#timer !== undefined) return;
    this.#timer = this.#clock.after(this.#options.delayMs, () => {
      this.#timer = undefined;
      void this.#run();
    });
  }

  #run(): Promise<void> {
    return (this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
      // Pushed by somebody whose own write has just been acknowledged.
      if (this.#pending.length > 0) this.#schedule();
    }));
  }

  async #drain(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.slice(0, this.#options.maxBatch);
      this.#pending = this.#pending.slice(batch.length);
      await this.#attempt(batch);
    }
  }

  async #attempt(batch: readonly Pending<T>[]): Promise<void> {
    try {
      await this.#commit(batch.map(({ write }) => write));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      const fault = storeFault(error);
      if (batch.length === 1 || isFatal(fault)) for (const { reject } of batch) reject(fault);
      else for (const one of batch) await this.#attempt([one]);
    }
  }
}
