/** Starts the server under test and talks to it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nextMessage } from '../engine/childMessage.ts';
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
  const ready = await nextMessage<FromServer, 'ready'>(child, 'ready', START_LIMIT_MS);
  return {
    url: ready.url,
    account: { accountSid: ready.accountSid, authToken: ready.authToken },
    async take() {
      const coming = nextMessage<FromServer, 'figures'>(child, 'figures', START_LIMIT_MS);
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
