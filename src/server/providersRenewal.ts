import type { ProviderWork } from '../services/providers/index.ts';
import type { Clock } from '../types/clock.ts';
import type { AccountRegistry } from './providers.ts';

/** Longer nobody waits who saves a form: what is still being made serves the calls after. */
const LONGEST_MS = 5_000;

/**
 * Makes a provider's parts anew with its present settings, and warms those that were in use, so that the next call has
 * them. Rejects when one could not be made or warmed; answers false when that takes too long, and lets it go on.
 */
export function renew(registry: AccountRegistry, name: string, clock: Clock): Promise<boolean> {
  const ofThisName = () => registry.capabilitiesReport().filter((report) => report.name === name);
  const used = new Set(ofThisName().flatMap(({ work, loaded }) => (loaded ? [work] : [])));
  const renewed = async (): Promise<true> => {
    await registry.reset(name);
    const wanted = ofThisName().filter(({ work, available }) => available && used.has(work));
    await Promise.all(wanted.map(async ({ work }) => (await made(registry, work, name)).warm()));
    return true;
  };
  return new Promise((resolve, reject) => {
    const timer = clock.after(LONGEST_MS, () => resolve(false));
    renewed()
      .then(resolve, reject)
      .finally(() => clock.cancel(timer));
  });
}

function made(
  registry: AccountRegistry,
  work: ProviderWork,
  name: string,
): Promise<{ warm(): Promise<void> }> {
  if (work === 'recogniser') return registry.recogniser(name);
  if (work === 'synthesiser') return registry.synthesiser(name);
  return work === 'model' ? registry.model(name) : registry.embedder(name);
}
