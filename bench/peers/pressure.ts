/** Whether the machine had other things to do: then tails are its own, and no contender's. */
import { readFileSync } from 'node:fs';

/** Share of the time in which some process waited for a core, from which on a run is worth little. */
const BUSY = 0.5;

export class CpuPressure {
  readonly #stalledMs = stalledMs();
  readonly #began = performance.now();

  /** Since it was made, 0 to 1; null where the system does not say. The bench's own processes are part of it. */
  get share(): number | null {
    const now = stalledMs();
    if (now === null || this.#stalledMs === null) return null;
    return (now - this.#stalledMs) / (performance.now() - this.#began);
  }

  get busy(): boolean {
    return (this.share ?? 0) > BUSY;
  }
}

function stalledMs(): number | null {
  try {
    const total = /^some .*total=(\d+)/m.exec(readFileSync('/proc/pressure/cpu', 'utf8'))?.[1];
    return total === undefined ? null : Number(total) / 1_000;
  } catch {
    // Not Linux, or a kernel without it.
    return null;
  }
}
