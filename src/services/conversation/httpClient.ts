/** The HTTP requests of a flow: bounded in time and size, and kept away from private addresses. */
import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { Agent, request } from 'undici';
import { WeaverError } from '../../types/errors/index.ts';
import type { HttpRequestSpec, HttpResult } from '../../types/flowRuntime.ts';
import type { JsonValue } from '../../types/json.ts';

export interface HttpClientOptions {
  /** `host` or `host:port` that may be reached although its address is private. */
  readonly allowedPrivateHosts: readonly string[];
  /** The value of `{{secret.NAME}}` in a request. */
  readonly secret: (name: string) => string | undefined;
}

export interface HttpClient {
  /** Never rejects: what goes wrong is a result. */
  run(spec: HttpRequestSpec, signal: AbortSignal): Promise<HttpResult>;
  close(): Promise<void>;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const guarded = new Agent({ keepAliveTimeout: 30_000, connect: { lookup: guardedLookup } });
  const open = new Agent({ keepAliveTimeout: 30_000 });
  return {
    async run(spec, signal) {
      try {
        const url = new URL(withSecrets(spec.url, options.secret));
        const allowed = isAllowed(url, options.allowedPrivateHosts);
        if (!allowed) refuseLiteral(url);
        const timeout = AbortSignal.timeout(spec.timeoutMs);
        const answer = await request(url, {
          method: spec.method,
          headers: mapValues(spec.headers, (value) => withSecrets(value, options.secret)),
          body: spec.body === undefined ? undefined : withSecrets(spec.body, options.secret),
          dispatcher: allowed ? open : guarded,
          signal: AbortSignal.any([signal, timeout]),
        });
        const body = await readBounded(answer.body, spec.maxBytes);
        return { ok: true, status: answer.statusCode, body: parseBody(body) };
      } catch (error) {
        return { ok: false, code: codeOf(error) };
      }
    },
    async close() {
      await Promise.all([guarded.destroy(), open.destroy()]);
    },
  };
}

/** Loopback, link-local, private and other addresses that belong to the inside (RFC 6890). */
const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['2001::', 32],
  ['fec0::', 10],
  ['::', 96],
  ['::ffff:0:0:0', 96],
] as const)
  inside.addSubnet(network, bits, 'ipv6');

export function isInsideAddress(address: string): boolean {
  const version = isIP(address);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return inside.check(mapped, 'ipv4');
  return version !== 0 && inside.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

function isAllowed(url: URL, hosts: readonly string[]): boolean {
  return hosts.includes(url.host) || hosts.includes(url.hostname);
}

/** Addresses written as such never pass through the resolver. */
function refuseLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!/^https?:$/.test(url.protocol) || isInsideAddress(host))
    throw new WeaverError('HTTP_ADDRESS_REFUSED', { host: url.hostname });
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Checks what a name resolves to at the moment of connecting, so that a name cannot change in between. */
function guardedLookup(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const bad = addresses.some(({ address }) => isInsideAddress(address));
    if (bad) return callback(new WeaverError('HTTP_ADDRESS_REFUSED', { host: hostname }), []);
    const first = addresses[0];
    if (options.all || !first) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
}

async function readBounded(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new WeaverError('HTTP_TOO_LARGE', { maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text; // not JSON: the flow gets the text
  }
}

function withSecrets(text: string, secret: HttpClientOptions['secret']): string {
  return text.replace(/\{\{\s*secret\.([A-Za-z0-9_]+)\s*\}\}/g, (_, name: string) => secret(name) ?? '');
}

function mapValues(record: Readonly<Record<string, string>>, map: (value: string) => string) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function codeOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof WeaverError) return cause.code;
  if (error instanceof Error && error.name === 'TimeoutError') return 'HTTP_TIMEOUT';
  return 'HTTP_FAILED';
}
