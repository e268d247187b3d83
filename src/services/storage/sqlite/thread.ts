import { Worker } from 'node:worker_threads';
import { siblingModule } from '../../../lib/workerUrl.ts';
import { WeaverError } from '../../../types/errors/index.ts';
import { storeFault } from '../faults.ts';
import type { SqliteReply, SqliteRequest } from './protocol.ts';

export interface SqliteResult {
  readonly rows: unknown[];
  readonly changes: number;
}

interface Waiting {
  resolve(result: SqliteResult): void;
  reject(error: Error): void;
}

/** The event loop's end of the SQLite thread: one statement at a time, answered in order. */
export class SqliteThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #exited: Promise<void>;
  #nextId = 1;
  #fault: WeaverError | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()));
  }

  static async open(path: string): Promise<SqliteThread> {
    const worker = new Worker(siblingModule('./worker', import.meta.url), {
      workerData: { path },
      name: 'sqlite',
    });
    const thread = new SqliteThread(worker);
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (message: SqliteReply) => {
        if (message[0] === 'open' && message[1] === null) return resolve();
        reject(
          new WeaverError('STORE_UNAVAILABLE', { reason: message[0] === 'open' ? message[1] : 'protocol' }),
        );
      });
    }).catch(async (error: unknown) => {
      await worker.terminate();
      throw storeFault(error);
    });
    thread.#listen();
    return thread;
  }

  run(sql: string, parameters: readonly unknown[]): Promise<SqliteResult> {
    if (this.#fault) return Promise.reject(this.#fault);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // Only what is under way keeps the process alive.
      this.#worker.ref();
      this.#post([id, sql, parameters]);
    });
  }

  async close(): Promise<void> {
    this.#fault ??= new WeaverError('STORE_CLOSED');
    this.#worker.ref();
    this.#post('close');
    await this.#exited;
  }

  #post(request: SqliteRequest): void {
    this.#worker.postMessage(request);
  }

  #listen(): void {
    this.#worker.on('message', (message: SqliteReply) => {
      if (message[0] === 'open') return;
      const waiting = this.#waiting.get(message[0]);
      this.#waiting.delete(message[0]);
      if (this.#waiting.size === 0) this.#worker.unref();
      if (message[1]) waiting?.resolve({ rows: message[2], changes: message[3] });
      else waiting?.reject(storeFault(Object.assign(new Error('statement refused'), { code: message[2] })));
    });
    this.#worker.on('error', () => this.#fail('the storage thread stopped'));
    this.#worker.on('exit', () => this.#fail('the storage thread ended'));
    this.#worker.unref();
  }

  #fail(reason: string): void {
    this.#fault ??= new WeaverError('STORE_UNAVAILABLE', { reason });
    for (const { reject } of this.#waiting.values()) reject(this.#fault);
    this.#waiting.clear();
  }
}
