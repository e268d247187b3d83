import type { CallEnd } from '../../types/call.ts';
import type { Clock } from '../../types/clock.ts';
import type { CallClaims } from './claims.ts';

/** What is remembered of a call until the carrier has asked its last question about it. */
export interface RememberedCall {
  readonly claims: CallClaims;
  /** Times that the carrier was told to connect again. */
  attempts: number;
  end: CallEnd | null;
}

/** Carriers ask within seconds of a call's end; five minutes is ample. */
const KEEP_AFTER_END_MS = 5 * 60_000;
const MAX_REMEMBERED = 10_000;

/** Calls by the carrier's id, from webhook to a while after the end. Bounded: the oldest go first. */
export class CallMemory {
  readonly #calls = new Map<string, RememberedCall>();
  readonly #clock: Clock;
  readonly #timers = new Set<unknown>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(callSid: string, claims: CallClaims): void {
    const attempts = this.#calls.get(callSid)?.attempts ?? 0;
    this.#calls.delete(callSid);
    this.#calls.set(callSid, { claims, attempts, end: null });
    const oldest = this.#calls.keys().next().value;
    if (this.#calls.size > MAX_REMEMBERED && oldest !== undefined) this.#calls.delete(oldest);
  }

  find(callSid: string): RememberedCall | undefined {
    return this.#calls.get(callSid);
  }

  ended(callSid: string, end: CallEnd): void {
    const call = this.#calls.get(callSid);
    if (!call) return;
    call.end = end;
    if (this.#closed) return;
    const timer = this.#clock.after(KEEP_AFTER_END_MS, () => {
      this.#timers.delete(timer);
      if (this.#calls.get(callSid) === call) this.#calls.delete(callSid);
    });
    this.#timers.add(timer);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) this.#clock.cancel(timer);
    this.#timers.clear();
    this.#calls.clear();
  }
}
