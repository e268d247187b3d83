import type { ErrorEntry } from './entry.ts';

export const storageErrors = {
  STORE_URL_INVALID: {
    status: 500,
    message: 'The database address is not one that can be opened: {reason}.',
    fix: 'Use sqlite:/path/to/file.db, sqlite::memory: or postgres://user@host/database.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    message: 'The database cannot be reached ({reason}).',
    fix: 'Check that the database runs, that the disk is not full, and that the address and rights are correct.',
  },
  STORE_CLOSED: {
    status: 503,
    message: 'The store has been closed.',
    fix: 'Nothing to do: the server is shutting down.',
  },
  STORE_OVERLOADED: {
    status: 503,
    message: 'Too many writes are waiting for the database ({pending}).',
    fix: 'The disk or the database is too slow for the calls: look at its load, or move it to a faster disk.',
  },
  STORE_NEWER_SCHEMA: {
    status: 500,
    message: 'The database was written by a newer release (schema {found}; this one knows {known}).',
    fix: 'Run the newer release, or restore a backup made before the upgrade.',
  },
  STORE_FAILED: {
    status: 500,
    message: 'The database refused a statement ({reason}).',
    fix: 'Report this with the code of the database; the data already stored is not touched.',
  },
  STORE_CORRUPT: {
    status: 500,
    message: 'A stored {kind} ({id}) cannot be read.',
    fix: 'Restore it from a backup, or from an exported file.',
  },
  STORE_NOT_FOUND: {
    status: 404,
    message: 'There is no {kind} {id}.',
    fix: 'Check the name or id; it may have been removed.',
  },
  STORE_ETAG_MISMATCH: {
    status: 412,
    message: 'The draft has been saved by somebody else in between.',
    fix: 'Read the draft again, bring your changes into it and save with its new etag.',
  },
  STORE_SLUG_TAKEN: {
    status: 409,
    message: 'Another workflow is already called {slug}.',
    fix: 'Choose another slug.',
  },
  STORE_SLUG_INVALID: {
    status: 400,
    message: 'A slug has small letters, digits and hyphens, at most 64 characters.',
    fix: 'Choose a slug such as my-clinic.',
  },
  STORE_DOCUMENT_INVALID: {
    status: 400,
    message: 'The workflow document does not have the right form ({reason}).',
    fix: 'Correct the field that is named, or export the workflow again.',
  },
  STORE_NUMBER_TAKEN: {
    status: 409,
    message: 'The number {number} is already answered by the workflow {slug}.',
    fix: 'Take the number out of the other workflow and publish that one first.',
  },
  STORE_EVENT_EXISTS: {
    status: 409,
    message: 'An event with this sequence number is already recorded for the call.',
    fix: 'Number the events of a call without repeating.',
  },
  STORE_CURSOR_INVALID: {
    status: 400,
    message: 'The page cursor is not valid.',
    fix: 'Use nextCursor of the page before, unchanged, or begin without a cursor.',
  },
  STORE_FILTER_INVALID: {
    status: 400,
    message: 'The filter {field} is not valid.',
    fix: 'Give instants as ISO 8601 and a limit from 1 to 500.',
  },
  STORE_SETTING_INVALID: {
    status: 400,
    message: 'The setting {key} does not have the right form ({reason}).',
    fix: 'Correct the value, or remove the setting to return to the default.',
  },
} as const satisfies Record<string, ErrorEntry>;
