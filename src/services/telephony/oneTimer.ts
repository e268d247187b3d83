import type { Clock } from '../../types/clock.ts';

/** At most one pending action: setting another replaces it. */
export class OneTimer {
  private handle: unknown = null;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  set(ms: number, action: () => void): void {
    this.clear();
    this.handle = this.clock.after(ms, () => {
      this.handle = null;
      action();
    });
  }

  clear(): void {
    if (this.handle !== null) this.clock.cancel(this.handle);
    this.handle = null;
  }
}
