import { systemClock, type Clock } from '../../../src/types/clock.ts';

/** The machine's timers, with a wall clock that a test sets. */
export function settableClock(iso: string): Clock & { set(iso: string): void } {
  let wall = Date.parse(iso);
  return {
    ...systemClock,
    wall: () => wall,
    set(next) {
      wall = Date.parse(next);
    },
  };
}
