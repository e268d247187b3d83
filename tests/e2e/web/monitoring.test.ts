/** Monitoring and calls as a person sees them: a real call over the simulated network, while it goes on and afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type WeaverServer } from '../../../src/server/index.ts';
import { builtWebApp } from '../../../src/server/web/webApp.ts';
import { closeEmbeddedCallerVoices, type CallOutcome } from '../../../src/simulator/index.ts';
import { bookingBegun } from '../../support/bookingBegun.ts';
import { violationsOf } from '../../support/browser/axe.ts';
import { hasChromium, launchChromium } from '../../support/browser/chromium.ts';
import { whenWarm } from '../../support/whenWarm.ts';

const webApp = process.env['WEAVER_TEST_WEB'] ?? builtWebApp();
const PATIENCE_MS = 45_000;

let home: string;
let server: WeaverServer;
let browser: Browser;

async function openPage(
  path: string,
  options: { locale?: string; colorScheme?: 'dark'; width?: number } = {},
): Promise<Page> {
  const { locale = 'en-GB', colorScheme = 'light', width = 1_280 } = options;
  const viewport = { width, height: 900 };
  // axe is put into the page
  const context = await browser.newContext({ locale, colorScheme, viewport, bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(server.url + path);
  return page;
}

async function send(path: string, method: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
}

/** The clinic keeps the sound of its calls from now on. */
async function recordCalls(): Promise<void> {
  const answer = await fetch(`${server.url}/api/workflows/clinic/draft`);
  const { document, etag } = (await answer.json()) as {
    document: { config: { privacy: { recordCalls: boolean } } };
    etag: string;
  };
  document.config.privacy.recordCalls = true;
  await send('/workflows/clinic/draft', 'PUT', document, { 'if-match': `"${etag}"` });
  await send('/workflows/clinic/publish', 'POST', {});
}

describe.skipIf(!hasChromium || webApp === undefined)('monitoring in a browser', () => {
  let outcome: CallOutcome;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'weaver-web-'));
    server = await startServer({
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', WEAVER_HOME: home, WEAVER_LOG_LEVEL: 'silent' },
      webApp,
    });
    browser = await launchChromium();
    await whenWarm(server.url);
    await recordCalls();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close({ drainMs: 0 });
    await closeEmbeddedCallerVoices();
    await rm(home, { recursive: true, force: true });
  });

  it('is never blank: before the first call it says what to do, and shows a sample that is in no figure', async () => {
    const page = await openPage('/monitoring');
    await page.getByText('No calls in this time.').waitFor();
    await page.getByRole('link', { name: 'See a sample call' }).click();
    await page.getByRole('heading', { name: 'A sample call' }).waitFor();
    await page.getByText('Sample', { exact: true }).waitFor();
    expect(await page.locator('[data-slot=waterfall]').count()).toBeGreaterThan(3);
    const { calls } = (await (await fetch(`${server.url}/api/calls`)).json()) as { calls: unknown[] };
    expect(calls).toEqual([]);
    await page.context().close();
  });

  it('shows a call while it goes on, its turns and its waterfall', async () => {
    const list = await openPage('/calls');
    await list.getByText('No calls yet').waitFor();
    const monitoring = await openPage('/monitoring');
    await monitoring.getByLabel('Which calls').first().selectOption('simulated');
    const calling = bookingBegun(server, 'media');
    await list.getByRole('table').getByText('Live', { exact: true }).waitFor();
    await monitoring.getByRole('link', { name: 'clinic' }).waitFor();
    await list.getByRole('row').nth(1).getByRole('link').click();
    // Its answers come into the open page.
    await list.getByText(/Thank you for calling/).waitFor();
    await list.locator('[data-slot=waterfall]').nth(1).waitFor();
    outcome = await calling;
    expect(outcome.errors).toEqual([]);
    await list.locator('dl').getByText('Caller hung up', { exact: true }).waitFor();
    // What the page of figures had open follows by itself.
    await monitoring
      .getByText(/P50 .* of \d+ turns/)
      .first()
      .waitFor();
    await Promise.all([list, monitoring].map((page) => page.context().close()));
  }, 120_000);

  it('plays a stretch of the waterfall, with one cursor for sound, words and events', async () => {
    const page = await openPage(`/calls/${outcome.callSid}`);
    const position = page.getByRole('slider', { name: 'Position' });
    await position.waitFor();
    expect(await position.inputValue()).toBe('0');
    const turn = page.locator('[data-slot=waterfall]').nth(1);
    await turn.getByRole('button').first().click();
    await turn.getByRole('button', { name: /End of turn/ }).click();
    await page.locator('li[aria-current=true]').first().waitFor();
    await expect
      .poll(async () => Number(await position.inputValue()), { timeout: PATIENCE_MS })
      .toBeGreaterThan(0);
    const marked = page.locator('section', { hasText: 'Events' }).locator('[aria-current=true]');
    expect(await marked.count()).toBeGreaterThan(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('answers ranges of a recording, and its peaks', async () => {
    const url = `${server.url}/api/calls/${outcome.callSid}/recording`;
    const part = await fetch(url, { headers: { range: 'bytes=10-83' } });
    expect(part.status).toBe(206);
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(10, 84));
    expect(part.headers.get('content-range')).toBe(`bytes 10-83/${whole.length}`);
    const { durationMs, caller, agent } = (await (await fetch(`${url}/peaks`)).json()) as {
      durationMs: number;
      caller: number[];
      agent: number[];
    };
    expect(Math.abs(durationMs - outcome.durationMs)).toBeLessThan(2_000);
    expect([Math.max(...caller), Math.max(...agent)].every((peak) => peak > 0.05)).toBe(true);
  });

  it('filters on the server, keeps the filters in the address, and exports what they leave', async () => {
    const page = await openPage('/calls?end=failed');
    await page.getByText('No call fits these filters').waitFor();
    await page.getByLabel('Outcome').selectOption('caller-hung-up');
    await page.getByRole('table').waitFor();
    expect(new URL(page.url()).search).toBe('?end=caller-hung-up');
    const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    const csv = await (await fetch(new URL(href ?? '', server.url))).text();
    expect(csv.trim().split('\r\n')).toHaveLength(2);
    expect(csv).toContain(outcome.callSid);
    await page.getByLabel('Slower than, ms').fill('60000');
    await page.getByText('No call fits these filters').waitFor();
    await page.context().close();
  });

  it('adds an alert rule by keyboard', async () => {
    const page = await openPage('/monitoring');
    const add = page.getByRole('button', { name: 'Add a rule' });
    await add.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Name').fill('Slow answers');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Slow answers', { exact: true }).first().waitFor();
    await page.context().close();
  });

  it('has no fault that axe finds, light and dark, English and Chinese, wide and narrow', async () => {
    for (const path of ['/monitoring', '/calls', `/calls/${outcome.callSid}`, '/calls/sample']) {
      for (const options of [
        { locale: 'en-GB' },
        { locale: 'en-GB', colorScheme: 'dark' as const, width: 390 },
        { locale: 'zh-HK', colorScheme: 'dark' as const },
        { locale: 'zh-HK', width: 390 },
      ]) {
        const page = await openPage(path, options);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        expect(await violationsOf(page), `${path} ${JSON.stringify(options)}`).toEqual([]);
        const overflow = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
        expect(overflow, path).toBe(0);
        await page.context().close();
      }
    }
  }, 180_000);

  it('deletes a call with all that was kept of it, when asked twice', async () => {
    const page = await openPage(`/calls/${outcome.callSid}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No calls yet').waitFor();
    const gone = await fetch(`${server.url}/api/calls/${outcome.callSid}/recording`);
    expect(gone.status).toBe(404);
    await page.context().close();
  });
});
