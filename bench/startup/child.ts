/** One start of the server, measured from its first line of code; then its providers made and connected, as calls need them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = mkdtempSync(join(tmpdir(), 'weaver-startup-'));
const cpuOf = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const { startServer } = await import('../../src/server/index.ts');
const server = await startServer({
  env: { PORT: '0', WEAVER_HOME: home, WEAVER_DEMO: 'off', WEAVER_LOG_LEVEL: 'error' },
});
const ready = { ms: performance.now(), cpuMs: cpuOf(), rssMb: process.memoryUsage().rss / 2 ** 20 };
const { providerRegistry } = await import('../../src/services/providers/index.ts');
const loadedBefore = providerRegistry.capabilitiesReport().filter(({ loaded }) => loaded).length;
const began = { ms: performance.now(), cpuMs: cpuOf() };
const embedded = new Set(['moonshine', 'flite', 'espeak', 'use-lite', 'ngram']);
for (const { name, work, available } of providerRegistry.capabilitiesReport()) {
  if (!available || embedded.has(name)) continue;
  const part = await (work === 'model' ? providerRegistry.model(name) : providerRegistry[work](name));
  await part.warm();
}
const made = {
  ms: performance.now() - began.ms,
  cpuMs: cpuOf() - began.cpuMs,
  rssMb: process.memoryUsage().rss / 2 ** 20,
};
process.stdout.write(`${JSON.stringify({ ready, loadedBefore, made })}\n`);
await server.close({ drainMs: 0 });
rmSync(home, { recursive: true, force: true });
process.exit(0);
