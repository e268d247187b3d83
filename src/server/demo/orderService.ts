/** The shop's order system that the order line's demo asks: `examples/order-api.ts`, inside this process. */
import type { Server } from 'node:http';
import type { Logger } from 'pino';

export const ORDER_SERVICE_PORT = 4010;
const SOURCE = new URL('../../../examples/order-api.ts', import.meta.url).href;

const TRY_AGAIN_MS = 2_000;

/**
 * Answers what stops it; null when the example is not installed. While the port is taken somebody else runs the service,
 * another server perhaps: when that one ends, ours takes over.
 */
export async function startOrderService(
  log: Logger,
  port = ORDER_SERVICE_PORT,
): Promise<(() => Promise<void>) | null> {
  try {
    const { createOrderApi } = (await import(SOURCE)) as { createOrderApi: () => Server };
    let server = await tryToServe(createOrderApi, port);
    if (!server) log.info({ port }, 'the port of the demo order service is taken: it is used as it is');
    const again = setInterval(() => {
      if (server) return;
      tryToServe(createOrderApi, port).then(
        (made) => {
          server = made;
        },
        () => clearInterval(again),
      );
    }, TRY_AGAIN_MS).unref();
    return async () => {
      clearInterval(again);
      if (server) await closed(server);
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    log.info({ code, port }, 'the demo order service was not started');
    return null;
  }
}

/** null: the port is taken. */
async function tryToServe(create: () => Server, port: number): Promise<Server | null> {
  const server = create();
  try {
    await listening(server, port);
    return server;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null;
    throw error;
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      server.on('error', () => server.close());
      // It never keeps the process alive by itself.
      server.unref();
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
