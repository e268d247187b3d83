/**
 * Who asks, and what they may do. Four ways in: the server token or an API key (Authorization: Bearer), the page's
 * session (cookie), and, on a server that only its own machine reaches and that has no token, being on that machine.
 * Carriers are not here: their requests are signed.
 */
import type { IncomingMessage } from 'node:http';
import type { ApiScope, Session } from '../../types/api.ts';
import { apiScope } from '../../types/api.ts';
import type { Clock } from '../../types/clock.ts';
import type { ErrorCode } from '../../types/errors/index.ts';
import { isLoopbackAddress, isLoopbackName } from '../settings.ts';
import { sameSecret } from './secrets.ts';
import { readSessionCookie, Sessions } from './sessions.ts';

export interface Principal {
  readonly via: Session['via'];
  readonly scopes: readonly ApiScope[];
  /** Why nobody: what to answer when the address needs somebody. */
  readonly refusal?: ErrorCode;
}

export interface AuthenticatorOptions {
  /** Absent: no token is set; then only this machine's own user gets in. */
  readonly token: string | undefined;
  /** Whether this machine's own user needs no token. */
  readonly trustLocal: boolean;
  readonly clock: Clock;
  readonly verifyKey: (secret: string) => Promise<{ readonly scopes: readonly string[] } | null>;
}

const everything = apiScope.options;

export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #sessions: Sessions | undefined;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
    this.#sessions = options.token === undefined ? undefined : new Sessions(options.token, options.clock);
  }

  /** Opens a session for the page; null when the token is wrong. */
  signIn(token: string): string | null {
    const expected = this.#options.token;
    if (expected === undefined || !this.#sessions || !sameSecret(token, expected)) return null;
    return this.#sessions.open();
  }

  signOut(request: IncomingMessage): void {
    const cookie = readSessionCookie(request.headers.cookie);
    if (cookie) this.#sessions?.close(cookie);
  }

  async identify(request: IncomingMessage): Promise<Principal> {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return this.#byBearer(bearer);
    const cookie = readSessionCookie(request.headers.cookie);
    if (cookie && this.#sessions?.isOpen(cookie))
      return isSameOrigin(request) ? whole('session') : nobody('API_ORIGIN_REFUSED');
    return this.#byPlace(request);
  }

  async #byBearer(bearer: string): Promise<Principal> {
    const { token, verifyKey } = this.#options;
    if (token !== undefined && sameSecret(bearer, token)) return whole('token');
    const key = await verifyKey(bearer);
    if (!key) return nobody('API_TOKEN_WRONG');
    return { via: 'key', scopes: everything.filter((scope) => key.scopes.includes(scope)) };
  }

  #byPlace(request: IncomingMessage): Principal {
    if (!this.#options.trustLocal || !comesFromThisMachine(request)) return nobody('API_SIGN_IN');
    // A page elsewhere may point its own name at 127.0.0.1 (DNS rebinding): then Host carries that name.
    if (!isLocalHostHeader(request.headers.host)) return nobody('API_HOST_REFUSED');
    return isSameOrigin(request) ? whole('local') : nobody('API_ORIGIN_REFUSED');
  }
}

function whole(via: Principal['via']): Principal {
  return { via, scopes: everything };
}

function nobody(refusal: ErrorCode): Principal {
  return { via: 'none', scopes: [], refusal };
}

/** From a loopback address, and not passed on by a proxy or tunnel that runs on this machine. */
export function comesFromThisMachine(request: IncomingMessage): boolean {
  if (!isLoopbackAddress(request.socket.remoteAddress)) return false;
  return !FORWARDED.some((header) => request.headers[header] !== undefined);
}

const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-real-ip',
  'cf-connecting-ip',
  'via',
];

export function isLocalHostHeader(host: string | undefined): boolean {
  const name = /^(\[[^\]]+\]|[^:]+)(:\d{1,5})?$/.exec(host ?? '')?.[1];
  return name !== undefined && isLoopbackName(name.toLowerCase());
}

/**
 * Whether a browser says that the request comes from this server's own page (or no page at all). Programs send neither
 * header; browsers send at least one with everything that another site's page could make them send and that changes
 * something or opens a socket.
 */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (typeof origin === 'string') return host !== undefined && hostOf(origin) === host.toLowerCase();
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  // A link on another site may open our page; it may not load anything else.
  return request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate';
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host.toLowerCase() : null;
}
