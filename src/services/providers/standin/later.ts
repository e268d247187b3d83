import type { Clock } from '../../../types/clock.ts';
import type { Cancellable } from '../../../types/ports.ts';

/**
 * Runs `fn` after `ms` of the clock. Nothing to wait for means: as soon as the caller has returned, without the
 * millisecond that a machine's timer costs.
 */
export function later(clock: Clock, ms: number, fn: () => void): Cancellable {
  let live = true;
  const run = () => {
    if (!live) return;
    live = false;
    fn();
  };
  let handle: unknown;
  if (ms > 0) handle = clock.after(ms, run);
  else queueMicrotask(run);
  return {
    cancel() {
      if (live && ms > 0) clock.cancel(handle);
      live = false;
    },
  };
}
