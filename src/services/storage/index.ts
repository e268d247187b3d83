/** The store: workflows, calls, settings and keys on SQLite (default) or PostgreSQL. */
export * from './repositories.ts';
export { openStore } from './openStore.ts';
