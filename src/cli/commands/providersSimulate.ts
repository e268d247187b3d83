import { setTimeout as sleep } from 'node:timers/promises';
import { startAllProviders } from '../../simulator/providers/index.ts';

/**
 * Runs all simulated providers and prints the environment that makes a server, or `weaver providers check`, use them.
 * Ends with the signal that stops it.
 */
export async function providersSimulate(): Promise<void> {
  const providers = await startAllProviders();
  const lines = Object.entries(providers.env).map(([name, value]) => `export ${name}=${value}`);
  process.stdout.write(`${lines.join('\n')}\n`);
  process.stderr.write('Simulated providers are listening on 127.0.0.1. Stop them with Ctrl-C.\n');
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  // Nothing else may end: a timer keeps the process, the signal ends it.
  while (!stopped.signal.aborted)
    await sleep(60_000, undefined, { signal: stopped.signal }).catch(() => undefined);
  await providers.close();
}
