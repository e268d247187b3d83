import type { Random } from '../../types/clock.ts';
import { badMessage, faultRandom, inSpan, type Faults } from '../faults.ts';
import type { CarrierSocket } from './socket.ts';
import { FRAME_MS } from './ticker.ts';

/**
 * The way from the carrier to the application with the line's faults on it: what is sent passes here in order, is held
 * back while the line stalls, and comes out at once afterwards. Times are ms since the leg began.
 */
export class Outbox {
  readonly #faults: Faults;
  readonly #socket: CarrierSocket;
  readonly #tooSlow: () => void;
  readonly #maxBacklogBytes: number;
  readonly #held: string[] = [];
  readonly #bad: { readonly atMs: number; readonly send: string | Buffer }[];
  readonly #random: Random;
  #now = 0;
  #heldUntil = 0;
  #gone = false;

  constructor(
    faults: Faults,
    socket: CarrierSocket,
    id: string,
    dialect: 'media' | 'relay',
    backlog: { readonly maxBytes: number; readonly tooSlow: () => void },
  ) {
    this.#faults = faults;
    this.#socket = socket;
    this.#random = faultRandom({ ...faults, seed: faults.seed + 1 });
    this.#maxBacklogBytes = backlog.maxBytes;
    this.#tooSlow = backlog.tooSlow;
    this.#bad = faults.badMessages
      .map(({ atMs, kind }) => ({ atMs, send: badMessage(kind, id, dialect) }))
      .sort((a, b) => a.atMs - b.atMs);
  }

  /** The carrier's host has vanished (half-open socket). */
  get gone(): boolean {
    return this.#gone;
  }

  tick(now: number): void {
    this.#now = now;
    const faults = this.#faults;
    if (faults.halfOpenAtMs !== null && now >= faults.halfOpenAtMs) this.#gone = true;
    const stalled = inSpan(faults.stalls, now);
    if (stalled || this.#gone) this.#socket.pause();
    else this.#socket.resume();
    if (!stalled && now >= this.#heldUntil) this.flush();
    while (this.#bad.length > 0 && this.#bad[0]!.atMs <= now) this.#socket.send(this.#bad.shift()!.send);
    if (faults.cutAtMs !== null && now >= faults.cutAtMs) this.#socket.cut();
  }

  /** @param mayWait whether jitter may hold this message (audio frames) */
  send(message: string, mayWait = false): void {
    if (this.#gone) return;
    if (mayWait && this.#faults.jitterMs > 0 && this.#now >= this.#heldUntil && this.#random.next() < 0.1)
      this.#heldUntil = this.#now + this.#random.next() * this.#faults.jitterMs;
    const hold =
      this.#held.length > 0 || this.#now < this.#heldUntil || inSpan(this.#faults.stalls, this.#now);
    if (hold) this.#held.push(message);
    else this.#write(message);
  }

  /** Lets the next message overtake this one (Telnyx does not keep the order of media). */
  sendAfterNext(message: string): void {
    if (this.#gone) return;
    this.#held.push(message);
    // Past the end of this tick, not past the end of the next.
    this.#heldUntil = this.#now + 2 * FRAME_MS;
  }

  /** Ahead of what is held. */
  sendFirst(message: string): void {
    if (!this.#gone) this.#write(message);
  }

  flush(): void {
    if (this.#gone) return;
    for (const message of this.#held) this.#write(message);
    this.#held.length = 0;
  }

  #write(message: string): void {
    if (this.#socket.backlogBytes > this.#maxBacklogBytes) this.#tooSlow();
    else this.#socket.send(message);
  }
}
