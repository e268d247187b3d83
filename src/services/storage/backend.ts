import type { Dialect } from 'kysely';

/** A database that Kysely can speak to and that we can close: after that every statement raises `STORE_CLOSED`. */
export interface Backend {
  readonly dialect: Dialect;
  close(): Promise<void>;
}
