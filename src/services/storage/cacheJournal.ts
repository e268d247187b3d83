import { sql, type Kysely, type Transaction } from 'kysely';
import type {
  CacheContents,
  CacheJournal,
  CachePurge,
  CachePurged,
  CacheWrite,
  StoredCacheAudio,
} from '../../types/cacheJournal.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { CacheBatch } from './cacheBatch.ts';
import { LabelTrim } from './cacheLabels.ts';
import { purgeCache, saysWhat } from './cachePurge.ts';
import { readAudio, readCache } from './cacheReads.ts';
import { audioId, rowOfAudio, rowOfWrite, type CacheRowWrite } from './cacheRows.ts';
import { writeCacheBatch } from './cacheWrites.ts';
import type { Tables } from './schema.ts';
import { WriteQueue } from './writeQueue.ts';

interface WritesJob {
  readonly kind: 'writes';
  readonly writes: readonly CacheRowWrite[];
}

/** Waits its turn among the writes: it takes all that was handed over before it, and nothing that comes after. */
interface PurgeJob {
  readonly kind: 'purge';
  readonly what: CachePurge;
  /** Set again when its batch is tried again: the last time is the one that is committed. */
  purged: CachePurged;
}

const nothingPurged: CachePurged = { entryIds: [], observations: 0, labels: 0, audio: 0 };

/** As in migrations.ts, but a 2. */
const ADVISORY_LOCK = 0x63_66_77_02;

/** What one call of `write` hands over is committed as a whole or, when the database refuses any of it, not at all. */
export class KyselyCache implements CacheJournal {
  readonly #db: Kysely<Tables>;
  readonly #kind: 'sqlite' | 'postgres';
  readonly #queue: WriteQueue<WritesJob | PurgeJob>;
  readonly #trim = new LabelTrim();

  constructor(db: Kysely<Tables>, kind: 'sqlite' | 'postgres', clock: Clock) {
    this.#db = db;
    this.#kind = kind;
    this.#queue = new WriteQueue((jobs) => this.#commit(jobs), clock);
  }

  async load(workspace: string): Promise<CacheContents> {
    await this.flush();
    return readCache(this.#db, workspace);
  }

  async write(writes: readonly CacheWrite[]): Promise<void> {
    await this.#push(writes.map(rowOfWrite));
  }

  async purge(what: CachePurge): Promise<CachePurged> {
    if (!saysWhat(what)) throw new WeaverError('CACHE_PURGE_EMPTY');
    const job: PurgeJob = { kind: 'purge', what: structuredClone(what), purged: nothingPurged };
    await this.#queue.push(job);
    await this.#forget();
    return job.purged;
  }

  async putAudio(audio: readonly StoredCacheAudio[]): Promise<void> {
    await this.#push(audio.map((one) => ({ kind: 'audio', row: rowOfAudio(one) })));
  }

  async loadAudio(workspace: string, maxBytes: number): Promise<StoredCacheAudio[]> {
    await this.flush();
    return readAudio(this.#db, workspace, maxBytes);
  }

  async removeAudio(keys: readonly string[]): Promise<void> {
    await this.#push(keys.map((key) => ({ kind: 'remove-audio', id: audioId(key) })));
  }

  flush(): Promise<void> {
    return this.#queue.flush();
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  async #push(writes: readonly CacheRowWrite[]): Promise<void> {
    if (writes.length > 0) await this.#queue.push({ kind: 'writes', writes });
  }

  async #commit(jobs: readonly (WritesJob | PurgeJob)[]): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      // One at a time, of all servers: else two that touch the same entries in another order would wait for each other
      // for ever, and an entry could go while something is being added to it. SQLite has one writer anyway.
      if (this.#kind === 'postgres')
        await sql`select pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(trx);
      let batch = new CacheBatch();
      const writeSoFar = async () => {
        await this.#writeBatch(trx, batch);
        batch = new CacheBatch();
      };
      for (const job of jobs) {
        if (job.kind === 'purge') {
          await writeSoFar();
          job.purged = await purgeCache(trx, job.what);
          continue;
        }
        for (const write of job.writes) {
          if (!batch.takes(write)) await writeSoFar();
          batch.add(write);
        }
      }
      await writeSoFar();
    });
  }

  async #writeBatch(trx: Transaction<Tables>, batch: CacheBatch): Promise<void> {
    if (batch.empty) return;
    await writeCacheBatch(trx, batch);
    await this.#trim.after(trx, batch.labels.values());
  }

  /** SQLite has overwritten the deleted rows in its pages; the write-ahead log still holds the old ones. */
  async #forget(): Promise<void> {
    if (this.#kind === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(this.#db);
  }
}
