/** The store: workflows, calls, settings, keys, custom languages and what the cache learned, on SQLite (default) or PostgreSQL. */
export * from './repositories.ts';
export { openStore } from './openStore.ts';
