/** Hands what is learned to the journal, in order, and knows when all of it is committed. */
import type { CacheJournal, CachePurge, CachePurged, CacheWrite } from '../../types/cacheJournal.ts';

const nothing: CachePurged = { entryIds: [], observations: 0, labels: 0, audio: 0 };

export class CacheRecords {
  readonly #journal: CacheJournal | null;
  readonly #failed: (error: unknown) => void;
  #last: Promise<unknown> = Promise.resolve();
  /** Writes that the journal refused. */
  refused = 0;

  /** `journal` null: nothing outlives the process. */
  constructor(journal: CacheJournal | null, failed: (error: unknown) => void) {
    this.#journal = journal;
    this.#failed = failed;
  }

  /** Resolves when committed, or refused. Never rejects. */
  write(writes: readonly CacheWrite[]): Promise<void> {
    if (!this.#journal || writes.length === 0) return Promise.resolve();
    const done = this.#journal.write(writes).catch((error: unknown) => {
      this.refused++;
      this.#failed(error);
    });
    this.#last = done;
    return done;
  }

  async purge(what: CachePurge): Promise<CachePurged> {
    return this.#journal ? this.#journal.purge(what) : nothing;
  }

  /** What was handed over so far is committed. */
  async flush(): Promise<void> {
    await this.#last;
  }
}
