/** Once a minute: figures of the minute that has ended go to the store, and the alert rules are looked at. */
import { decodeMinute, encodeMinute, type ClosedMinute } from '../services/metrics/index.ts';
import type { StoredMinute } from '../services/storage/index.ts';
import type { ServerContext } from './context.ts';
import { plainError } from './logging.ts';

const MINUTE_MS = 60_000;
/** What a window of a day and the day before it want. */
const KEPT_MS = 2_880 * MINUTE_MS;
const CLEAN_EVERY = 60;

type Needs = Pick<ServerContext, 'store' | 'metrics' | 'alerts' | 'clock' | 'log'>;

/** Takes in what earlier processes counted. What cannot be read is missing in the charts, and nothing more. */
export async function restoreMinutes({ store, metrics, clock, log }: Needs): Promise<void> {
  try {
    const since = new Date(clock.wall() - KEPT_MS).toISOString();
    for (const { minute, origin, figures } of await store.minutes.since(since)) {
      if (origin !== 'measured' && origin !== 'simulated') continue;
      metrics.history.restore({ at: Date.parse(minute), origin, figures: decodeMinute(figures) });
    }
  } catch (error) {
    log.warn({ err: plainError(error) }, 'figures of earlier minutes cannot be read');
  }
}

/** Answers what stops it, storing what is still being counted. */
export function keepMinutes(context: Needs): () => Promise<void> {
  const { store, metrics, alerts, clock, log } = context;
  const writer = crypto.randomUUID();
  let timer: unknown;
  let rounds = 0;
  let stopped = false;
  const put = async (minutes: readonly ClosedMinute[]) => store.minutes.put(writer, minutes.map(asStored));
  const round = async (): Promise<void> => {
    try {
      await alerts.look();
      await put(metrics.history.takeClosed());
      if (rounds++ % CLEAN_EVERY === 0)
        await store.minutes.removeBefore(new Date(clock.wall() - KEPT_MS).toISOString());
    } catch (error) {
      log.error({ err: plainError(error) }, 'figures of a minute could not be stored');
    } finally {
      if (!stopped) timer = clock.after(untilNext(clock.wall()), () => void round());
    }
  };
  timer = clock.after(untilNext(clock.wall()), () => void round());
  return async () => {
    stopped = true;
    clock.cancel(timer);
    await put([...metrics.history.takeClosed(), ...metrics.history.unfinished()]);
  };
}

/** A moment after the minute, so that it has surely ended. */
function untilNext(wall: number): number {
  return MINUTE_MS - (wall % MINUTE_MS) + 50;
}

function asStored({ at, origin, figures }: ClosedMinute): StoredMinute {
  return { minute: new Date(at).toISOString(), origin, figures: encodeMinute(figures) };
}
