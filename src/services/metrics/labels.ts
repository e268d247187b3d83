import type { MetricLabels } from '../../types/metrics.ts';

export type Origin = MetricLabels['origin'];

/**
 * Keeps the number of different label sets bounded: a stranger who can make new ones (a provider's name from a
 * configuration, a version with every publication) must not be able to fill the memory or the scraper. Those that come too
 * late share one set, labelled `other`.
 */
export class LabelIndex<T> {
  readonly #byKey = new Map<string, { readonly labels: MetricLabels; readonly value: T }>();
  readonly #limit: number;
  readonly #make: () => T;

  constructor(limit: number, make: () => T) {
    this.#limit = limit;
    this.#make = make;
  }

  get(labels: MetricLabels): T {
    const entry = this.#byKey.get(keyOf(labels)) ?? this.#add(labels);
    return entry.value;
  }

  *entries(origin: Origin): Generator<readonly [MetricLabels, T]> {
    for (const { labels, value } of this.#byKey.values()) if (labels.origin === origin) yield [labels, value];
  }

  get size(): number {
    return this.#byKey.size;
  }

  #add(wanted: MetricLabels): { readonly labels: MetricLabels; readonly value: T } {
    const labels = this.#byKey.size < this.#limit ? { ...wanted } : overflow(wanted);
    const key = keyOf(labels);
    let entry = this.#byKey.get(key);
    if (!entry) this.#byKey.set(key, (entry = { labels, value: this.#make() }));
    return entry;
  }
}

function keyOf(l: MetricLabels): string {
  return `${l.stage}|${l.origin}|${l.transport}|${l.language}|${l.provider}|${l.source}|${l.workflow}|${l.version}`;
}

/** Stage and origin are fixed lists: they stay. */
function overflow({ stage, origin }: MetricLabels): MetricLabels {
  const other = 'other';
  return {
    stage,
    origin,
    transport: other,
    language: other,
    provider: other,
    source: other,
    workflow: other,
    version: other,
  };
}

/** Counts by name, with at most `limit` names. */
export class BoundedCounter {
  readonly #counts = new Map<string, number>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(name: string, by = 1): void {
    const key = this.#counts.has(name) || this.#counts.size < this.#limit ? name : 'other';
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + by);
  }

  entries(): IterableIterator<[string, number]> {
    return this.#counts.entries();
  }

  toRecord(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}
