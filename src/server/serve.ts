/** The server as a program: says where it is, runs until it is told to stop, and stops politely. */
import { plainError } from './logging.ts';
import { startServer, type ServerOptions, type WeaverServer } from './createServer.ts';
import { loadDotEnv } from './settings.ts';
import { builtWebApp } from './web/webApp.ts';

export interface ServeOptions extends ServerOptions {
  /** Told one line at a time, for people. */
  readonly say?: (line: string) => void;
  /** Told once it listens. */
  readonly ready?: (server: WeaverServer) => void;
}

/**
 * Serves until SIGTERM or SIGINT. The first waits for live calls as long as configured; the second ends them.
 * Reads `.env` unless `env` is given.
 *
 * @throws WeaverError API_SETTINGS_INVALID, API_HOME_UNUSABLE, API_PORT_TAKEN, API_PORT_REFUSED, STORE_…
 */
export async function serve(options: ServeOptions = {}): Promise<void> {
  if (!options.env) loadDotEnv();
  const server = await startServer({ webApp: builtWebApp(), ...options });
  const say = options.say ?? (() => undefined);
  for (const line of announcement(server)) say(line);
  options.ready?.(server);
  const stopGuarding = surviveDefects(server);
  await untilStopped(server, say);
  stopGuarding();
}

/** What a person wants to know when the server is up. */
export function announcement(server: WeaverServer): string[] {
  const { url, newToken, settings, context } = server;
  const lines = [`Call Flow Weaver answers at ${url}`];
  if (newToken) lines.push(`Sign-in token (shown only now, kept in ${settings.home}): ${newToken}`);
  lines.push('Call it from here:  npm run -s weaver -- call --workflow clinic --transport media');
  const publicUrl = context.publicUrl();
  lines.push(
    publicUrl === undefined
      ? 'For a real number:  set WEAVER_PUBLIC_URL and your carrier’s keys (docs/configuration.md)'
      : `Voice webhook for your number:  ${publicUrl}/twilio/voice`,
  );
  return lines;
}

function untilStopped(server: WeaverServer, say: (line: string) => void): Promise<void> {
  const hurry = new AbortController();
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      if (server.context.state.draining) {
        hurry.abort();
        return;
      }
      const { liveCalls } = server.context.desk;
      say(
        liveCalls > 0
          ? `Stopping when ${liveCalls} calls have ended; once more to stop at once.`
          : 'Stopping.',
      );
      server.close({ hurry: hurry.signal }).then(resolve, reject).finally(quiet);
    };
    const quiet = (): void => {
      process.off('SIGTERM', stop);
      process.off('SIGINT', stop);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
}

/**
 * A defect that nobody caught costs at most its own call: other callers are on the line, and a process that ends hangs up
 * on all of them. It is logged as what it is. (The sockets and timers of a call catch their own; this is the last net.)
 */
function surviveDefects({ context: { log } }: WeaverServer): () => void {
  const report = (error: unknown): void =>
    log.fatal({ err: plainError(error) }, 'a defect was not caught where it happened');
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  return () => {
    process.off('uncaughtException', report);
    process.off('unhandledRejection', report);
  };
}
