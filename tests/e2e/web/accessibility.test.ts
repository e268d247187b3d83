/**
 * Every screen, dialog, panel, menu and sheet: axe-core finds nothing, in light and dark, in English and Chinese, on a wide
 * screen and on a telephone; and what axe cannot see: every control is come to by Tab and seen there, Escape leads back, nothing is
 * cut off at 200 and 400 %.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeSpecs } from '../../../src/services/flow/index.ts';
import { builtWebApp } from '../../../src/server/web/webApp.ts';
import { violationsOf } from '../../support/browser/axe.ts';
import { hasChromium, launchChromium } from '../../support/browser/chromium.ts';
import { look, newContext, pageOf, settled, type Look } from '../../support/browser/looks.ts';
import { goTo, screensOf, type Screen } from '../../support/browser/screens.ts';
import { seededServer, type SeededServer } from '../../support/browser/seededServer.ts';
import { walk } from '../../support/browser/walk.ts';

const webApp = process.env['WEAVER_TEST_WEB'] ?? builtWebApp();

const wide: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'zh-HK', theme: 'dark' },
  { language: 'zh-HK', theme: 'light' },
];
/** What the width changes is found in one look. */
const narrow: readonly Look[] = [{ language: 'zh-HK', theme: 'dark' }];
/** CSS pixels: a telephone; the narrowest of WCAG 1.4.10, which is also 1,280 at 400 %; 1,280 at 200 %. */
const narrowWidths = [390, 320, 640];

const screens = screensOf({ nodeTypes: nodeSpecs().map(({ type }) => type) });
/** Arrows lead through a menu, and Tab out of it. */
const isMenu = ({ name }: Screen) => name.includes('menu:') || name.includes('menu of');
let seeded: SeededServer;
let browser: Browser;
let desk: BrowserContext;
let telephone: BrowserContext;

async function at(
  context: BrowserContext,
  screen: Screen,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await pageOf(context);
  try {
    await goTo(page, screen, seeded);
    await settled(page);
    await look(page);
  } finally {
    await page.close();
  }
}

async function hasNoBarrier(page: Page, looks: readonly Look[]): Promise<void> {
  for (const [i, one] of looks.entries()) {
    await look(page, one);
    const onlyTheme = looks[i - 1]?.language === one.language;
    const found = await violationsOf(page, onlyTheme ? 'colours' : 'everything');
    expect.soft(found, `${one.language}, ${one.theme}`).toEqual([]);
  }
}

describe.skipIf(!hasChromium || webApp === undefined)('everybody can use', () => {
  beforeAll(async () => {
    [seeded, browser] = await Promise.all([seededServer(webApp ?? ''), launchChromium()]);
    [desk, telephone] = await Promise.all([
      newContext(browser, { width: 1_440 }),
      newContext(browser, { width: 390 }),
    ]);
    // Every page begins as a new reader's.
    for (const context of [desk, telephone]) await context.addInitScript(() => localStorage.clear());
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await seeded?.close();
  });

  it.each(screens)(
    '$name',
    (screen) =>
      at(desk, screen, async (page) => {
        await hasNoBarrier(page, wide);
        if (!isMenu(screen)) expect.soft(await walk(page), 'by Tab').toEqual([]);
        if (!screen.closes) return;
        await page.keyboard.press('Escape');
        await expect.poll(() => page.locator('[role=dialog], [role=menu]').count()).toBe(0);
        await expect.poll(() => page.locator('main :focus, header :focus').count()).toBe(1);
      }),
    60_000,
  );

  it.each(screens.filter(({ wideOnly }) => !wideOnly))(
    '$name on a telephone, and at 200 and 400 %',
    (screen) =>
      at(telephone, screen, async (page) => {
        await hasNoBarrier(page, narrow);
        for (const width of narrowWidths) {
          await page.setViewportSize({ width, height: 700 });
          await settled(page);
          expect.soft(await page.evaluate(sideways), `${width} px`).toBe(0);
        }
      }),
    60_000,
  );

  it('a screen where nothing moves, if they asked for that', async () => {
    for (const screen of screens.filter(({ name }) =>
      /^(a wait|flows, new|monitoring|test call)$/.test(name),
    ))
      await at(desk, screen, async (page) => {
        expect(await page.evaluate(moving), screen.name).toEqual([]);
      });
  }, 60_000);

  it('the titles of pages to tell one from another', async () => {
    const titles: string[] = [];
    for (const path of ['/', '/monitoring', '/calls', '/settings', '/flows/clinic', '/flows/clinic/nowhere'])
      await at(desk, { name: path, path }, async (page) => {
        titles.push(await page.title());
      });
    expect(new Set(titles).size, titles.join(', ')).toBe(titles.length);
    for (const title of titles) expect(title).toMatch(/Call Flow Weaver$/);
  }, 60_000);
});

/** Runs in the page: how far it can be moved sideways. */
function sideways(): number {
  const page = document.scrollingElement;
  const main = document.querySelector('main');
  return Math.max((page?.scrollWidth ?? 0) - innerWidth, main ? main.scrollWidth - main.clientWidth : 0, 0);
}

/** Runs in the page. */
function moving(): string[] {
  return document
    .getAnimations()
    .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 50)
    .map((one) => (one instanceof CSSAnimation ? one.animationName : String(one.id)));
}
