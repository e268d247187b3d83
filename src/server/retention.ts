import type { Logger } from 'pino';
import type { Store } from '../services/storage/index.ts';
import type { Clock } from '../types/clock.ts';
import { plainError } from './logging.ts';

const FIRST_MS = 60_000;
const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Removes calls older than their workflow keeps them, once an hour. Answers what stops it. */
export function keepRetention(store: Store, clock: Clock, log: Logger): () => void {
  let timer: unknown;
  const round = (): void => {
    purge(store, clock)
      .then((removed) => removed > 0 && log.info({ removed }, 'old calls were removed'))
      .catch((error: unknown) => log.error({ err: plainError(error) }, 'old calls could not be removed'))
      .finally(() => {
        if (timer !== null) timer = clock.after(EVERY_MS, round);
      });
  };
  timer = clock.after(FIRST_MS, round);
  return () => {
    clock.cancel(timer);
    timer = null;
  };
}

/** What is in force is the published version's figure; a workflow that was never published has its draft's. */
export async function purge(store: Store, clock: Clock): Promise<number> {
  let removed = 0;
  for (const { id, publishedVersion } of await store.workflows.list()) {
    const kept =
      publishedVersion === null
        ? await store.workflows.getDraft(id)
        : await store.workflows.getVersion(id, publishedVersion);
    if (!kept) continue;
    const before = new Date(clock.wall() - kept.document.config.privacy.retentionDays * DAY_MS).toISOString();
    removed += await store.calls.purgeOlderThan(before, id);
  }
  return removed;
}
