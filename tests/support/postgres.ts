/** A PostgreSQL of the test's own: made in a temporary folder, reached by a Unix socket, gone afterwards. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestPostgres {
  /** A new, empty database in the cluster; answers its address. */
  createDatabase(): string;
  /** `SIGKILL` to the whole cluster, as a power cut would look to its clients. */
  kill(): Promise<void>;
  /** After {@link kill}: recovers and serves again at the same addresses. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql';

/** Folder of the newest installed server, or null: then the caller skips, saying {@link NO_POSTGRES}. */
export function postgresBinaries(): string | null {
  const folders = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const found = folders
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
  return process.env['WEAVER_POSTGRES_BIN'] ?? found ?? null;
}

export const NO_POSTGRES =
  'PostgreSQL is not installed here (apt install postgresql, or set WEAVER_POSTGRES_BIN)';

/** The server refuses to run as root: as root, it runs as `postgres`. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8').match(/^postgres:[^:]*:(\d+):(\d+):/m);
  if (!line) throw new Error('running as root, and there is no user "postgres"');
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

export interface TestPostgresOptions {
  /** `false` (default) trades safety against power cuts for speed; `kill` needs no more than that. */
  readonly fsync?: boolean;
}

export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const bin = postgresBinaries();
  if (bin === null) throw new Error(NO_POSTGRES);
  const as = owner();
  const home = mkdtempSync(join(tmpdir(), 'weaver-pg-'));
  const data = join(home, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (as) for (const folder of [home, data]) chownSync(folder, as.uid, as.gid);
  const settings = {
    ...as,
    cwd: home,
    stdio: 'ignore' as const,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  };
  const initdb = ['-D', data, '-U', 'weaver', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), initdb, settings);

  let server: ChildProcess;
  const killAtExit = () => server.kill('SIGQUIT');
  let databases = 0;

  async function start(): Promise<void> {
    const fsync = options.fsync ? 'on' : 'off';
    // No TCP at all: no port to find, nobody else can reach it.
    const flags = ['-D', data, '-k', home, '-h', '', '-c', `fsync=${fsync}`, '-c', 'shared_buffers=16MB'];
    server = spawn(join(bin ?? '', 'postgres'), flags, settings);
    for (let tries = 0; tries < 300; tries++) {
      // After `kill`, the old server's children may hold its memory for a moment yet: the new one gives up at once.
      if (server.exitCode !== null) server = spawn(join(bin ?? '', 'postgres'), flags, settings);
      try {
        execFileSync(
          join(bin ?? '', 'psql'),
          ['-h', home, '-U', 'weaver', '-d', 'postgres', '-c', 'select 1'],
          settings,
        );
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    throw new Error('PostgreSQL did not begin to serve within 30 s');
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }

  await start();
  process.once('exit', killAtExit);
  return {
    createDatabase() {
      const name = `weaver_${++databases}`;
      execFileSync(join(bin, 'createdb'), ['-h', home, '-U', 'weaver', name], settings);
      return `postgres://weaver@localhost/${name}?host=${encodeURIComponent(home)}`;
    },
    kill: () => end('SIGKILL'),
    restart: start,
    async stop() {
      await end('SIGINT');
      process.off('exit', killAtExit);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
