/** Sessions of the page: a signed cookie, so that a restart signs nobody out and a changed token signs everybody out. */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Clock } from '../../types/clock.ts';
import { sameSecret } from './secrets.ts';

export const SESSION_COOKIE = 'weaver_session';
export const SESSION_HOURS = 12;
const SESSION_MS = SESSION_HOURS * 3_600_000;
/** Signed-out sessions that are remembered until they would have ended by themselves. */
const MAX_REVOKED = 10_000;

export class Sessions {
  readonly #key: Buffer;
  readonly #clock: Clock;
  readonly #revoked = new Map<string, number>();

  constructor(token: string, clock: Clock) {
    this.#key = Buffer.from(hkdfSync('sha256', token, '', 'call-flow-weaver session', 32));
    this.#clock = clock;
  }

  /** The value of a new cookie. */
  open(): string {
    const body = `${this.#clock.wall() + SESSION_MS}.${randomBytes(12).toString('base64url')}`;
    return `${body}.${this.#mac(body)}`;
  }

  isOpen(value: string): boolean {
    const [until, id, mac, ...rest] = value.split('.');
    if (!until || !id || !mac || rest.length > 0) return false;
    if (!sameSecret(mac, this.#mac(`${until}.${id}`))) return false;
    return Number(until) > this.#clock.wall() && !this.#revoked.has(id);
  }

  close(value: string): void {
    if (!this.isOpen(value)) return;
    const [until = '0', id = ''] = value.split('.');
    this.#forgetEnded();
    if (this.#revoked.size < MAX_REVOKED) this.#revoked.set(id, Number(until));
  }

  #mac(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url');
  }

  #forgetEnded(): void {
    const now = this.#clock.wall();
    for (const [id, until] of this.#revoked) if (until <= now) this.#revoked.delete(id);
  }
}

/** `secure` when the page itself came by https: then the cookie never travels in the clear. */
export function sessionCookie(value: string, secure: boolean): string {
  const age = value === '' ? 0 : SESSION_MS / 1000;
  const parts = [`${SESSION_COOKIE}=${value}`, 'Path=/', `Max-Age=${age}`, 'HttpOnly', 'SameSite=Strict'];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

export function readSessionCookie(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE && value) return value;
  }
  return undefined;
}
