/** How much a workspace keeps: entries, bytes, days. What goes first is decided by the eviction policy. */
import { EvictionPolicy } from '../../lib/eviction/evictionPolicy.ts';
import { Expiry } from '../../lib/eviction/expiry.ts';
import type { Clock } from '../../types/clock.ts';
import type { Entry } from './memory.ts';

export interface LimitOptions {
  readonly entries: number;
  /** Words, vectors and bookkeeping of entries; audio has its own bound. */
  readonly bytes: number;
  readonly policy: 'tinylfu' | 'lru';
  /** Of entries and bytes, what one workflow may hold when others want room: 0 to 1. */
  readonly share: number;
}

export const defaultLimits: LimitOptions = {
  entries: 10_000,
  bytes: 64 * 1024 * 1024,
  policy: 'tinylfu',
  share: 0.5,
};

/** An entry without its words and vector: maps, places, evidence. Measured: docs/cache.md. */
const BASE_BYTES = 2_000;
/** A 512-dimensional vector and its sketch. */
const VECTOR_BYTES = 2_304;

export class CacheLimits {
  readonly options: LimitOptions;
  readonly #policy: EvictionPolicy;
  readonly #expiry: Expiry;

  constructor(clock: Clock, options: Partial<LimitOptions> = {}) {
    this.options = { ...defaultLimits, ...options };
    this.#policy = new EvictionPolicy(this.options);
    this.#expiry = new Expiry(clock);
  }

  /** Ids to forget; the entry itself may be among them. */
  add({ row, answers }: Entry): readonly string[] {
    const authored = [...answers.values()].some(({ standing }) => standing === 'authored');
    const words = row.words === null ? 0 : row.words.length * 4 + VECTOR_BYTES;
    const gone = this.#policy.admit(row.id, {
      bytes: BASE_BYTES + words,
      workspace: row.scope.workflowId,
      pinned: authored,
      // What it was used before counts when it is read back, not each time that it is learned again.
      uses: this.#policy.has(row.id) ? 1 : row.hits + 1,
    });
    this.#expiry.set(row.id, row.expiresAt === null ? null : Date.parse(row.expiresAt));
    for (const id of gone) this.#expiry.remove(id);
    return gone;
  }

  touch({ row }: Entry): void {
    this.#policy.touch(row.id);
  }

  remove(id: string): void {
    this.#policy.remove(id);
    this.#expiry.remove(id);
  }

  expired(): string[] {
    const gone = this.#expiry.expired();
    for (const id of gone) this.#policy.remove(id);
    return gone;
  }
}
