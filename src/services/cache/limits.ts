/** How much a workspace keeps: entries, bytes, days. What goes first is decided by the eviction policy. */
import type { Clock } from '../../types/clock.ts';
import type { Entry } from './memory.ts';

export interface LimitOptions {
  readonly entries: number;
  readonly bytes: number;
  readonly policy: 'tinylfu' | 'lru';
}

export const defaultLimits: LimitOptions = { entries: 10_000, bytes: 64 * 1024 * 1024, policy: 'tinylfu' };

export class CacheLimits {
  readonly #clock: Clock;
  readonly options: LimitOptions;
  readonly #held = new Map<string, Entry>();

  constructor(clock: Clock, options: Partial<LimitOptions> = {}) {
    this.#clock = clock;
    this.options = { ...defaultLimits, ...options };
  }

  /** Ids to forget. */
  add(entry: Entry): string[] {
    this.#held.delete(entry.row.id);
    this.#held.set(entry.row.id, entry);
    const gone: string[] = [];
    for (const id of this.#held.keys()) {
      if (this.#held.size - gone.length <= this.options.entries) break;
      gone.push(id);
    }
    for (const id of gone) this.#held.delete(id);
    return gone;
  }

  touch(entry: Entry): void {
    if (!this.#held.delete(entry.row.id)) return;
    this.#held.set(entry.row.id, entry);
  }

  remove(id: string): void {
    this.#held.delete(id);
  }

  expired(): string[] {
    const now = new Date(this.#clock.wall()).toISOString();
    const gone = [...this.#held.values()]
      .filter(({ row }) => row.expiresAt !== null && row.expiresAt < now)
      .map(({ row }) => row.id);
    for (const id of gone) this.#held.delete(id);
    return gone;
  }
}
