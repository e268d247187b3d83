/** Where a call's leg (its open socket) and whoever answers it find each other, whichever comes first. */
import { systemClock, type Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { CallLeg } from '../../types/leg.ts';

interface Waiting {
  readonly resolve: (leg: CallLeg) => void;
  readonly timer: unknown;
}

export class Switchboard {
  private readonly clock: Clock;
  private readonly waiting = new Map<string, Waiting>();
  private readonly arrived = new Map<string, { leg: CallLeg; timer: unknown }>();

  constructor(clock: Clock = systemClock) {
    this.clock = clock;
  }

  /** Whether somebody is waiting for this call. */
  expects(callSid: string): boolean {
    return this.waiting.has(callSid);
  }

  /** A leg is open. It is kept for `keepMs` if nobody asks for it yet. */
  arrive(leg: CallLeg, keepMs = 15_000): void {
    const { callSid } = leg.start;
    const waiting = this.waiting.get(callSid);
    if (waiting) {
      this.waiting.delete(callSid);
      this.clock.cancel(waiting.timer);
      waiting.resolve(leg);
      return;
    }
    const timer = this.clock.after(keepMs, () => this.arrived.delete(callSid));
    this.arrived.set(callSid, { leg, timer });
  }

  /**
   * The leg of a call, now or when its socket opens.
   *
   * @throws WeaverError CALL_UNKNOWN when it does not open within `timeoutMs`; CALL_ALREADY_STARTED when somebody
   * else is waiting for it.
   */
  waitFor(callSid: string, timeoutMs = 15_000): Promise<CallLeg> {
    const here = this.arrived.get(callSid);
    if (here) {
      this.arrived.delete(callSid);
      this.clock.cancel(here.timer);
      return Promise.resolve(here.leg);
    }
    if (this.waiting.has(callSid))
      return Promise.reject(new WeaverError('CALL_ALREADY_STARTED', { callSid }));
    return new Promise((resolve, reject) => {
      const timer = this.clock.after(timeoutMs, () => {
        this.waiting.delete(callSid);
        reject(new WeaverError('CALL_UNKNOWN', { callSid }));
      });
      this.waiting.set(callSid, { resolve, timer });
    });
  }
}

/** The process's own switchboard: what a server's sockets use unless told otherwise. */
export const switchboard = new Switchboard();
