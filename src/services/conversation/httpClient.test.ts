import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpRequestSpec } from '../../types/flowRuntime.ts';
import { createHttpClient, isInsideAddress } from './httpClient.ts';

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((req, res) => {
    if (req.url === '/slow') return; // never answers
    if (req.url === '/big') return res.end('x'.repeat(5_000));
    if (req.url === '/text') return res.end('not json');
    if (req.url === '/away') return res.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    if (req.url === '/cut') return res.write('{"a":', () => req.socket.destroy());
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ key: req.headers['x-key'] ?? null, method: req.method }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const spec = (path: string, more: Partial<HttpRequestSpec> = {}): HttpRequestSpec => ({
  method: 'GET',
  url: `http://${base}${path}`,
  headers: {},
  timeoutMs: 300,
  maxBytes: 1_000,
  ...more,
});
const never = new AbortController().signal;
const open = () =>
  createHttpClient({ allowedPrivateHosts: [base], secret: (name) => (name === 'KEY' ? 's3' : undefined) });

describe('HTTP of a flow', () => {
  it('answers JSON and text with the status, and fills secrets in only when the request leaves', async () => {
    const client = open();
    const found = await client.run(spec('/', { headers: { 'x-key': 'k={{secret.KEY}}' } }), never);
    expect(found).toEqual({ ok: true, status: 200, body: { key: 'k=s3', method: 'GET' } });
    expect(await client.run(spec('/text'), never)).toEqual({ ok: true, status: 200, body: 'not json' });
    await client.close();
  });

  it('does not follow a redirect to somewhere else', async () => {
    const client = open();
    expect(await client.run(spec('/away'), never)).toMatchObject({ ok: true, status: 302 });
    await client.close();
  });

  it.each([
    ['/slow', 'HTTP_TIMEOUT'],
    ['/big', 'HTTP_TOO_LARGE'],
    ['/cut', 'HTTP_FAILED'],
  ])('%s is %s', async (path, code) => {
    const client = open();
    expect(await client.run(spec(path), never)).toMatchObject({ ok: false, code });
    await client.close();
  });

  it('refuses private addresses, written out or behind a name', async () => {
    const client = createHttpClient({ allowedPrivateHosts: [], secret: () => undefined });
    const port = base.split(':')[1];
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '0x7f.1',
      '2130706433',
      '[::ffff:127.0.0.1]',
      '10.0.0.1',
    ])
      expect(await client.run(spec('', { url: `http://${host}:${port}/` }), never), host).toMatchObject({
        ok: false,
        code: 'HTTP_ADDRESS_REFUSED',
      });
    expect(await client.run(spec('', { url: 'file:///etc/passwd' }), never)).toMatchObject({ ok: false });
    expect(await client.run(spec('', { url: 'nonsense' }), never)).toMatchObject({
      ok: false,
      code: 'HTTP_FAILED',
    });
    await client.close();
  });

  it.each([
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '172.31.0.1',
    '100.64.1.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '0.0.0.0',
    '2002:7f00:1::',
    'fec0::1',
    '::7f00:1',
  ])('%s is inside', (address) => expect(isInsideAddress(address)).toBe(true));
  it.each(['8.8.8.8', '2606:4700::1', '172.32.0.1'])('%s is outside', (address) =>
    expect(isInsideAddress(address)).toBe(false),
  );
});
