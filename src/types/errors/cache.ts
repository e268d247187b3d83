import type { ErrorEntry } from './entry.ts';

export const cacheErrors = {
  CACHE_PURGE_EMPTY: {
    status: 400,
    message: 'It is not said what the cache shall forget.',
    fix: 'Name a workflow, a node, entries or calls; or say that all of the workspace is meant.',
  },
} as const satisfies Record<string, ErrorEntry>;
