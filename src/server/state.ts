import type { CacheKeeping } from '../types/apiCache.ts';

/** What changes in the life of the server, for `/readyz`. */
export interface ServerState {
  draining: boolean;
  providers: 'warming' | 'warm' | 'degraded';
  /** `memory`: what the response cache had learned cannot be read, and nothing that it learns is kept. */
  cache: CacheKeeping;
}
