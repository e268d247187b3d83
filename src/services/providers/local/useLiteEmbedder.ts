import { siblingModule } from '../../../lib/workerUrl.ts';
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import type { Embedder } from '../../../types/ports.ts';
import { ThreadPool } from './threadPool.ts';
import type { EmbedReply, EmbedRequest } from './useLiteWorker.ts';

/** Longer texts are cut: no caller's sentence is, and time grows with length. */
const LONGEST_TEXT = 1_000;

/**
 * English sentences to 512 dimensions (Universal Sentence Encoder lite, Apache-2.0). Knows meaning, not detail: "book" and
 * "cancel" in the same sentence stay close, so verify what it finds. All Chinese looks the same to it.
 */
export class UseLiteEmbedder implements Embedder {
  readonly name = 'use-lite';
  readonly dimensions = 512;
  readonly #pool: ThreadPool<EmbedRequest, EmbedReply>;

  constructor(options: { readonly module?: URL } = {}) {
    this.#pool = new ThreadPool({
      name: this.name,
      module: options.module ?? siblingModule('./useLiteWorker', import.meta.url),
      threads: 1,
      tasksPerThread: 1,
    });
  }

  supports(language: LanguageTag): boolean {
    return primarySubtag(language) === 'en';
  }

  warm(): Promise<void> {
    return this.#pool.warm();
  }

  /** Rejects with the signal's reason when aborted, with an `Error` when the thread fails. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    if (texts.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      let rows: Float32Array[] = [];
      const abort = () => {
        task.cancel();
        reject(signal?.reason as Error);
      };
      const task = this.#pool.run(
        // The network takes no text without tokens.
        { texts: texts.map((text) => (text.trim() === '' ? '.' : text.slice(0, LONGEST_TEXT))) },
        {
          reply: ({ vectors }) => (rows = this.#rows(vectors)),
          done: () => {
            signal?.removeEventListener('abort', abort);
            resolve(rows);
          },
          failed: ({ message }) => {
            signal?.removeEventListener('abort', abort);
            reject(new Error(`${this.name}: ${message}`));
          },
        },
        { urgent: texts.length === 1 },
      );
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #rows(vectors: Float32Array): Float32Array[] {
    return Array.from({ length: vectors.length / this.dimensions }, (_, i) =>
      vectors.slice(i * this.dimensions, (i + 1) * this.dimensions),
    );
  }
}
