import type { Clock } from '../../types/clock.ts';
import type { DialOutcome } from './callbacks.ts';

/**
 * Transfers whose outcome is awaited. Carriers tell a failed dial at its end, and an answered one only when told to; so
 * silence for longer than the ringing time means that somebody answered.
 */
export class PendingTransfers {
  private readonly waiting = new Map<string, (outcome: DialOutcome) => void>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Resolves with the reported outcome, or `answered` when none came in `timeoutMs`. A newer transfer replaces it. */
  wait(callSid: string, timeoutMs: number): Promise<DialOutcome> {
    this.report(callSid, 'failed');
    return new Promise((resolve) => {
      const timer = this.clock.after(timeoutMs, () => this.report(callSid, 'answered'));
      this.waiting.set(callSid, (outcome) => {
        this.clock.cancel(timer);
        this.waiting.delete(callSid);
        resolve(outcome);
      });
    });
  }

  /** From a callback. Returns whether anybody waited. */
  report(callSid: string, outcome: DialOutcome): boolean {
    const settle = this.waiting.get(callSid);
    settle?.(outcome);
    return settle !== undefined;
  }
}
