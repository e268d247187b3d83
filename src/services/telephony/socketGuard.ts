/**
 * Limits for carrier sockets: those that never speak, and those whose other side has gone without a word. One ticker for
 * all of them. A socket that speaks is never refused or closed for the sake of silent ones.
 */
import { systemClock } from '../../types/clock.ts';
import type { Clock } from '../../types/clock.ts';
import { closeCode } from './limits.ts';
import type { SocketWatch } from './socket.ts';
import type { JsonValue } from '../../types/json.ts';

export interface SocketGuardOptions {
  readonly clock: Clock;
  /** Time for the first understood message, in ms. */
  readonly firstMessageMs: number;
  /** Silence after which the other side is asked whether it is there (a ping), in ms. */
  readonly pingAfterMs: number;
  /** Silence after which it is taken for gone, in ms. */
  readonly halfOpenMs: number;
  /** Silent sockets at once; above it the one silent for longest gives way. */
  readonly maxSilent: number;
  /** The same for each address. Carriers open many sockets from one, each silent for a moment only. */
  readonly maxSilentPerAddress: number;
  /** A socket younger than this does not give way: it may be about to speak. In ms. */
  readonly graceMs: number;
  readonly tickMs: number;
  readonly trouble: (code: string, detail: Record<string, JsonValue>) => void;
}

export const defaultSocketGuardOptions = {
  clock: systemClock,
  firstMessageMs: 10_000,
  pingAfterMs: 15_000,
  halfOpenMs: 30_000,
  maxSilent: 2_000,
  maxSilentPerAddress: 200,
  graceMs: 1_000,
  tickMs: 1_000,
  trouble: () => undefined,
} satisfies SocketGuardOptions;

/** The part of a `ws` socket that the guard uses. */
export interface GuardedSocket {
  close(code: number, reason: string): void;
  terminate(): void;
  ping(): void;
  on(event: 'pong', listener: () => void): unknown;
}

interface Guarded {
  readonly socket: GuardedSocket;
  readonly address: string;
  readonly openedAt: number;
  heardAt: number;
  pinged: boolean;
}

export class SocketGuard {
  private readonly options: SocketGuardOptions;
  /** In order of opening, so that the first is the oldest. */
  private readonly silent = new Set<Guarded>();
  private readonly silentByAddress = new Map<string, Set<Guarded>>();
  private readonly speaking = new Set<Guarded>();
  /** Told to close; ended by force one tick later if they do not answer. */
  private readonly closing = new Map<GuardedSocket, number>();
  private ticker: unknown = null;

  constructor(options: Partial<SocketGuardOptions> = {}) {
    this.options = { ...defaultSocketGuardOptions, ...options };
  }

  get counts(): { readonly silent: number; readonly speaking: number } {
    return { silent: this.silent.size, speaking: this.speaking.size };
  }

  /** Takes a new socket under guard, or closes it with 1013 and returns null when there is no room. */
  admit(socket: GuardedSocket, address: string): SocketWatch | null {
    const now = this.options.clock.now();
    const fromHere = this.silentByAddress.get(address);
    const room =
      this.makeRoom(fromHere, this.options.maxSilentPerAddress, now, 'one address') &&
      this.makeRoom(this.silent, this.options.maxSilent, now, 'all');
    if (!room) {
      this.dismiss(socket, closeCode.tryLater, 'too many silent sockets');
      return null;
    }
    const guarded: Guarded = { socket, address, openedAt: now, heardAt: now, pinged: false };
    this.addSilent(guarded);
    socket.on('pong', () => this.alive(guarded));
    this.startTicker();
    return { heard: (understood) => this.heard(guarded, understood), closed: () => this.forget(guarded) };
  }

  /** Stops the ticker; for shutdown. */
  stop(): void {
    if (this.ticker !== null) this.options.clock.cancel(this.ticker);
    this.ticker = null;
  }

  private heard(guarded: Guarded, understood: boolean): void {
    this.alive(guarded);
    if (understood && this.removeSilent(guarded)) this.speaking.add(guarded);
  }

  private alive(guarded: Guarded): void {
    guarded.heardAt = this.options.clock.now();
    guarded.pinged = false;
  }

  private forget(guarded: Guarded): void {
    this.closing.delete(guarded.socket);
    this.removeSilent(guarded);
    this.speaking.delete(guarded);
  }

  private tick(): void {
    const now = this.options.clock.now();
    for (const guarded of this.silent) {
      // Ordered by opening: the rest is younger.
      if (now - guarded.openedAt < this.options.firstMessageMs) break;
      this.dropSilent(guarded, 'TEL_SILENT_SOCKET', { seconds: this.options.firstMessageMs / 1000 });
    }
    for (const [socket, since] of this.closing) {
      if (now - since < this.options.tickMs) break;
      this.closing.delete(socket);
      socket.terminate();
    }
    for (const guarded of this.speaking) this.checkSpeaking(guarded, now);
    this.ticker = null;
    if (this.silent.size + this.speaking.size + this.closing.size > 0) this.startTicker();
  }

  private checkSpeaking(guarded: Guarded, now: number): void {
    const silence = now - guarded.heardAt;
    if (silence >= this.options.halfOpenMs) {
      this.forget(guarded);
      this.options.trouble('TEL_HALF_OPEN', { seconds: this.options.halfOpenMs / 1000 });
      // A closing handshake would wait for an answer that cannot come.
      guarded.socket.terminate();
    } else if (silence >= this.options.pingAfterMs && !guarded.pinged) {
      guarded.pinged = true;
      guarded.socket.ping();
    }
  }

  /** Whether there is room in a set of silent sockets, after its oldest has perhaps given way. */
  private makeRoom(silent: Set<Guarded> | undefined, limit: number, now: number, scope: string): boolean {
    if (silent === undefined || silent.size < limit) return true;
    const oldest = silent.values().next().value;
    if (oldest === undefined || now - oldest.openedAt < this.options.graceMs) {
      this.options.trouble('TEL_TOO_MANY_SOCKETS', { limit, scope });
      return false;
    }
    this.dropSilent(oldest, 'TEL_TOO_MANY_SOCKETS', { limit, scope });
    return true;
  }

  private dropSilent(guarded: Guarded, code: string, detail: Record<string, JsonValue>): void {
    this.removeSilent(guarded);
    this.options.trouble(code, detail);
    this.dismiss(guarded.socket, closeCode.policy, 'no message');
  }

  private dismiss(socket: GuardedSocket, code: number, reason: string): void {
    socket.close(code, reason);
    this.closing.set(socket, this.options.clock.now());
    this.startTicker();
  }

  private addSilent(guarded: Guarded): void {
    this.silent.add(guarded);
    const here = this.silentByAddress.get(guarded.address);
    if (here === undefined) this.silentByAddress.set(guarded.address, new Set([guarded]));
    else here.add(guarded);
  }

  private removeSilent(guarded: Guarded): boolean {
    const here = this.silentByAddress.get(guarded.address);
    here?.delete(guarded);
    if (here?.size === 0) this.silentByAddress.delete(guarded.address);
    return this.silent.delete(guarded);
  }

  private startTicker(): void {
    this.ticker ??= this.options.clock.after(this.options.tickMs, () => this.tick());
  }
}
