import type { Api } from './api/api.ts';
import { BrowserCalls } from './browserCalls/browserCalls.ts';
import type { ServerContext } from './context.ts';
import { createHttp, type HttpLimits } from './http.ts';
import { takeLock } from './lock.ts';
import { plainError } from './logging.ts';
import { keepMinutes, restoreMinutes } from './minutes.ts';
import { createParts, type Parts, type PartsOptions } from './parts.ts';
import { keepRetention } from './retention.ts';
import type { Settings } from './settings.ts';
import { demos, getReady, listen } from './startUp.ts';
import { Upgrades } from './upgrades.ts';

export interface ServerOptions extends PartsOptions {
  readonly httpLimits?: HttpLimits;
  /** Serves one command and is gone: it leaves the folder, and calls that others have, alone. */
  readonly passing?: boolean;
  /** Folder of the built web app. Absent: the plain page alone. */
  readonly webApp?: string | undefined;
}

export interface CloseOptions {
  /** How long live calls may go on. Default: as configured. */
  readonly drainMs?: number;
  /** Cuts the waiting short. */
  readonly hurry?: AbortSignal;
}

export interface WeaverServer {
  readonly app: Api;
  readonly settings: Settings;
  readonly context: ServerContext;
  /** Origin, once it listens. */
  readonly url: string;
  /** The sign-in token when it was made at this very start: to be shown once. */
  readonly newToken: string | undefined;
  /** Carriers' sockets that have said nothing yet, and those that speak. */
  readonly socketCounts: { readonly silent: number; readonly speaking: number };
  /** Answers the origin. @throws WeaverError API_PORT_TAKEN, API_PORT_REFUSED */
  listen(): Promise<string>;
  /** Takes no new calls, waits for the live ones, then closes everything. A second close waits for the first. */
  close(options?: CloseOptions): Promise<void>;
}

/**
 * The whole server, not yet listening: store opened and migrated, demos put in, providers warming up.
 *
 * @throws WeaverError API_SETTINGS_INVALID, API_HOME_UNUSABLE, STORE_…
 * @example
 * const server = await createServer({ env: { PORT: '0', WEAVER_DATABASE_URL: 'sqlite::memory:' } });
 * console.log(await server.listen());
 */
export async function createServer(options: ServerOptions = {}): Promise<WeaverServer> {
  const parts = await createParts(options);
  const { context, telephony, calls } = parts;
  const { store, clock, log, settings, authenticator, live } = context;
  const app = await createHttp(context, telephony, options.httpLimits, options.webApp);
  let url = '';
  const testCalls = new BrowserCalls(context, () => url);
  const upgrades = new Upgrades({ calls, carrierAuth: telephony.auth, authenticator, live, testCalls, log });
  upgrades.attach(app.server);
  const madeAt = new Date(clock.wall()).toISOString();
  const stopOrders = await demos(context);
  const stopRetention = keepRetention(context);
  await restoreMinutes(context);
  const stopMinutes = keepMinutes(context);
  const ready = getReady(context);

  const closeProviders = options.providers ? async () => undefined : () => context.providers.close();
  let unlock: (() => void) | null = null;
  let closing: Promise<void> | undefined;
  return {
    app,
    settings,
    context,
    newToken: parts.newToken,
    get url() {
      return url;
    },
    get socketCounts() {
      return calls.counts;
    },
    async listen() {
      url = await listen(app, settings);
      if (!options.passing) unlock = await lockOf(context, url);
      // Only who holds the folder knows that no other process of this machine has calls in the same store. (On PostgreSQL
      // those of other machines may.)
      if (unlock && store.kind === 'sqlite') await store.calls.endAbandoned(madeAt);
      return url;
    },
    close: (how = {}) =>
      (closing ??= shutDown(parts, how, [
        stopRetention,
        stopMinutes,
        () => context.alerts.close(),
        () => context.recordings.close(),
        () => testCalls.close(),
        () => upgrades.close(),
        () => telephony.memory.close(),
        () => app.close(),
        () => stopOrders?.(),
        // Models that are being loaded do not survive the end of their threads.
        () => ready,
        () => context.accounts.close(),
        () => context.customLanguages.close(),
        // What was learned last is written before the store is gone.
        () => context.audio.close(),
        () => context.cache.close(),
        () => store.close(),
        () => unlock?.(),
        closeProviders,
      ])),
  };
}

/** Without the lock the server serves all the same. */
async function lockOf({ settings, log }: ServerContext, url: string): Promise<(() => void) | null> {
  try {
    const unlock = await takeLock(settings.home, url);
    if (!unlock) log.warn('another server works in the same folder: calls left in the store are its own');
    return unlock;
  } catch (error) {
    log.warn(
      { err: plainError(error) },
      'the folder cannot be locked: commands find this server by PORT only',
    );
    return null;
  }
}

/** Calls first, then everything that they needed. What fails to close does not keep the rest open. */
async function shutDown(parts: Parts, how: CloseOptions, steps: readonly (() => unknown)[]): Promise<void> {
  const { context, calls } = parts;
  const { desk, live, state, settings } = context;
  state.draining = true;
  const { drainMs = settings.WEAVER_DRAIN_SECONDS * 1000, hurry = new AbortController().signal } = how;
  await desk.drain(drainMs, hurry);
  live.close();
  calls.stop();
  parts.stopWatching();
  // Workers that are being closed do not keep the process alive; what they still hold must be written before it ends.
  const stayAlive = setInterval(() => undefined, 1_000);
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  clearInterval(stayAlive);
  if (failures.length > 0) throw new AggregateError(failures, 'the server did not close cleanly');
}

/** Creates and listens. */
export async function startServer(options: ServerOptions = {}): Promise<WeaverServer> {
  const server = await createServer(options);
  try {
    await server.listen();
  } catch (error) {
    await server.close({ drainMs: 0 });
    throw error;
  }
  return server;
}
