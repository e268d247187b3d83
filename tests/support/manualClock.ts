import type { Clock } from '../../src/types/clock.ts';

/** Time that stands still until it is told to pass. Timers fire in order, at their due times. */
export class ManualClock implements Clock {
  private time: number;
  private readonly timers = new Map<number, { due: number; fn: () => void }>();
  private next = 1;

  constructor(start = 0) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  wall(): number {
    return Date.UTC(2026, 10, 23, 1, 0, 0) + this.time;
  }

  after(ms: number, fn: () => void): number {
    const id = this.next++;
    this.timers.set(id, { due: this.time + Math.max(0, ms), fn });
    return id;
  }

  cancel(handle: unknown): void {
    this.timers.delete(handle as number);
  }

  /** The process is held up for `ms`: nothing fires meanwhile, and what is due fires late, in order, at one time. */
  stall(ms: number): void {
    this.time += ms;
    const due = [...this.timers].filter(([, timer]) => timer.due <= this.time);
    due.sort((a, b) => b[1].due - a[1].due || b[0] - a[0]);
    // The worst order: the later timers, which are ours, before the sockets are read.
    for (const [id, timer] of due) if (this.timers.delete(id)) timer.fn();
  }

  /** Lets `ms` pass, timers included that are set on the way. */
  advance(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      let first: [number, { due: number; fn: () => void }] | undefined;
      for (const entry of this.timers)
        if (entry[1].due <= until && (!first || entry[1].due < first[1].due)) first = entry;
      if (!first) break;
      this.timers.delete(first[0]);
      this.time = Math.max(this.time, first[1].due);
      first[1].fn();
    }
    this.time = until;
  }
}
