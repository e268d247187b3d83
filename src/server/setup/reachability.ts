/**
 * Whether a carrier would reach this server: asked of its own public address, from here, the way round through the internet.
 * What this cannot see: a firewall that treats the carrier's addresses differently from this machine's.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { request as httpRequest } from 'undici';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { defineSetting, type Store } from '../../services/storage/index.ts';
import { WeaverError } from '../../types/errors/index.ts';

const WAIT_MS = 8_000;
const identity = defineSetting('reachability', z.object({ key: z.string().length(64) }));

/** Servers that share a store are one to the carrier, so the key that proves it is kept there. */
export class Identity {
  readonly #store: Store;
  #key: Promise<string> | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  async proof(nonce: string): Promise<string> {
    return createHmac('sha256', await (this.#key ??= this.#load()))
      .update(nonce)
      .digest('hex');
  }

  async #load(): Promise<string> {
    const stored = await this.#store.settings.get(identity);
    if (stored) return stored.key;
    const key = randomBytes(32).toString('hex');
    await this.#store.settings.set(identity, { key });
    return key;
  }
}

/** @throws WeaverError WEBHOOK_NAME_UNKNOWN, WEBHOOK_NAME_PRIVATE */
export async function checkName(base: URL): Promise<void> {
  const host = base.hostname.replace(/^\[|\]$/g, '');
  const addresses =
    isIP(host) > 0
      ? [host]
      : await lookup(host, { all: true }).then(
          (found) => found.map(({ address }) => address),
          () => [],
        );
  if (addresses.length === 0) throw new WeaverError('WEBHOOK_NAME_UNKNOWN', { host });
  if (addresses.some(isPrivate)) throw new WeaverError('WEBHOOK_NAME_PRIVATE', { host });
}

/** That it is this server which answers. @throws WeaverError WEBHOOK_… */
export async function checkConnection(base: URL, identity: Identity): Promise<void> {
  const nonce = randomBytes(16).toString('hex');
  const { status, body } = await answerOf(base, `/reachable/${nonce}`, 'GET');
  const proof = proofIn(body);
  const expected = await identity.proof(nonce);
  const same = proof.length === expected.length && timingSafeEqual(Buffer.from(proof), Buffer.from(expected));
  if (!same) throw new WeaverError('WEBHOOK_OTHER_SERVER', { host: base.host, status });
}

/** Without a signature: what a stranger is answered shows that the request got through. @throws WeaverError WEBHOOK_… */
export async function checkWebhook(base: URL, path: string): Promise<void> {
  const { status, headers } = await answerOf(base, path, 'POST');
  if (headers['x-weaver-error'] === undefined)
    throw new WeaverError('WEBHOOK_PATH_BLOCKED', { path, status });
}

/** The same for the socket on which a call's audio comes. @throws WeaverError WEBHOOK_SOCKET_BLOCKED */
export async function checkSocket(base: URL, path: string): Promise<void> {
  const url = new URL(path, base);
  url.protocol = url.protocol.replace('http', 'ws');
  const blocked = (reason: string) => new WeaverError('WEBHOOK_SOCKET_BLOCKED', { path, reason });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = new WebSocket(url, { handshakeTimeout: WAIT_MS });
  socket.on('open', () => resolve());
  socket.on('error', (error) => reject(blocked(reasonOf(error))));
  socket.on('unexpected-response', (_request, response) => {
    const pieces: Buffer[] = [];
    response.on('data', (piece: Buffer) => pieces.push(piece));
    response.on('error', (error) => reject(blocked(reasonOf(error))));
    response.on('end', () => {
      // This server refuses in its own words; a proxy that knows no upgrades, in others.
      if (codeIn(Buffer.concat(pieces).toString()).startsWith('TEL_')) resolve();
      else reject(blocked(`HTTP ${response.statusCode ?? 0}`));
    });
  });
  await promise.finally(() => socket.terminate());
}

async function answerOf(base: URL, path: string, method: 'GET' | 'POST') {
  try {
    const answer = await httpRequest(new URL(path, base), {
      method,
      signal: AbortSignal.timeout(WAIT_MS),
      ...(method === 'POST' && {
        body: 'CallSid=',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    });
    const body = (await answer.body.text()).slice(0, 4_096);
    return { status: answer.statusCode, headers: answer.headers, body };
  } catch (error) {
    throw connectionError(base, error);
  }
}

function connectionError({ host }: URL, error: unknown): WeaverError {
  const { name } = error as { name?: string };
  const reason = reasonOf(error);
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(reason))
    return new WeaverError('WEBHOOK_SLOW', { host, seconds: WAIT_MS / 1_000 });
  if (/CERT|SSL|TLS|SIGNATURE|ALTNAME/.test(reason))
    return new WeaverError('WEBHOOK_CERTIFICATE', { host, reason });
  return new WeaverError('WEBHOOK_UNREACHABLE', { host, reason });
}

/** The system's code of an error, never its text. */
function reasonOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const found = code ?? cause?.code;
  return typeof found === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(found) ? found : 'no answer';
}

function proofIn(body: string): string {
  try {
    const { proof } = JSON.parse(body) as { proof?: unknown };
    return typeof proof === 'string' ? proof : '';
  } catch {
    return '';
  }
}

function codeIn(body: string): string {
  try {
    return (JSON.parse(body) as { error?: { code?: string } }).error?.code ?? '';
  } catch {
    return '';
  }
}

const notPublic = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  notPublic.addSubnet(net, bits);
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  notPublic.addSubnet(net, bits, 'ipv6');

export function isPrivate(address: string): boolean {
  return notPublic.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
