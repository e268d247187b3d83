/** Monitoring left open while calls go on: what it takes of the machine, and whether it grows. */
import type { BenchOptions } from '../frame.ts';
import { round } from '../statistics.ts';
import { growth, type Growth, type Sample } from './figures.ts';
import { metricsOf } from './metrics.ts';
import { DESKTOP, openPage } from './page.ts';
import type { Site } from './site.ts';

const EVERY_MS = 30_000;
/** Caches and lists fill first. A run that is not much longer tells nothing of growth. */
const WARM_UP_MS = 120_000;
const LINES = 2;
const BETWEEN_CALLS_MS = 1_500;

export interface DashboardFigures {
  readonly minutes: number;
  readonly calls: number;
  /** Of the page’s main thread: its tasks by the time that passed, collections forced by this bench left out. */
  readonly coreShare: number;
  /** After the warm-up; null: the run was too short for a line. */
  readonly growth: Growth | null;
  readonly samples: readonly Sample[];
}

export async function dashboard(
  site: Site,
  minutes: number,
  options: BenchOptions,
): Promise<DashboardFigures> {
  const endMs = minutes * 60_000;
  const progress = options.progress('web, dashboard', minutes * 60);
  const { page, cdp, close } = await openPage(site.browser, DESKTOP);
  const traffic = keepCalling(site);
  try {
    await cdp.send('Performance.enable');
    await page.goto(`${site.url}/monitoring`);
    await page.locator('main select').first().selectOption('simulated');
    const begun = performance.now();
    const samples: Sample[] = [];
    let busySeconds = 0;
    let passedSeconds = 0;
    let before = await metricsOf(cdp);
    for (let atMs = EVERY_MS; atMs <= endMs; atMs += EVERY_MS) {
      await page.waitForTimeout(Math.max(0, begun + atMs - performance.now()));
      const now = await metricsOf(cdp);
      busySeconds += now.taskSeconds - before.taskSeconds;
      passedSeconds += now.atSeconds - before.atSeconds;
      await cdp.send('HeapProfiler.collectGarbage');
      before = await metricsOf(cdp);
      const { heapBytes, nodes, listeners } = before;
      samples.push({ atMs, heapBytes, nodes, listeners });
      progress.update(Math.round(atMs / 1_000), `${round(heapBytes / 1e6, 1)} MB`);
    }
    return {
      minutes,
      calls: traffic.made(),
      coreShare: round(busySeconds / passedSeconds),
      growth: growth(samples, WARM_UP_MS),
      samples,
    };
  } finally {
    progress.stop();
    await traffic.stop();
    await close();
  }
}

/** Two lines that are never silent for long. */
function keepCalling(site: Site) {
  const end = new AbortController();
  let calls = 0;
  const line = async (delayMs: number) => {
    await pause(delayMs);
    while (!end.signal.aborted) {
      await site.call();
      calls++;
      await pause(BETWEEN_CALLS_MS);
    }
  };
  const lines = Promise.all(Array.from({ length: LINES }, (_, i) => line(i * 2_000)));
  return {
    made: () => calls,
    async stop() {
      end.abort();
      await lines;
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
