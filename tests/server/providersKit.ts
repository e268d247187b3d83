/** A server whose only provider is a toy that is made from stored settings, in a folder that outlives it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach } from 'vitest';
import {
  ProviderRegistry,
  ProviderSettingsSource,
  StandInModel,
  StandInSynthesiser,
  type ProviderEntry,
} from '../../src/services/providers/index.ts';
import type { ServerOptions } from '../../src/server/createServer.ts';
import { testServer, type TestServer } from '../../src/server/testing/testServer.ts';

export const SECRET = 'sk-this-must-never-be-seen-0123456789';
export const OTHER_SECRET = 'sk-nor-this-9876543210';

/** What a server is given, and what its providers were made with. */
export interface World {
  readonly env: Record<string, string | undefined>;
  readonly source: ProviderSettingsSource;
  readonly registry: ProviderRegistry;
  readonly madeWith: (string | undefined)[];
}

export function world(env: Record<string, string | undefined> = {}): World {
  const source = new ProviderSettingsSource(env);
  const madeWith: (string | undefined)[] = [];
  const about = { automatic: true, supports: () => true, can: 'x', cannot: 'x', licence: 'x' };
  const needsKey = () => (source.get('openai') ? undefined : 'Set OPENAI_API_KEY.');
  const entries: ProviderEntry[] = [
    {
      ...about,
      name: 'openai',
      work: 'model',
      unavailable: needsKey,
      load: async () => {
        madeWith.push(source.get('openai')?.key);
        return new StandInModel({ script: () => 'OK' });
      },
    },
    {
      ...about,
      name: 'openai',
      work: 'synthesiser',
      unavailable: needsKey,
      load: async () => new StandInSynthesiser(),
    },
  ];
  return { env, source, registry: new ProviderRegistry(entries), madeWith };
}

/** Of the test that runs. */
export let home: string;
let servers: TestServer[] = [];

/** A folder for each test; what was served in it is stopped at its end. */
export function useHome(): void {
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'weaver-providers-'));
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    servers = [];
    rmSync(home, { recursive: true, force: true });
  });
}

/** Where the folder and its store are, as the environment says it. */
export const inHome = (): { WEAVER_HOME: string; WEAVER_DATABASE_URL: string } => ({
  WEAVER_HOME: home,
  WEAVER_DATABASE_URL: `sqlite:${path.join(home, 'weaver.db')}`,
});

export async function serve(
  { source, registry }: Pick<World, 'source' | 'registry'>,
  env: Record<string, string> = {},
  options: ServerOptions = {},
): Promise<TestServer> {
  const server = await testServer(
    { ...inHome(), WEAVER_LOG_LEVEL: 'trace', ...env },
    { providerSettings: source, registry, ...options },
  );
  servers.push(server);
  return server;
}

export async function stop(server: TestServer): Promise<void> {
  await server.close({ drainMs: 0 });
  servers = servers.filter((it) => it !== server);
}

export const put = (server: TestServer, json: unknown, name = 'openai') =>
  server.api(`/api/providers/${name}`, { method: 'PUT', json });

export interface Account {
  name: string;
  configured: boolean;
  problem: { code: string } | null;
  fields: { name: string; from: string | null; stored: boolean; value: string | null }[];
}

export async function account(server: TestServer, name = 'openai'): Promise<Account | undefined> {
  const { body } = await server.api('/api/providers');
  return (body as unknown as { providers: Account[] }).providers.find((it) => it.name === name);
}

/** The command as a person runs it, next to the server on `port`. */
export async function weaver(
  port: string,
  args: readonly string[],
  stdin = '',
  env: Record<string, string> = {},
) {
  const main = path.join(import.meta.dirname, '../../src/cli/main.ts');
  const child = spawn(process.execPath, [main, 'providers', ...args, '--json'], {
    // Elsewhere, so that no `.env` of a developer counts.
    cwd: home,
    env: { PATH: process.env['PATH'], PORT: port, ...env },
  });
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out: JSON.parse(out) as Record<string, unknown>, all: out + err };
}
