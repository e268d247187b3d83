/** Finds a server to talk to, or starts one in this process for as long as the command takes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WeaverError } from '../types/errors/index.ts';
import { answersHealth, createApiClient, type ApiClient } from './apiClient.ts';
import { findServer, serverOnPort } from './findServer.ts';

export interface WithServerOptions {
  /** Only this one will do. Absent: the server on PORT (or of the same store) if there is one, otherwise one of our own. */
  readonly url?: string | undefined;
  /** What a server of our own works on: the real store of this machine, or an empty one that is thrown away. */
  readonly store: 'own' | 'temporary';
  note(line: string): void;
}

export interface Connected {
  readonly api: ApiClient;
  /** Whether this process runs it. */
  readonly startedHere: boolean;
}

export async function withServer<T>(
  options: WithServerOptions,
  use: (server: Connected) => Promise<T>,
): Promise<T> {
  const url = await serverFor(options);
  if (url === null) return withOwnServer(options, use);
  return use({ api: createApiClient({ url, token: process.env.WEAVER_TOKEN }), startedHere: false });
}

async function serverFor({ url, store }: WithServerOptions): Promise<string | null> {
  // Two servers on one store would each take the other's calls for lost ones.
  if (url === undefined && store === 'own') return findServer();
  const wanted = url ?? serverOnPort();
  if (await answersHealth(wanted)) return wanted;
  if (url !== undefined) throw new WeaverError('CLI_SERVER_UNREACHABLE', { url });
  return null;
}

async function withOwnServer<T>(
  options: WithServerOptions,
  use: (server: Connected) => Promise<T>,
): Promise<T> {
  const scratch = options.store === 'temporary' ? await mkdtemp(join(tmpdir(), 'weaver-')) : null;
  try {
    options.note('No server answers; starting one for this command…');
    const { startServer } = await import('../server/index.ts');
    const server = await startServer({ env: environment(scratch), passing: true });
    try {
      return await use({ api: createApiClient({ url: server.url }), startedHere: true });
    } finally {
      await server.close();
    }
  } finally {
    if (scratch) await rm(scratch, { recursive: true, force: true });
  }
}

/** Only this machine can reach it, on any free port, and it logs nothing that is not a fault. */
function environment(scratch: string | null): Record<string, string | undefined> {
  const alone = {
    ...process.env,
    PORT: '0',
    HOST: '127.0.0.1',
    WEAVER_TOKEN: undefined,
    WEAVER_LOG_LEVEL: 'silent',
  };
  return scratch ? { ...alone, WEAVER_HOME: scratch, WEAVER_DATABASE_URL: undefined } : alone;
}
