/**
 * A small pool of worker threads for what is too slow for the event loop. Tasks wait in two rows: `urgent` ones (an answer
 * that somebody waits for) are always taken first. A thread that dies fails its tasks and is replaced at the next need; a
 * part that never loads fails tasks at once instead of restarting for ever.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { WeaverError } from '../../../types/errors/index.ts';
import type { Cancellable } from '../../../types/ports.ts';
import type { FromThread, TaskFailure, ToThread } from './threadMessages.ts';

export interface ThreadPoolOptions {
  /** Provider name, for messages. */
  readonly name: string;
  /** The worker's module, see `siblingModule`. */
  readonly module: URL;
  readonly threads: number;
  /** Tasks that one thread works on at the same time: 1 for synchronous work. */
  readonly tasksPerThread: number;
  readonly workerData?: unknown;
}

export interface TaskSink<Reply> {
  reply(reply: Reply): void;
  done(): void;
  failed(failure: TaskFailure): void;
}

interface Task<Request, Reply> {
  readonly id: number;
  readonly request: Request;
  readonly transfer: readonly ArrayBuffer[];
  readonly sink: TaskSink<Reply>;
  cancelled: boolean;
}

interface Thread<Request, Reply> {
  readonly worker: Worker;
  readonly tasks: Map<number, Task<Request, Reply>>;
  readonly ready: Promise<void>;
}

/** Threads that die one after another without finishing a task: the part itself is broken. */
const MAX_DEATHS_IN_A_ROW = 3;

/** One thread on small machines, where the event loop needs the other core; never more than three. */
export function defaultThreads(): number {
  return Math.min(3, Math.max(1, availableParallelism() - 2));
}

export class ThreadPool<Request, Reply> {
  readonly #options: ThreadPoolOptions;
  readonly #threads: Thread<Request, Reply>[] = [];
  readonly #urgent: Task<Request, Reply>[] = [];
  readonly #waiting: Task<Request, Reply>[] = [];
  #nextId = 1;
  #deathsInARow = 0;
  #broken: string | undefined;
  #closed = false;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  /** Starts all threads and waits until they have loaded. Throws `PROVIDER_PART_MISSING` when they cannot. */
  async warm(): Promise<void> {
    while (!this.#closed && !this.#broken && this.#threads.length < this.#options.threads) this.#start();
    try {
      await Promise.all(this.#threads.map((thread) => thread.ready));
    } catch (error) {
      throw new WeaverError(
        'PROVIDER_PART_MISSING',
        { provider: this.#options.name, part: String(this.#broken ?? 'its worker') },
        { cause: error },
      );
    }
  }

  /** Whether a task given now would be worked on at once. */
  get idle(): boolean {
    return (
      this.#urgent.length + this.#waiting.length === 0 &&
      (this.#threads.length < this.#options.threads ||
        this.#threads.some((thread) => thread.tasks.size < this.#options.tasksPerThread))
    );
  }

  run(
    request: Request,
    sink: TaskSink<Reply>,
    options: { readonly urgent: boolean; readonly transfer?: readonly ArrayBuffer[] },
  ): Cancellable {
    const task: Task<Request, Reply> = {
      id: this.#nextId++,
      request,
      sink,
      transfer: options.transfer ?? [],
      cancelled: false,
    };
    if (this.#closed || this.#broken !== undefined) {
      const message = this.#broken ?? 'the provider is closed';
      queueMicrotask(() => task.cancelled || sink.failed({ kind: 'unavailable', message }));
    } else {
      (options.urgent ? this.#urgent : this.#waiting).push(task);
      this.#dispatch();
    }
    return { cancel: () => this.#cancel(task) };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const threads = this.#threads.splice(0);
    this.#failAll(this.#queued(), { kind: 'aborted', message: 'the provider was closed' });
    for (const thread of threads) {
      this.#failAll([...thread.tasks.values()], { kind: 'aborted', message: 'the provider was closed' });
      thread.tasks.clear();
    }
    await Promise.all(threads.map((thread) => thread.worker.terminate()));
  }

  #cancel(task: Task<Request, Reply>): void {
    if (task.cancelled) return;
    task.cancelled = true;
    for (const row of [this.#urgent, this.#waiting]) {
      const at = row.indexOf(task);
      if (at >= 0) row.splice(at, 1);
    }
    const thread = this.#threads.find(({ tasks }) => tasks.has(task.id));
    thread?.worker.postMessage({ type: 'cancel', id: task.id } satisfies ToThread<Request>);
  }

  #dispatch(): void {
    for (;;) {
      const row = this.#urgent.length > 0 ? this.#urgent : this.#waiting;
      if (row.length === 0) return;
      const thread = this.#free();
      if (!thread) return;
      const task = row.shift()!;
      thread.tasks.set(task.id, task);
      thread.worker.ref();
      const message: ToThread<Request> = { type: 'run', id: task.id, request: task.request };
      thread.worker.postMessage(message, task.transfer);
    }
  }

  #free(): Thread<Request, Reply> | undefined {
    let best: Thread<Request, Reply> | undefined;
    for (const thread of this.#threads) {
      if (thread.tasks.size < (best?.tasks.size ?? this.#options.tasksPerThread)) best = thread;
    }
    if (best?.tasks.size !== 0 && this.#threads.length < this.#options.threads) return this.#start();
    return best;
  }

  #start(): Thread<Request, Reply> {
    const worker = new Worker(this.#options.module, { workerData: this.#options.workerData });
    const loading = Promise.withResolvers<void>();
    // Nobody may be waiting for it: an unloaded thread fails its tasks instead.
    loading.promise.catch(() => undefined);
    const thread: Thread<Request, Reply> = { worker, tasks: new Map(), ready: loading.promise };
    worker.on('message', (message: FromThread<Reply>) => {
      if (message.type === 'ready') {
        loading.resolve();
        this.#rest(thread);
      } else if (message.type === 'broken') {
        this.#broken = message.message;
        loading.reject(new Error(message.message));
        this.#lose(thread, { kind: 'unavailable', message: message.message });
        void worker.terminate();
      } else {
        this.#take(thread, message);
      }
    });
    worker.on('error', (error) => {
      loading.reject(error);
      this.#lose(thread, { kind: 'internal', message: `the worker thread failed: ${error.name}` });
    });
    worker.on('exit', () => {
      loading.reject(new Error('the worker thread ended'));
      this.#lose(thread, { kind: 'internal', message: 'the worker thread ended' });
    });
    this.#threads.push(thread);
    return thread;
  }

  #take(thread: Thread<Request, Reply>, message: Extract<FromThread<Reply>, { readonly id: number }>): void {
    const task = thread.tasks.get(message.id);
    if (!task) return;
    if (message.type === 'reply') {
      if (!task.cancelled) task.sink.reply(message.reply);
      return;
    }
    thread.tasks.delete(task.id);
    this.#deathsInARow = 0;
    this.#rest(thread);
    // The next task starts before this one's owner is told: what the owner does may be slow.
    this.#dispatch();
    if (task.cancelled) return;
    if (message.type === 'done') task.sink.done();
    else task.sink.failed(message.failure);
  }

  /** An idle thread does not keep the process alive. */
  #rest(thread: Thread<Request, Reply>): void {
    if (thread.tasks.size === 0) thread.worker.unref();
  }

  #lose(thread: Thread<Request, Reply>, failure: TaskFailure): void {
    const at = this.#threads.indexOf(thread);
    if (at < 0) return;
    this.#threads.splice(at, 1);
    this.#deathsInARow += 1;
    if (this.#deathsInARow >= MAX_DEATHS_IN_A_ROW) this.#broken ??= 'its worker thread dies again and again';
    const lost = [...thread.tasks.values()];
    thread.tasks.clear();
    this.#failAll(lost, failure);
    if (this.#broken !== undefined)
      this.#failAll(this.#queued(), { kind: 'unavailable', message: this.#broken });
    else this.#dispatch();
  }

  #queued(): Task<Request, Reply>[] {
    return [...this.#urgent.splice(0), ...this.#waiting.splice(0)];
  }

  #failAll(tasks: readonly Task<Request, Reply>[], failure: TaskFailure): void {
    for (const task of tasks) if (!task.cancelled) task.sink.failed(failure);
  }
}
