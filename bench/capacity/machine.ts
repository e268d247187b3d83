/** What else the machine does while something is measured: from the kernel's counters, where there are any. */
import { readFileSync } from 'node:fs';

/** Of one core, in seconds since the machine started. */
interface CoreTimes {
  readonly busy: number;
  /** Taken by the machine that this one is a guest of. */
  readonly steal: number;
}

const TICKS_PER_SECOND = 100;

/** Shares of a core over a time, 0 to 1. */
export interface CoreShare {
  readonly busy: number;
  readonly steal: number;
}

/** Starts counting; the function gives the shares since then. null where the system does not say. */
export function watchCore(core: number): () => CoreShare | null {
  const [before, began] = [coreTimes(core), performance.now()];
  return () => {
    const now = coreTimes(core);
    const seconds = (performance.now() - began) / 1000;
    if (!before || !now) return null;
    return { busy: (now.busy - before.busy) / seconds, steal: (now.steal - before.steal) / seconds };
  };
}

function coreTimes(core: number): CoreTimes | null {
  try {
    return parseCore(readFileSync('/proc/stat', 'utf8'), core);
  } catch {
    return null;
  }
}

/** `cpu0 user nice system idle iowait irq softirq steal guest guest_nice`, in ticks. */
export function parseCore(stat: string, core: number): CoreTimes | null {
  const line = stat.split('\n').find((one) => one.startsWith(`cpu${core} `));
  if (!line) return null;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return {
    busy: (user + nice + system + irq + softirq) / TICKS_PER_SECOND,
    steal: steal / TICKS_PER_SECOND,
  };
}
