/** Opens the response cache that all workflows of the server share. */
import type { Logger } from 'pino';
import {
  KeptAudio,
  promptCache,
  scriptedTexts,
  type ProviderSet,
} from '../services/performanceOrchestrator.ts';
import { PredictiveCache, type PredictiveCacheOptions } from '../services/predictiveCache.ts';
import type { Store } from '../services/storage/index.ts';
import type { CacheKeeping } from '../types/apiCache.ts';
import type { CacheJournal, CachePurged } from '../types/cacheJournal.ts';
import type { Clock } from '../types/clock.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { ServerContext } from './context.ts';
import { plainError } from './logging.ts';
import type { Settings } from './settings.ts';

export interface OpenCacheOptions {
  readonly settings: Settings;
  readonly store: Store;
  readonly providers: ProviderSet;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Longer than any flow lets a call be. */
const LONGEST_CALL_MS = 24 * 3_600_000;
const MEGABYTE = 1024 * 1024;

/** What cannot be read does not stop the server: it learns anew, in memory, until somebody has looked at the store. */
export async function openCache(
  options: OpenCacheOptions,
): Promise<{ cache: PredictiveCache; keeping: CacheKeeping }> {
  const { store, log } = options;
  try {
    return { cache: await open(options, store.cache), keeping: 'stored' };
  } catch (error) {
    const code = error instanceof WeaverError ? error.code : undefined;
    log.error(
      { code, err: plainError(error) },
      'what the response cache had learned cannot be read: it begins anew, in memory only',
    );
    return { cache: await open(options, forgetsOnly(store.cache)), keeping: 'memory' };
  }
}

function open(
  { settings, providers, clock, log }: OpenCacheOptions,
  journal: CacheJournal,
): Promise<PredictiveCache> {
  const embedderFor = providers.embedder?.bind(providers);
  return PredictiveCache.open({
    journal,
    clock,
    ...(embedderFor && { embedderFor }),
    limits: {
      entries: settings.WEAVER_CACHE_ENTRIES,
      bytes: settings.WEAVER_CACHE_MB * MEGABYTE,
      policy: settings.WEAVER_CACHE_POLICY,
    },
    onError: failures(log),
  });
}

/** Powers of two: the first at once, a flood in a handful of lines. */
function failures(log: Logger): NonNullable<PredictiveCacheOptions['onError']> {
  let count = 0;
  return (error) => {
    count++;
    if ((count & (count - 1)) === 0)
      log.error({ count, err: plainError(error) }, 'the response cache could not keep what it learned');
  };
}

/** Audio that belongs to no caller outlives the process: scripted lines, and answers without anything filled in. */
export async function openAudio(
  { store, clock, log }: Pick<OpenCacheOptions, 'store' | 'clock' | 'log'>,
  cache: PredictiveCache,
): Promise<KeptAudio> {
  const audio = new KeptAudio({
    journal: store.cache,
    audio: promptCache,
    clock,
    workspace: cache.workspace,
    publicTexts: () => [...scriptedTexts, ...cache.plainAnswers().map(({ text }) => text)],
    onError: failures(log),
  });
  await audio.open();
  return audio;
}

/** What the calls taught; and of those that still go on, once more when they have ended. */
export async function forgetCalls(
  { cache, desk, log }: Pick<ServerContext, 'cache' | 'desk' | 'log'>,
  callSids: readonly string[],
): Promise<CachePurged> {
  const forgotten = await cache.purge({ callSids });
  for (const callSid of callSids.filter((one) => desk.has(one)))
    desk
      .settled(callSid, LONGEST_CALL_MS)
      .then(() => cache.purge({ callSids: [callSid] }))
      .catch((error: unknown) =>
        log.error({ callSid, err: plainError(error) }, 'the end of a call could not be forgotten'),
      );
  return forgotten;
}

/** What calls learned from another draft is no answer of this one. (Versions never change: what they taught stays.) */
export async function forgetDraft(cache: PredictiveCache, workflowId: string): Promise<void> {
  const what = { workflowId, workflowVersion: 0 };
  // Drafts are saved all the time, and hardly any has had a call.
  if (cache.matching(what).length > 0) await cache.purge(what);
}

/** Nothing is read or written; but whoever asks to be forgotten is forgotten in the store as well. */
function forgetsOnly(journal: CacheJournal): CacheJournal {
  const nothing = { entries: [], answers: [], observations: [], vectors: [], labels: [], models: [] };
  return {
    load: () => Promise.resolve(nothing),
    write: () => Promise.resolve(),
    purge: (what) => journal.purge(what),
    putAudio: () => Promise.resolve(),
    loadAudio: () => Promise.resolve([]),
    removeAudio: (keys) => journal.removeAudio(keys),
  };
}
