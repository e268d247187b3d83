/** Starts the server under test and talks to it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FromServer, ServerFigures, ToServer } from './messages.ts';

const START_LIMIT_MS = 60_000;

export interface FailoverServer {
  readonly url: string;
  readonly account: { readonly accountSid: string; readonly authToken: string };
  /** What was measured since the last time. */
  take(): Promise<ServerFigures>;
  stop(): Promise<void>;
}

export async function startFailoverServer(env: Readonly<Record<string, string>>): Promise<FailoverServer> {
  const script = join(import.meta.dirname, 'underTest.ts');
  // Its log must not get between the lines of a result: standard output is the bench's own.
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  const ready = await next(child, 'ready');
  return {
    url: ready.url,
    account: { accountSid: ready.accountSid, authToken: ready.authToken },
    async take() {
      const coming = next(child, 'figures');
      child.send({ type: 'take' } satisfies ToServer);
      return (await coming).figures;
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.send({ type: 'stop' } satisfies ToServer);
      await once(child, 'exit');
    },
  };
}

function next<K extends FromServer['type']>(
  child: ChildProcess,
  type: K,
): Promise<Extract<FromServer, { type: K }>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const fail = (why: string) => {
      settle();
      reject(new Error(`the server under test ${why}; its output is above`));
    };
    const onExit = () => fail('ended');
    const onMessage = (message: FromServer) => {
      if (message.type !== type) return;
      settle();
      resolve(message as Extract<FromServer, { type: K }>);
    };
    const timer = setTimeout(() => fail(`did not say "${type}" in time`), START_LIMIT_MS);
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}
