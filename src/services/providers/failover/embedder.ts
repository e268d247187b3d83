import type { LanguageTag } from '../../../types/language.ts';
import type { Embedder, ProviderFailure } from '../../../types/ports.ts';
import { failureOf, ProviderError } from '../shared/failure.ts';
import { Chain, type ChainOptions } from './chain.ts';
import { Race } from './race.ts';

const GIVE_UP_MS = 3_000;

/**
 * Several embedders as one. Vectors of different embedders cannot be compared, so the others must have been made with the
 * same model; the registry sees to it by passing only embedders of the same `dimensions` and the same model's name.
 */
export class FailoverEmbedder implements Embedder {
  readonly name: string;
  readonly model?: string;
  readonly dimensions: number;
  readonly #chain: Chain<Embedder>;

  constructor(options: ChainOptions<Embedder>) {
    this.#chain = new Chain('embedder', options);
    const { name, model } = this.#chain.first;
    this.name = name;
    if (model !== undefined) this.model = model;
    this.dimensions = this.#chain.first.dimensions;
  }

  supports(language: LanguageTag): boolean {
    return this.#chain.first.supports(language);
  }

  async warm(): Promise<void> {
    await Promise.allSettled(this.#chain.parts.map((part) => part.warm()));
  }

  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const { board, language, watch, serving } = this.#chain;
    return new Promise((resolve, reject) => {
      const fail = (failure: ProviderFailure) => reject(new ProviderError(failure));
      const race = new Race({
        board,
        work: 'embedder',
        language,
        watch,
        serving,
        ranked: this.#chain.ranked(),
        giveUpMs: GIVE_UP_MS,
        nextOutputMs: 0,
        units: texts.reduce((sum, text) => sum + text.length, 0),
        start: (name, entrant) => {
          const abort = new AbortController();
          this.#chain
            .part(name)
            .embed(texts, abort.signal)
            .then(
              (vectors) => void (entrant.done() && resolve(vectors)),
              (error: unknown) => entrant.failed(failureOf(name, error)),
            );
          return { cancel: () => abort.abort() };
        },
        allFailed: fail,
        broken: fail,
      });
      const stop = () => {
        race.cancel();
        fail({ provider: this.name, kind: 'aborted', retryable: false, message: 'stopped by us' });
      };
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
