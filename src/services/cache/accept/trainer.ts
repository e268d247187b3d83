import { Worker } from 'node:worker_threads';
import { siblingModule } from '../../../lib/workerUrl.ts';
import type { AcceptModel } from './acceptModel.ts';
import type { Basis, VerifiedLabel } from './storedLabel.ts';

/** What a version of a workflow goes by. */
export interface AcceptModels extends Basis {
  /** For look-ups without an embedding, and with one. */
  readonly plain: AcceptModel | null;
  readonly embedded: AcceptModel | null;
  /** Calls that must agree in the exact layer; null stands for "never" in JSON. */
  readonly agreeing: number;
  readonly labels: number;
  readonly delta: number;
}

export interface FitRequest {
  readonly id: number;
  readonly labels: readonly VerifiedLabel[];
  readonly delta: number;
  readonly basis: Basis;
}

export interface FitReply {
  readonly id: number;
  readonly models: AcceptModels;
}

/** A thread that fits models: half a second for a few thousand labels, which no call may wait for. Started when needed. */
export class Trainer {
  #worker: Worker | null = null;
  #next = 0;
  readonly #waiting = new Map<number, (models: AcceptModels | null) => void>();

  /** null: the thread failed; it is started anew the next time. */
  fit(labels: readonly VerifiedLabel[], delta: number, basis: Basis): Promise<AcceptModels | null> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      const request: FitRequest = { id, labels, delta, basis };
      this.#thread().postMessage(request);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#gone();
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(siblingModule('./acceptWorker', import.meta.url));
    worker.unref();
    worker.on('message', ({ id, models }: FitReply) => {
      this.#waiting.get(id)?.(models);
      this.#waiting.delete(id);
    });
    worker.on('error', () => this.#gone());
    worker.on('exit', () => {
      if (this.#worker === worker) this.#gone();
    });
    this.#worker = worker;
    return worker;
  }

  #gone(): void {
    this.#worker = null;
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }
}
