/** Looks of a page that is open: its language and its light change in place, as another tab of the reader changes them. */
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Look {
  readonly language: 'en' | 'zh-HK' | 'zh-CN';
  readonly theme: 'light' | 'dark';
}

interface PageOptions extends Partial<Look> {
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
}

/** Nothing moves: what is measured is what stays. */
export async function newPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  return pageOf(await newContext(browser, options));
}

/** One browser's worth of pages: what one has loaded the next need not. */
export async function newContext(browser: Browser, options: PageOptions = {}): Promise<BrowserContext> {
  const { language = 'en', theme = 'light', width = 1_440, height = 900, scale = 1 } = options;
  return browser.newContext({
    locale: language === 'en' ? 'en-GB' : language,
    timezoneId: 'Asia/Hong_Kong',
    colorScheme: theme,
    reducedMotion: 'reduce',
    deviceScaleFactor: scale,
    viewport: { width, height },
    bypassCSP: true, // axe is put into the page
  });
}

export async function pageOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

export async function look(page: Page, { language, theme }: Look): Promise<void> {
  await page.evaluate(
    ([tongue, light]) => {
      for (const [key, value] of [
        ['weaver.language', tongue],
        ['weaver.theme', light],
      ] as const) {
        localStorage.setItem(key, value);
        dispatchEvent(new StorageEvent('storage', { key }));
      }
    },
    [language, theme] as const,
  );
  await page.waitForFunction(
    ([tongue, light]) => {
      const { lang, classList } = document.documentElement;
      return lang === tongue && classList.contains('dark') === (light === 'dark');
    },
    [language, theme] as const,
  );
  await settled(page);
}

/** Drawn. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}
