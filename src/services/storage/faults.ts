import { WeaverError, type ErrorCode } from '../../types/errors/index.ts';

/**
 * Turns a database's error into one of ours. Neither its message nor its `detail` is kept: PostgreSQL quotes the values
 * of the row there, and rows hold telephone numbers and what callers said.
 */
export function storeFault(error: unknown): WeaverError {
  if (error instanceof WeaverError) return error;
  const reason = reasonOf(error);
  return new WeaverError(isOutage(reason) ? 'STORE_UNAVAILABLE' : 'STORE_FAILED', { reason });
}

export function isUniqueViolation(error: unknown): boolean {
  return hasReason(error, ['23505', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE']);
}

export function isForeignKeyViolation(error: unknown): boolean {
  return hasReason(error, ['23503', 'SQLITE_CONSTRAINT_FOREIGNKEY']);
}

/** Whether trying the next statement at once would meet the same fault. */
export function isFatal(error: unknown): boolean {
  const fatal: ErrorCode[] = ['STORE_UNAVAILABLE', 'STORE_CLOSED'];
  return error instanceof WeaverError && fatal.includes(error.code);
}

export function notFound(kind: string, id: string): WeaverError {
  return new WeaverError('STORE_NOT_FOUND', { kind, id });
}

function hasReason(error: unknown, reasons: readonly string[]): boolean {
  return error instanceof WeaverError && reasons.includes(String(error.detail['reason']));
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // Several addresses tried, all refused.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return CONNECTION_WORDS.test(error.message) ? 'connection lost' : error.name;
}

const CONNECTION_WORDS = /connection|timeout|terminated|not queryable/i;

function isOutage(reason: string): boolean {
  return (
    // SQLite: the file or the disk under it.
    /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|BUSY|LOCKED|CORRUPT|NOTADB|PERM|AUTH)/.test(reason) ||
    // PostgreSQL classes: connection, authorization, no such database, resources, operator intervention.
    /^(08|28|3D|53|57P)/.test(reason) ||
    // Node's own: ECONNREFUSED, ENOTFOUND, EACCES …
    /^E[A-Z]{3,}/.test(reason) ||
    reason === 'connection lost'
  );
}
