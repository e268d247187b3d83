/**
 * The order system of the `orders` demo: a plain HTTP server with a few orders.
 *
 *   node examples/order-api.ts            listens on 127.0.0.1:4010
 *   PORT=4011 node examples/order-api.ts
 *
 * GET /orders/1042 → 200 { "number", "status", "item", "eta" }, or 404 { "error": "not-found" }
 */
import { createServer, type Server } from 'node:http';
import { pathToFileURL } from 'node:url';

interface Order {
  readonly status: 'preparing' | 'shipped' | 'delivered' | 'delayed';
  readonly item: string;
  /** Day of delivery, `YYYY-MM-DD`; empty when nobody knows yet. */
  readonly eta: string;
}

const orders: Readonly<Record<string, Order>> = {
  '1042': { status: 'shipped', item: 'desk lamp', eta: '2026-12-01' },
  '1187': { status: 'preparing', item: 'coffee grinder', eta: '2026-12-04' },
  '2301': { status: 'delivered', item: 'rain jacket', eta: '2026-11-20' },
  '2555': { status: 'delayed', item: 'bookshelf', eta: '' },
  '40817': { status: 'shipped', item: 'set of mugs', eta: '2026-11-30' },
};

/** Not yet listening. */
export function createOrderApi(): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const number = /^\/orders\/([^/]+)$/.exec(pathname)?.[1];
    const order = number !== undefined && Object.hasOwn(orders, number) ? orders[number] : undefined;
    const wrongMethod = request.method !== 'GET';
    const status = wrongMethod ? 405 : order ? 200 : 404;
    const body = wrongMethod
      ? { error: 'method-not-allowed' }
      : order
        ? { number, ...order }
        : { error: 'not-found' };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const port = Number(process.env['PORT'] ?? 4010);
  createOrderApi().listen(port, '127.0.0.1', () => {
    process.stderr.write(`The order system answers at http://127.0.0.1:${port}/orders/1042\n`);
  });
}
