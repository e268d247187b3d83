/** The shop's order system that the order line's demo asks: `examples/order-api.ts`, inside this process. */
import type { Server } from 'node:http';
import type { Logger } from 'pino';

export const ORDER_SERVICE_PORT = 4010;
const SOURCE = new URL('../../../examples/order-api.ts', import.meta.url).href;

/** Answers what stops it; null when the port is taken (somebody runs it already) or the example is not installed. */
export async function startOrderService(
  log: Logger,
  port = ORDER_SERVICE_PORT,
): Promise<(() => Promise<void>) | null> {
  try {
    const { createOrderApi } = (await import(SOURCE)) as { createOrderApi: () => Server };
    const server = createOrderApi();
    await listening(server, port);
    return () => closed(server);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    log.info({ code, port }, 'the demo order service was not started');
    return null;
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
