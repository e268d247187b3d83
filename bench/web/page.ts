/** Pages of a real Chromium, each in a profile of its own, with what the browser itself notes about paints and shifts. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';

export interface View {
  readonly width: number;
  readonly height: number;
  readonly locale: string;
}

export const DESKTOP: View = { width: 1_440, height: 900, locale: 'en-GB' };

/** What each screen is for: a card of the flow, a chart, a table, a form. */
const USABLE = '.react-flow__node, [data-node-name], [data-chart], main table, main form, main h1 ~ *';

/** Installed before any script of the page. The seen values wait in `globalThis.weaverBench`. */
const observers = `(() => {
  const seen = (globalThis.weaverBench = { lcpMs: 0, lcpElement: '', usableMs: null, shifts: [], events: [] });
  const watch = (type, more, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', {}, (entry) => {
    seen.lcpMs = entry.startTime;
    seen.lcpElement = entry.element ? entry.element.tagName + ' ' + (entry.element.textContent ?? '').slice(0, 60) : '';
  });
  watch('layout-shift', {}, (entry) => {
    if (entry.hadRecentInput) return;
    const moved = entry.sources.map(({ node }) => (node?.parentElement ? (node.tagName ?? 'text') + '.' + String(node.className ?? '').slice(0, 60) : '?'));
    seen.shifts.push({ at: entry.startTime, value: entry.value, moved });
  });
  const look = () => {
    if (document.querySelector('${USABLE}')) seen.usableMs = performance.now();
    else requestAnimationFrame(look);
  };
  look();
  const keys = new Map();
  addEventListener('keydown', ({ timeStamp, key }) => keys.set(timeStamp, key), true);
  watch('event', { durationThreshold: 16 }, (entry) => {
    if (!entry.interactionId) return;
    const { interactionId: id, name, duration: durationMs, startTime, processingStart, processingEnd } = entry;
    const key = keys.get(startTime) ?? '';
    seen.events.push({ id, name, key, durationMs, delayMs: processingStart - startTime, workMs: processingEnd - processingStart });
  });
})();`;

export interface Shift {
  readonly at: number;
  readonly value: number;
  readonly moved: readonly string[];
}

/** One event of an interaction, as the Event Timing API gives it (in steps of 8 ms; those under 16 ms are not given). */
export interface TimedEvent {
  readonly id: number;
  readonly name: string;
  readonly key: string;
  /** From the hand to the next paint. */
  readonly durationMs: number;
  /** Of that: until the page had time for it, and in its listeners; the rest is drawing. */
  readonly delayMs: number;
  readonly workMs: number;
}

export interface Seen {
  readonly lcpMs: number;
  readonly lcpElement: string;
  /** When what the screen is for stood there; null: it never did. */
  readonly usableMs: number | null;
  readonly shifts: readonly Shift[];
  readonly events: readonly TimedEvent[];
}

export interface OpenPage {
  readonly page: Page;
  readonly cdp: CDPSession;
  seen(): Promise<Seen>;
  close(): Promise<void>;
}

/** `stored`: what the page finds in its local storage, so that it opens as for somebody who knows it. */
export async function openPage(
  browser: Browser,
  { width, height, locale }: View,
  stored: Readonly<Record<string, string>> = {},
): Promise<OpenPage> {
  const context: BrowserContext = await browser.newContext({ locale, viewport: { width, height } });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(observers);
  const items = JSON.stringify(Object.entries(stored));
  await context.addInitScript(`for (const [key, value] of ${items}) localStorage.setItem(key, value);`);
  const page = await context.newPage();
  return {
    page,
    cdp: await context.newCDPSession(page),
    seen: () => page.evaluate<Seen>('globalThis.weaverBench'),
    close: () => context.close(),
  };
}
