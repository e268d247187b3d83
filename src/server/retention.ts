import type { ServerContext } from './context.ts';
import { documentInForce } from './lines.ts';
import { plainError } from './logging.ts';

const FIRST_MS = 60_000;
const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Removes calls older than their workflow keeps them, once an hour. Answers what stops it. */
export function keepRetention(
  context: Pick<ServerContext, 'store' | 'cache' | 'recordings' | 'clock' | 'log'>,
): () => void {
  const { clock, log } = context;
  let timer: unknown;
  const round = (): void => {
    purge(context)
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

/** What the calls taught goes first: after a crash in between, the calls are still there to be found again. */
export async function purge({
  store,
  cache,
  recordings,
  clock,
}: Pick<ServerContext, 'store' | 'cache' | 'recordings' | 'clock'>): Promise<number> {
  let removed = 0;
  let longestDays = 1;
  for (const workflow of await store.workflows.list()) {
    const document = await documentInForce(store, workflow);
    if (!document) continue;
    longestDays = Math.max(longestDays, document.config.privacy.retentionDays);
    const before = new Date(clock.wall() - document.config.privacy.retentionDays * DAY_MS).toISOString();
    const callSids = await store.calls.olderThan(before, workflow.id);
    if (callSids.length === 0) continue;
    await cache.purge({ callSids });
    await recordings.remove(callSids);
    removed += await store.calls.purgeOlderThan(before, workflow.id);
  }
  await recordings.removeOlderThan(clock.wall() - (longestDays + 1) * DAY_MS);
  return removed;
}
