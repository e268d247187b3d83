/** What happens between putting the parts together and the first call. */
import type { AddressInfo } from 'node:net';
import { WeaverError } from '../types/errors/index.ts';
import type { Api } from './api/api.ts';
import type { ServerContext } from './context.ts';
import { startOrderService } from './demo/orderService.ts';
import { seedDemos } from './demo/seed.ts';
import { plainError } from './logging.ts';
import { generatedToken } from './security/home.ts';
import type { Settings } from './settings.ts';

/** A server that others can reach always has a token; one for its own machine only if it was given one. */
export function signInToken(settings: Settings): { token: string | undefined; isNew: boolean } {
  if (settings.WEAVER_TOKEN !== undefined || settings.loopback)
    return { token: settings.WEAVER_TOKEN, isNew: false };
  return generatedToken(settings.home);
}

/** Demo workflows and their order service, unless they are switched off. Answers what stops the service. */
export async function demos({ settings, store, log }: ServerContext): Promise<(() => Promise<void>) | null> {
  if (settings.WEAVER_DEMO === 'off') return null;
  const seeded = await seedDemos(store, log);
  if (seeded.length > 0) log.info({ workflows: seeded }, 'demo workflows were put in');
  const orders = await store.workflows.get('orders');
  return orders ? startOrderService(log) : null;
}

/** Loads what the published workflows need, in the background: the server answers meanwhile, only more slowly. */
export async function getReady({ store, desk, state, log }: ServerContext): Promise<void> {
  try {
    const workflows = (await store.workflows.list()).filter(
      ({ publishedVersion }) => publishedVersion !== null,
    );
    const results = await Promise.allSettled(workflows.map(({ id }) => desk.makeReady(id)));
    const failed = results.filter(({ status }) => status === 'rejected').length;
    state.providers = failed > 0 ? 'degraded' : 'warm';
    if (failed > 0 && !state.draining) log.warn({ failed }, 'some workflows could not be made ready');
  } catch (error) {
    state.providers = 'degraded';
    if (!state.draining) log.error({ err: plainError(error) }, 'the workflows could not be made ready');
  }
}

/** @throws WeaverError API_PORT_TAKEN, API_PORT_REFUSED */
export async function listen(app: Api, { HOST: host, PORT: port }: Settings): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new WeaverError(reason === 'EADDRINUSE' ? 'API_PORT_TAKEN' : 'API_PORT_REFUSED', {
      host,
      port,
      reason,
    });
  }
  return `http://${reachableName(host)}:${(app.server.address() as AddressInfo).port}`;
}

/** "All addresses" is none that one can open. */
function reachableName(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
