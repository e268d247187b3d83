/**
 * One-time tokens. A signature proves who connects but not when: a captured handshake can be replayed. So each webhook
 * answer carries a token as a `<Parameter>`, which its call's socket must show in its first message, once.
 */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../types/clock.ts';
import type { Clock } from '../../types/clock.ts';

export interface CallTokenOptions {
  readonly clock: Clock;
  /** From webhook to first message. Ringing and greetings come between. */
  readonly ttlMs: number;
  /** Tokens kept at once, of each kind; the oldest go first. */
  readonly maxKept: number;
  readonly newToken: () => string;
}

export const defaultCallTokenOptions = {
  clock: systemClock,
  ttlMs: 120_000,
  maxKept: 10_000,
  newToken: () => randomBytes(24).toString('base64url'),
} satisfies CallTokenOptions;

export type Redeemed<Claims> =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly code: 'TEL_TOKEN_UNKNOWN' | 'TEL_TOKEN_USED' | 'TEL_TOKEN_OTHER_CALL' };

interface Entry<Claims> {
  /** null: any call may redeem it (the call had no id yet). */
  callSid: string | null;
  readonly claims: Claims;
  readonly expiresAt: number;
  used: boolean;
  /** The call lives and may connect again with the same token. */
  live: boolean;
}

/** @example const token = tokens.issue('CA…', { workflowId }); … tokens.redeem(parameters.token, start.callIds) */
export class CallTokens<Claims> {
  private readonly options: CallTokenOptions;
  private readonly waiting = new Map<string, Entry<Claims>>();
  private readonly used = new Map<string, Entry<Claims>>();

  constructor(options: Partial<CallTokenOptions> = {}) {
    this.options = { ...defaultCallTokenOptions, ...options };
  }

  /** A token for a call; `null` while its id is not known (it is bound by the first use). */
  issue(callSid: string | null, claims: Claims): string {
    const { clock, ttlMs, newToken } = this.options;
    this.prune();
    const token = newToken();
    this.waiting.set(token, { callSid, claims, expiresAt: clock.now() + ttlMs, used: false, live: false });
    this.trim(this.waiting);
    return token;
  }

  /** `callIds`: the call's id, or all ids by which the carrier knows it. A failed attempt does not use the token up. */
  redeem(token: string | undefined, callIds: string | readonly string[]): Redeemed<Claims> {
    if (token === undefined) return { ok: false, code: 'TEL_TOKEN_UNKNOWN' };
    const ids = typeof callIds === 'string' ? [callIds] : callIds;
    const entry = this.waiting.get(token) ?? this.used.get(token);
    if (entry === undefined || (!entry.live && this.options.clock.now() >= entry.expiresAt))
      return { ok: false, code: 'TEL_TOKEN_UNKNOWN' };
    if (entry.callSid !== null && !ids.includes(entry.callSid))
      return { ok: false, code: 'TEL_TOKEN_OTHER_CALL' };
    if (entry.used && !entry.live) return { ok: false, code: 'TEL_TOKEN_USED' };
    this.markUsed(token, entry, ids[0] ?? null);
    return { ok: true, claims: entry.claims };
  }

  /** The call is up and the carrier may connect again for it: from now on its token serves this call only, repeatedly. */
  keepLive(token: string): void {
    const entry = this.used.get(token);
    if (entry !== undefined) entry.live = true;
  }

  /** The call has ended: its token is used up for good. */
  release(token: string): void {
    const entry = this.used.get(token);
    if (entry !== undefined) entry.live = false;
  }

  /** Tokens in memory, for tests and metrics. */
  get size(): number {
    return this.waiting.size + this.used.size;
  }

  private markUsed(token: string, entry: Entry<Claims>, callSid: string | null): void {
    if (entry.used) return;
    entry.used = true;
    entry.callSid ??= callSid;
    this.waiting.delete(token);
    this.used.set(token, entry);
    this.trim(this.used);
  }

  /** All tokens live equally long, so the expired ones are at the front; live ones among the used are stepped over. */
  private prune(): void {
    const now = this.options.clock.now();
    for (const [token, entry] of this.waiting) {
      if (entry.expiresAt > now) break;
      this.waiting.delete(token);
    }
    for (const [token, entry] of this.used) {
      if (entry.expiresAt > now) break;
      if (!entry.live) this.used.delete(token);
    }
  }

  private trim(map: Map<string, Entry<Claims>>): void {
    if (map.size <= this.options.maxKept) return;
    for (const [token, entry] of map) {
      if (entry.live) continue;
      map.delete(token);
      return;
    }
  }
}
