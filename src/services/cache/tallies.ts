/** Figures of the cache since the process began: how often each layer answered, and how long it took. */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { CacheLayer } from '../../types/cache.ts';
import type { MissReason } from './lookup.ts';
import type { Refusal } from './keepable.ts';

export interface LayerFigures {
  readonly hits: number;
  /** Milliseconds from question to decision. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export class CacheTallies {
  readonly #layers = new Map<CacheLayer | 'miss', { hits: number; times: RecordableHistogram }>();
  readonly #misses = new Map<MissReason, number>();
  readonly #refusals = new Map<Refusal, number>();
  asked = 0;
  learned = 0;
  audits = 0;
  auditsWrong = 0;
  evicted = 0;

  decided(layer: CacheLayer | null, reason: string, ms: number): void {
    this.asked++;
    const name = layer ?? 'miss';
    let figures = this.#layers.get(name);
    if (!figures) this.#layers.set(name, (figures = { hits: 0, times: createHistogram() }));
    figures.hits++;
    figures.times.record(Math.max(1, Math.round(ms * 1e6)));
    if (layer === null)
      this.#misses.set(reason as MissReason, (this.#misses.get(reason as MissReason) ?? 0) + 1);
  }

  refused(reason: Refusal): void {
    this.#refusals.set(reason, (this.#refusals.get(reason) ?? 0) + 1);
  }

  read() {
    const layers: Record<string, LayerFigures> = {};
    for (const [name, { hits, times }] of this.#layers)
      layers[name] = { hits, p50Ms: times.percentile(50) / 1e6, p99Ms: times.percentile(99) / 1e6 };
    return {
      asked: this.asked,
      learned: this.learned,
      audits: this.audits,
      auditsWrong: this.auditsWrong,
      evicted: this.evicted,
      layers,
      misses: Object.fromEntries(this.#misses),
      refusals: Object.fromEntries(this.#refusals),
    };
  }
}
