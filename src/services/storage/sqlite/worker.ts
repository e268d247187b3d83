/**
 * The thread that holds the SQLite file. Commits with `synchronous=FULL` wait for the disk, and a checkpoint stops its
 * caller for some 20 ms even on a fast one: on the event loop that would be a frame missed on every call
 * (docs/decisions/0005-storage.md).
 */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import Database, { type Database as Sqlite, type Statement } from 'better-sqlite3';
import type { SqliteReply, SqliteRequest } from './protocol.ts';

const CACHED_STATEMENTS = 200;
const BUSY_TIMEOUT_MS = 10_000;

function openFile(path: string): Sqlite {
  if (path !== ':memory:') {
    mkdirSync(dirname(path), { recursive: true });
    // Made by us first, so that only the owner may read it; SQLite gives its side files the same rights.
    closeSync(openSync(path, 'a', 0o600));
  }
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  enterWal(db);
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // Privacy deletion means overwritten, not merely unlinked.
  db.pragma('secure_delete = ON');
  db.pragma('journal_size_limit = 67108864');
  return db;
}

/** Two processes that open a new file together: SQLite answers "busy" here without waiting. */
function enterWal(db: Sqlite): void {
  const until = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_BUSY') || performance.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function serve(db: Sqlite, reply: (message: SqliteReply) => void): (request: SqliteRequest) => void {
  const statements = new Map<string, Statement>();

  function prepared(sql: string): Statement {
    let statement = statements.get(sql);
    if (!statement) {
      if (statements.size >= CACHED_STATEMENTS) statements.clear();
      statement = db.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  return (request) => {
    if (request === 'close') {
      db.close();
      parentPort?.close();
      return;
    }
    const [id, sql, parameters] = request;
    try {
      const statement = prepared(sql);
      if (statement.reader) reply([id, true, statement.all(...parameters), 0]);
      else reply([id, true, [], statement.run(...parameters).changes]);
    } catch (error) {
      reply([id, false, codeOf(error)]);
    }
  };
}

const port = parentPort;
if (port) {
  const reply = (message: SqliteReply) => port.postMessage(message);
  try {
    const db = openFile((workerData as { path: string }).path);
    port.on('message', serve(db, reply));
    reply(['open', null]);
  } catch (error) {
    reply(['open', codeOf(error)]);
  }
}
