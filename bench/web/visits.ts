/** Cold visits, each with an empty cache: how much comes, when the largest paint is, and what jumps. */
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import type { BenchOptions } from '../frame.ts';
import { round, summarise } from '../statistics.ts';
import { cumulativeShift, firstLoad, median, type FirstLoad, type Load } from './figures.ts';
import { DESKTOP, openPage, type Seen, type View } from './page.ts';
import { flowPath, type Site } from './site.ts';

export interface Screen {
  readonly name: string;
  readonly path: string;
}

export const screensOf = ({ callSid }: Site) =>
  [
    { name: 'workflows', path: '/' },
    { name: 'builder', path: flowPath(50) },
    { name: 'monitoring', path: '/monitoring' },
    { name: 'calls', path: '/calls' },
    { name: 'call detail', path: `/calls/${callSid}` },
    { name: 'settings', path: '/settings' },
    { name: 'test call', path: '/flows/clinic/test' },
  ] as const satisfies readonly Screen[];

/** Parts that are asked for a second after the paint are still of the first load. */
const QUIET_MS = 2_500;
const LONGEST_MS = 30_000;
const FIRST_MOVE_MS = 1_000;
/** Shifts are watched for this long after the page's load event. */
const SHIFTS_MS = 3_000;

export interface Visit {
  readonly load: FirstLoad;
  /** Scripts and styles that come when a pointer first moves over the page: parts that somebody may want next. */
  readonly atFirstMoveKib: number;
  readonly seen: Seen;
}

export async function visit(site: Site, { path }: Screen, view: View = DESKTOP): Promise<Visit> {
  const { page, seen, close } = await openPage(site.browser, view);
  try {
    const responses: Response[] = [];
    let heard = performance.now();
    page.on('response', (response) => {
      responses.push(response);
      // A page that asks every few seconds for figures has loaded all the same.
      if (!new URL(response.url()).pathname.startsWith('/api/')) heard = performance.now();
    });
    await page.goto(site.url + path, { waitUntil: 'load' });
    const begun = performance.now();
    while (performance.now() - heard < QUIET_MS && performance.now() - begun < LONGEST_MS)
      await page.waitForTimeout(100);
    const ends = new Map(
      await page.evaluate<[string, number][]>(
        `performance.getEntriesByType('resource').map((entry) => [entry.name, entry.responseEnd])`,
      ),
    );
    const loads = await Promise.all(responses.map((response) => loadOf(response, ends)));
    const noted = await seen();
    await page.mouse.move(view.width / 2, view.height / 2);
    await page.waitForTimeout(FIRST_MOVE_MS);
    const more = await Promise.all(responses.slice(loads.length).map((response) => loadOf(response, ends)));
    return {
      load: firstLoad(loads, noted.lcpMs),
      atFirstMoveKib: firstLoad(more, 0).codeKib,
      seen: noted,
    };
  } finally {
    await close();
  }
}

async function loadOf(response: Response, ends: ReadonlyMap<string, number>): Promise<Load> {
  await response.finished();
  const { responseBodySize: sentBytes } = await response.request().sizes();
  const { pathname } = new URL(response.url());
  const gzipBytes = pathname.startsWith('/assets/') ? await gzipSize(response.url()) : sentBytes;
  return { path: pathname, gzipBytes, sentBytes, doneMs: ends.get(response.url()) ?? 0 };
}

const sizes = new Map<string, number>();

/** Of a file of the build, which never changes. Fonts are compressed already. */
async function gzipSize(url: string): Promise<number> {
  const known = sizes.get(url);
  if (known !== undefined) return known;
  const body = Buffer.from(await (await fetch(url)).arrayBuffer());
  const size = url.endsWith('.woff2') ? body.length : gzipSync(body, { level: 9 }).length;
  sizes.set(url, size);
  return size;
}

export async function coldVisits(site: Site, times: number, options: BenchOptions) {
  const screens = screensOf(site);
  const progress = options.progress('web, cold visits', screens.length * times);
  const results: Record<string, ReturnType<typeof summaryOf>> = {};
  try {
    for (const screen of screens) {
      const visits: Visit[] = [];
      for (let i = 0; i < times; i++) {
        visits.push(await visit(site, screen));
        progress.update(Object.keys(results).length * times + i + 1, screen.name);
      }
      results[screen.name] = summaryOf(visits);
    }
  } finally {
    progress.stop();
  }
  return results as Record<ReturnType<typeof screensOf>[number]['name'], ReturnType<typeof summaryOf>>;
}

function summaryOf(visits: readonly Visit[]) {
  const lcp = summarise(visits.map(({ seen }) => seen.lcpMs));
  const usable = visits.flatMap(({ seen }) => seen.usableMs ?? []);
  // What comes is the same each time; what had come at the paint is not.
  const beforePaintKib = median(visits.map(({ load }) => load.beforePaintKib));
  return {
    ...(visits[0]?.load as FirstLoad),
    beforePaintKib,
    atFirstMoveKib: visits[0]?.atFirstMoveKib ?? 0,
    lcpMs: { median: lcp.p50, worst: lcp.max, n: lcp.count },
    lcpElement: visits[0]?.seen.lcpElement ?? '',
    usableMs: usable.length === 0 ? null : round(median(usable), 0),
  };
}

export async function shifts(site: Site, options: BenchOptions) {
  const views = [1_440, 390].flatMap((width) =>
    ['en-GB', 'zh-HK'].map((locale) => ({ width, height: width < 600 ? 844 : 900, locale })),
  );
  const screens = screensOf(site);
  const progress = options.progress('web, layout shifts', views.length * screens.length);
  const table: { screen: string; view: string; cls: number; moved?: string }[] = [];
  try {
    for (const screen of screens)
      for (const view of views) {
        const { page, seen, close } = await openPage(site.browser, view);
        await page.goto(site.url + screen.path, { waitUntil: 'load' });
        await page.waitForTimeout(SHIFTS_MS);
        const { shifts: noted } = await seen();
        await close();
        const cls = cumulativeShift(noted);
        const worst = noted.toSorted((a, b) => b.value - a.value)[0];
        table.push({
          screen: screen.name,
          view: `${view.width} ${view.locale}`,
          cls,
          ...(worst && worst.value > 0.01 && { moved: worst.moved.join(' | ') }),
        });
        progress.update(table.length, screen.name);
      }
  } finally {
    progress.stop();
  }
  return table;
}
