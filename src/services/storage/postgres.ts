import {
  PostgresDialect,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import { Pool } from 'pg';
import { WeaverError } from '../../types/errors/index.ts';
import type { Backend } from './backend.ts';
import { storeFault } from './faults.ts';

export interface PostgresOptions {
  readonly connections: number;
  readonly connectTimeoutMs: number;
  /** A statement that takes longer is cancelled: a lock held elsewhere must not hold a server's shutdown. */
  readonly statementTimeoutMs: number;
}

export const defaultPostgresOptions = {
  connections: 8,
  connectTimeoutMs: 5_000,
  statementTimeoutMs: 30_000,
} as const satisfies PostgresOptions;

/** Kysely's dialect over `pg`, with its errors turned into ours. */
export function postgresBackend(
  url: string,
  onError: (error: Error) => void,
  options: PostgresOptions = defaultPostgresOptions,
): Backend {
  const pool = new Pool({
    connectionString: url,
    application_name: 'call-flow-weaver',
    max: options.connections,
    connectionTimeoutMillis: options.connectTimeoutMs,
    statement_timeout: options.statementTimeoutMs,
  });
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', (error) => onError(storeFault(error)));
  // The same between two queries of a transaction; the next query says what happened.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const inner = new PostgresDialect({ pool });
  return {
    dialect: {
      createDriver: () => translating(inner.createDriver(), pool),
      createQueryCompiler: () => inner.createQueryCompiler(),
      createAdapter: () => inner.createAdapter(),
      createIntrospector: (db) => inner.createIntrospector(db),
    },
    close: () => pool.end(),
  };
}

function translating(driver: Driver, pool: Pool): Driver {
  const wrapped = new WeakMap<DatabaseConnection, TranslatingConnection>();
  const inside = (connection: DatabaseConnection) => (connection as TranslatingConnection).inner;
  return {
    init: () => driver.init(),
    async acquireConnection() {
      if (pool.ending) throw new WeaverError('STORE_CLOSED');
      const inner = await driver.acquireConnection().catch(rethrow);
      let connection = wrapped.get(inner);
      if (!connection) wrapped.set(inner, (connection = new TranslatingConnection(inner)));
      return connection;
    },
    beginTransaction: (connection, settings) =>
      driver.beginTransaction(inside(connection), settings).catch(rethrow),
    commitTransaction: (connection) => driver.commitTransaction(inside(connection)).catch(rethrow),
    rollbackTransaction: (connection) => driver.rollbackTransaction(inside(connection)).catch(rethrow),
    releaseConnection: (connection) => driver.releaseConnection(inside(connection)),
    destroy: () => driver.destroy(),
  };
}

class TranslatingConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;

  constructor(inner: DatabaseConnection) {
    this.inner = inner;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.inner.executeQuery<R>(query).catch(rethrow);
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

function rethrow(error: unknown): never {
  throw storeFault(error);
}
