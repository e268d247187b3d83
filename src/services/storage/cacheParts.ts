/**
 * A long list in parts, for one statement each: SQLite allows 32,766 parameters, and what is put together and copied to the
 * database at one go holds up the event loop.
 */
export function* parts<T>(rows: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

/** How many ids a statement names at most. */
export const IDS_PER_STATEMENT = 1_000;
