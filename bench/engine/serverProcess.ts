/** Starts the server under test on one core and talks to it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus, setPriority } from 'node:os';
import { join } from 'node:path';
import { nextMessage } from './childMessage.ts';
import {
  zeroLatencySetup,
  type FromServer,
  type ServerReport,
  type ServerSetup,
  type ToServer,
} from './messages.ts';

export interface ServerProcess {
  readonly pid: number;
  readonly url: string;
  readonly account: { readonly accountSid: string; readonly authToken: string };
  /** Whether it has a core of its own, with the load generator on others. */
  readonly pinned: boolean;
  begin(): Promise<void>;
  report(): Promise<ServerReport>;
  stop(): Promise<void>;
}

const SERVER_CORE = '0';
/** Of server and generator alike. Only root may raise it; elsewhere the figures include what else the machine does. */
const PRIORITY = -19;
const START_LIMIT_MS = 60_000;

export async function startServerProcess(setup: ServerSetup = zeroLatencySetup): Promise<ServerProcess> {
  const pinned = pinSelf();
  const script = join(import.meta.dirname, 'underTest.ts');
  const profiling = setup.profiles ? ['--cpu-prof', `--cpu-prof-dir=${setup.profiles}`] : [];
  const node = [process.execPath, '--expose-gc', ...profiling, script, JSON.stringify(setup)];
  const [command = '', ...args] = pinned
    ? ['nice', '-n', String(PRIORITY), 'taskset', '-c', SERVER_CORE, ...node]
    : node;
  // Its log must not get between the lines of a result: standard output is the bench's own.
  const child = spawn(command, args, { stdio: ['ignore', 2, 2, 'ipc'] });
  const ready = await nextMessage<FromServer, 'ready'>(child, 'ready', START_LIMIT_MS);
  favourSelf();
  const ask = async <K extends 'begun' | 'report'>(message: ToServer, answer: K) => {
    const coming = nextMessage<FromServer, K>(child, answer, START_LIMIT_MS);
    child.send(message);
    return coming;
  };
  return {
    pid: child.pid ?? 0,
    url: ready.url,
    account: { accountSid: ready.accountSid, authToken: ready.authToken },
    pinned,
    begin: async () => void (await ask({ type: 'begin' }, 'begun')),
    report: async () => (await ask({ type: 'report' }, 'report')).report,
    async stop() {
      // What else runs from this terminal afterwards is no bench.
      favourSession(0);
      if (child.exitCode !== null) return;
      child.send({ type: 'stop' } satisfies ToServer);
      await once(child, 'exit');
    },
  };
}

/** The load generator leaves the server's core alone. False where that cannot be done. */
function pinSelf(): boolean {
  if (cpus().length < 2) return false;
  const others = `1-${cpus().length - 1}`;
  return spawnSync('taskset', ['-a', '-c', '-p', others, String(process.pid)]).status === 0;
}

/** After the start of the server, which has its own. */
function favourSelf(): void {
  try {
    setPriority(PRIORITY);
    favourSession(PRIORITY);
  } catch {
    // Only root may; the report says how late the generator was.
  }
}

/** Where the system schedules sessions as groups, a process's own priority counts inside its session only. */
function favourSession(priority: number): void {
  try {
    writeFileSync('/proc/self/autogroup', String(priority));
  } catch {
    // No such groups here, or no right to.
  }
}
