/**
 * axe-core finds nothing on any screen, dialog, panel, menu or sheet, in light and dark, in English and Chinese, on a wide screen
 * and on a telephone. What axe cannot see is in keyboardAndReflow.test.ts.
 */
import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeSpecs } from '../../../src/services/flow/index.ts';
import { builtWebApp } from '../../../src/server/web/webApp.ts';
import { violationsOf } from '../../support/browser/axe.ts';
import { hasChromium, launchChromium } from '../../support/browser/chromium.ts';
import { look, newPage, settled, type Look } from '../../support/browser/looks.ts';
import { goTo, screensOf } from '../../support/browser/screens.ts';
import { seededServer, type SeededServer } from '../../support/browser/seededServer.ts';

const webApp = process.env['WEAVER_TEST_WEB'] ?? builtWebApp();

const wide: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'zh-HK', theme: 'dark' },
  { language: 'zh-HK', theme: 'light' },
];
/** What the width changes is found in one look. */
const narrow: readonly Look[] = [{ language: 'zh-HK', theme: 'dark' }];

const screens = screensOf({ nodeTypes: nodeSpecs().map(({ type }) => type) });
let seeded: SeededServer;
let browser: Browser;

describe.skipIf(!hasChromium || webApp === undefined)('axe finds nothing', () => {
  beforeAll(async () => {
    [seeded, browser] = await Promise.all([seededServer(webApp ?? ''), launchChromium()]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await seeded?.close();
  });

  it.each([
    ...screens.map((screen) => ({ screen, width: 1_440, looks: wide })),
    ...screens.filter(({ wideOnly }) => !wideOnly).map((screen) => ({ screen, width: 390, looks: narrow })),
  ])(
    '$screen.name at $width px',
    async ({ screen, width, looks }) => {
      const page = await newPage(browser, { width });
      try {
        await goTo(page, screen, seeded);
        await settled(page);
        for (const [i, one] of looks.entries()) {
          await look(page, one);
          const onlyTheme = looks[i - 1]?.language === one.language;
          const found = await violationsOf(page, onlyTheme ? 'colours' : 'everything');
          expect(found, `${one.language}, ${one.theme}`).toEqual([]);
        }
      } finally {
        await page.context().close();
      }
    },
    60_000,
  );
});
