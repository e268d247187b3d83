/** What the server says, on a page in another language: said in it, and its texts are loaded when they are needed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type WeaverServer } from '../../../src/server/index.ts';
import { builtWebApp } from '../../../src/server/web/webApp.ts';
import { hasChromium, launchChromium } from '../../support/browser/chromium.ts';

const webApp = process.env['WEAVER_TEST_WEB'] ?? builtWebApp();
const PATIENCE_MS = 30_000;

let home: string;
let server: WeaverServer;
let browser: Browser;

const at = (x: number) => ({ position: { x, y: 0 } });
/** Nobody gets to the transfer, which has no number; the line is missing in the second language. */
const broken = {
  format: 'call-flow-weaver/workflow',
  formatVersion: 1,
  config: { name: 'Broken', languages: [{ language: 'en-US' }, { language: 'zh-HK' }] },
  flow: {
    nodes: [
      { id: 'start', type: 'start', data: {}, ...at(0) },
      { id: 'hello', type: 'say', label: 'Hello', data: { lines: { 'en-US': 'Hello.' } }, ...at(300) },
      { id: 'on', type: 'transfer', label: 'On', data: {}, ...at(600) },
      { id: 'end', type: 'end', data: {}, ...at(900) },
    ],
    edges: [
      { id: 'a', source: 'start', outcome: 'next', target: 'hello' },
      { id: 'b', source: 'hello', outcome: 'next', target: 'end' },
    ],
    variables: [],
  },
};

async function openPage(path: string, locale: string): Promise<{ page: Page; loaded: string[] }> {
  const context = await browser.newContext({ locale, viewport: { width: 1_280, height: 900 } });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const loaded: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/(errors)-/.exec(request.url()) ?? [];
    if (name !== undefined) loaded.push(name);
  });
  await page.goto(server.url + path);
  return { page, loaded };
}

describe.skipIf(!hasChromium || webApp === undefined)('what the server says', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'weaver-languages-'));
    server = await startServer({
      env: { PORT: '0', WEAVER_HOME: home, WEAVER_LOG_LEVEL: 'error', WEAVER_VAD: 'energy' },
      ...(webApp === undefined ? {} : { webApp }),
    });
    browser = await launchChromium();
    await fetch(`${server.url}/api/workflows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ slug: 'broken', name: 'Broken', document: broken }),
    });
  }, PATIENCE_MS);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(home, { recursive: true, force: true });
  });

  it.each([
    [
      'zh-HK',
      /個問題/,
      ['On：要轉接的來電者只會聽到轉接失敗：沒有可撥打的號碼。', '說廣東話（香港）的來電者', '「無人接聽」'],
    ],
    [
      'zh-CN',
      /个问题/,
      ['On：要转接的来电者只会听到转接失败：没有可拨打的号码。', '说粤语（香港）的来电者', '“无人接听”'],
    ],
    ['en-GB', /problems/, ['On: A caller who should be connected would be told that it failed']],
  ])('about a flow, in %s', async (locale, button, sentences) => {
    const { page } = await openPage('/flows/broken', locale);
    await page.getByRole('button', { name: button }).click();
    const list = page.locator('section ul').last();
    await list
      .getByText(sentences[0] ?? '')
      .first()
      .waitFor();
    const said = await list.innerText();
    for (const sentence of sentences) expect(said).toContain(sentence);
    if (locale.startsWith('zh')) expect(said).not.toMatch(/caller|would|node/);
    await page.context().close();
  });

  it('about a request, with texts that come when one is refused', async () => {
    const { page, loaded } = await openPage('/', 'zh-HK');
    await page.getByRole('link', { name: 'Broken' }).first().waitFor();
    expect(loaded).toEqual([]);
    await page.goto(`${server.url}/flows/nowhere`);
    const alert = page.getByRole('alert');
    await alert.getByText('沒有流程 nowhere。').waitFor();
    expect(await alert.innerText()).toContain('STORE_NOT_FOUND');
    expect(loaded).toEqual(['errors']);
    await page.context().close();
  });
});
