import type { Clock } from '../../types/clock.ts';
import type { TimerName } from './events.ts';

/** A call's timers: one of each name. */
export class SessionTimers {
  private readonly clock: Clock;
  private readonly handles = new Map<TimerName, unknown>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  start(name: TimerName, ms: number, fire: (at: number) => void): void {
    this.cancel(name);
    this.handles.set(
      name,
      this.clock.after(ms, () => fire(this.clock.now())),
    );
  }

  cancel(name: TimerName): void {
    if (!this.handles.has(name)) return;
    this.clock.cancel(this.handles.get(name));
    this.handles.delete(name);
  }

  cancelAll(): void {
    for (const name of this.handles.keys()) this.cancel(name);
  }
}
