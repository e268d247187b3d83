/**
 * Takes the pictures of docs/screens again: `node scripts/screens.ts`, after a build of the web app. Words choose some of them
 * (`node scripts/screens.ts builder calls`). `--every <folder>` takes every screen there is instead, for somebody to look at.
 * Calls are simulated, so names and numbers in the pictures are nobody's.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { builtWebApp } from '../src/server/web/webApp.ts';
import { runCall, scenarioFor } from '../src/simulator/index.ts';
import { launchChromium } from '../tests/support/browser/chromium.ts';
import { look, newPage, settled, type Look } from '../tests/support/browser/looks.ts';
import { goTo, screensOf, type Screen } from '../tests/support/browser/screens.ts';
import { seededServer, type SeededServer } from '../tests/support/browser/seededServer.ts';

interface Picture {
  readonly file: string;
  readonly screen: Screen;
  readonly looks: readonly Look[];
  readonly width: number;
  readonly height: number;
}

/** A page of the guide with all of them is still read at once on a slow line. */
const LARGEST_BYTES = 200_000;
/** Until what a reader would wait for stands still: a chart, a waveform, the answer of a synthesiser. */
const STILL_MS = 1_200;

const folder = join(import.meta.dirname, '../docs/screens');
const light: Look = { language: 'en', theme: 'light' };
const dark: Look = { language: 'zh-HK', theme: 'dark' };
const wide = { looks: [light, dark], width: 1_440, height: 900 };
const telephone = { looks: [light], width: 390, height: 844 };

function picturesOf(screens: readonly Screen[]): Picture[] {
  const named = (name: string): Screen => {
    const found = screens.find((screen) => screen.name === name);
    if (!found) throw new Error(`no screen is named "${name}"`);
    return found;
  };
  return [
    { file: 'flows', screen: named('flows'), ...wide },
    { file: 'builder', screen: selected(named('builder, nothing selected')), ...wide },
    { file: 'outline', screen: named('builder, nothing selected'), ...telephone, looks: [light, dark] },
    { file: 'problems', screen: named('builder, problems'), ...wide, looks: [light] },
    { file: 'versions', screen: compared(named('builder, versions and compare')), ...wide, looks: [light] },
    { file: 'setup', screen: named('builder, setup, Languages and voices'), ...wide },
    { file: 'performance', screen: named('builder, setup, Performance'), ...wide },
    { file: 'test', screen: named('test call, in a call'), ...wide },
    { file: 'test-in-builder', screen: inBuilder(named('builder, test call')), ...wide, looks: [light] },
    { file: 'monitoring', screen: chart(named('monitoring')), ...wide },
    { file: 'calls', screen: named('calls'), ...wide },
    { file: 'call', screen: named('call'), ...wide },
    { file: 'settings', screen: named('settings, number'), ...wide },
  ];
}

/** The same screen, and then something more. */
const then = (screen: Screen, more: (page: Page) => Promise<unknown>): Screen => ({
  ...screen,
  open: async (page) => {
    await screen.open?.(page);
    await more(page);
  },
});

const selected = (screen: Screen) =>
  then(screen, async (page) => {
    await page.locator('.react-flow__node').nth(1).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
  });

const compared = (screen: Screen) =>
  then(screen, (page) =>
    page
      .getByRole('dialog')
      .getByRole('button', { name: /^Compare/ })
      .first()
      .click(),
  );

const inBuilder = (screen: Screen) =>
  then(screen, async (page) => {
    await page.getByLabel('Language of the call').selectOption('en-US');
    await page.getByRole('button', { name: 'Type', exact: true }).click();
    const log = page.getByRole('log');
    await log.getByText(/Thank you for calling/).waitFor();
    await page.getByLabel('Type instead of talking').fill('English');
    await page.keyboard.press('Enter');
    await log.getByText(/You can book an appointment/).waitFor();
  });

const chart = (screen: Screen) =>
  then(screen, (page) => page.getByRole('button', { name: 'As a table' }).click());

/** Whole bookings, so that figures are of more than two turns. Calls take as long as people do: side by side. */
async function calls({ server }: SeededServer): Promise<void> {
  const { accountSid, authToken } = server.context.simulator;
  await Promise.all(
    ['en-US', 'zh-HK', 'en-US', 'zh-HK'].map(async (language) => {
      const { options } = scenarioFor('booking-relay', { language });
      await runCall({ ...options, baseUrl: server.url, accountSid, authToken });
    }),
  );
}

const fileName = (screen: string) => screen.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Of each look of each screen that a width has. */
function everyScreen(screens: readonly Screen[]): Picture[] {
  const looks: readonly Look[] = [light, dark, { language: 'zh-CN', theme: 'light' }];
  return screens.flatMap((screen) => [
    { file: fileName(screen.name), screen, looks, width: 1_440, height: 900 },
    ...(screen.wideOnly
      ? []
      : [{ file: `${fileName(screen.name)}-390`, screen, ...telephone, looks: [light, dark] }]),
  ]);
}

/** One picture's trouble does not keep the others from being taken. */
async function take(browser: Browser, seeded: SeededServer, picture: Picture, to: string): Promise<string[]> {
  const { file, screen, looks, width, height } = picture;
  const page = await newPage(browser, { width, height });
  try {
    await goTo(page, screen, seeded);
    const troubles: string[] = [];
    for (const one of looks) {
      await look(page, one);
      await settled(page);
      await page.waitForTimeout(STILL_MS);
      const path = join(to, `${file}-${one.language}-${one.theme}.png`);
      await page.screenshot({ path });
      const { size } = statSync(path);
      if (size > LARGEST_BYTES) troubles.push(`${path}: ${size} bytes`);
    }
    return troubles;
  } catch (error) {
    return [`${file}: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    await page.context().close();
  }
}

const { values, positionals: words } = parseArgs({
  options: { every: { type: 'string' } },
  allowPositionals: true,
});
const webApp = process.env['WEAVER_TEST_WEB'] ?? builtWebApp();
if (webApp === undefined) throw new Error('The web app is not built: node scripts/webApp.mjs');
const seeded = await seededServer(webApp);
const browser = await launchChromium();
const troubles: string[] = [];
try {
  await calls(seeded);
  const screens = screensOf(seeded);
  const to = values.every ?? folder;
  mkdirSync(to, { recursive: true });
  const pictures = values.every === undefined ? picturesOf(screens) : everyScreen(screens);
  for (const picture of pictures) {
    if (words.length > 0 && !words.some((word) => picture.file.includes(word))) continue;
    const found = await take(browser, seeded, picture, to);
    console.log(found.length === 0 ? picture.file : found.join('\n'));
    troubles.push(...found);
  }
} finally {
  await browser.close();
  await seeded.close();
}
if (troubles.length > 0) process.exitCode = 1;
