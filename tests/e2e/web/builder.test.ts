/** The flow builder as people use it: a real Chromium, a real server, drafts that are really saved. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type WeaverServer } from '../../../src/server/index.ts';
import { builtWebApp } from '../../../src/server/web/webApp.ts';
import type { WorkflowDocument } from '../../../src/types/workflow.ts';
import { violationsOf } from '../../support/browser/axe.ts';
import { hasChromium, launchChromium } from '../../support/browser/chromium.ts';
import { largeFlow } from '../../support/largeFlow.ts';

const webApp = process.env['WEAVER_TEST_WEB'] ?? builtWebApp();
const PATIENCE_MS = 30_000;

let home: string;
let server: WeaverServer;
let browser: Browser;

const start = (port = '0') =>
  startServer({
    env: { PORT: port, WEAVER_HOME: home, WEAVER_LOG_LEVEL: 'error', WEAVER_VAD: 'energy' },
    ...(webApp === undefined ? {} : { webApp }),
  });

async function newContext(
  options: { locale?: string; dark?: boolean; width?: number } = {},
): Promise<BrowserContext> {
  const { locale = 'en-GB', dark = false, width = 1_280 } = options;
  const context = await browser.newContext({
    locale,
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height: 900 },
    bypassCSP: true, // axe is put into the page
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

async function openPage(path: string, context?: BrowserContext): Promise<Page> {
  const page = await (context ?? (await newContext())).newPage();
  await page.goto(server.url + path);
  return page;
}

/** A small flow of its own for each test: start → say → end. */
async function makeFlow(slug: string, nodes = 3, base = server.url): Promise<void> {
  const document = largeFlow(nodes, `Flow ${slug}`);
  const made = await fetch(`${base}/api/workflows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ slug, name: document.config.name, document }),
  });
  expect(made.status).toBe(201);
}

async function savedDraft(slug: string, base = server.url) {
  const answer = await fetch(`${base}/api/workflows/${slug}/draft`);
  return (await answer.json()) as { document: WorkflowDocument; etag: string };
}

const draftOf = async (slug: string, base = server.url) => (await savedDraft(slug, base)).document;

const labels = async (slug: string) =>
  (await draftOf(slug)).flow.nodes.map(({ label, type }) => label ?? type);
const ways = async (slug: string) =>
  (await draftOf(slug)).flow.edges
    .map(({ source, outcome, target }) => `${source}.${outcome} → ${target}`)
    .sort();

const card = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
const focused = (page: Page) =>
  page.evaluate<string | null>('document.activeElement?.getAttribute("data-id") ?? null');

/** Where one types what to add or to find. */
const palette = (page: Page) => page.getByRole('dialog').getByRole('combobox');

async function publish(page: Page, note = ''): Promise<void> {
  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog', { name: /Publish|published/ });
  await dialog.getByLabel('What is new').fill(note);
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await dialog.getByText('Version 1 is published').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
}

/** F2, a name, Enter. */
async function rename(page: Page, id: string, name: string): Promise<void> {
  await card(page, id).focus();
  await card(page, id).click({ position: { x: 120, y: 12 } });
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Rename' }).fill(name);
  await page.keyboard.press('Enter');
}

/** A server of its own that can be killed. */
async function serverProcess(folder: string, port = '0'): Promise<{ child: ChildProcess; url: string }> {
  const script = fileURLToPath(new URL('../../support/web/serverChild.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, port, webApp ?? ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: told.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Saving, checking and drawing take a moment. */
const patience = { timeout: PATIENCE_MS };

beforeAll(async () => {
  if (!hasChromium || webApp === undefined) return;
  home = await mkdtemp(join(tmpdir(), 'weaver-builder-'));
  server = await start();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.close({ drainMs: 0 });
  if (home) await rm(home, { recursive: true, force: true });
});

const missing = !hasChromium
  ? ' (skipped: no Chromium)'
  : webApp === undefined
    ? ' (skipped: not built)'
    : '';

describe.skipIf(missing !== '')(`the flow builder${missing}`, { timeout: 120_000 }, () => {
  it('builds a flow by keyboard alone, undoes, saves, and has it after a reload', async () => {
    const page = await openPage('/');
    const { keyboard } = page;
    await page.getByRole('button', { name: 'New flow' }).focus();
    await keyboard.press('Enter');
    await page.getByRole('radio', { name: /^An empty flow/ }).focus();
    await keyboard.press('Space');
    await page.getByRole('textbox', { name: 'Name' }).focus();
    await keyboard.type('By keyboard');
    await keyboard.press('Enter');
    await page.waitForURL('**/flows/by-keyboard');
    await card(page, 'start').waitFor();

    // The keys of the canvas work at once; arrows walk from what has the focus.
    await keyboard.press('ArrowDown');
    await expect.poll(() => focused(page), patience).toBe('start');
    await keyboard.press('ArrowDown');
    await expect.poll(() => focused(page), patience).toBe('end');
    await keyboard.press('ArrowUp');
    await expect.poll(() => focused(page), patience).toBe('start');

    // A say node between Start and End, named.
    await keyboard.press('a');
    await palette(page).waitFor();
    await keyboard.type('say');
    await keyboard.press('Enter');
    await expect.poll(() => focused(page), patience).toBe('say');
    await keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Rename' }).waitFor();
    await keyboard.type('Opening hours');
    await keyboard.press('Enter');
    await expect.poll(() => focused(page), patience).toBe('say');
    await expect.poll(() => labels('by-keyboard'), patience).toContain('Opening hours');
    expect(await ways('by-keyboard')).toEqual(['say.next → end', 'start.next → say']);

    // Deleting closes the gap and keeps the focus; undo brings the node back with its name and its connections.
    await keyboard.press('Delete');
    await expect.poll(() => focused(page), patience).toBe('start');
    await expect.poll(() => ways('by-keyboard'), patience).toEqual(['start.next → end']);
    await keyboard.press('Control+z');
    await keyboard.press('Control+s');
    await expect.poll(() => ways('by-keyboard'), patience).toEqual(['say.next → end', 'start.next → say']);
    await page.getByText('Saved', { exact: true }).waitFor();

    await page.reload();
    await card(page, 'say').getByText('Opening hours').waitFor();
    await page.context().close();
  });

  it('connects, adds and deletes in the outline', async () => {
    await makeFlow('outline');
    const page = await openPage('/flows/outline', await newContext({ width: 390 }));
    const next = page.getByRole('combobox', { name: 'Next' }).first();
    await next.focus();
    await next.selectOption({ label: 'End · end' });
    await expect.poll(() => ways('outline'), patience).toEqual(['n1.next → end', 'start.next → end']);
    await next.selectOption('Hangs up on purpose');
    await expect
      .poll(async () => (await draftOf('outline')).flow.nodes[0]?.data['hangUp'], patience)
      .toEqual(['next']);
    await page.getByRole('button', { name: 'What to do with “Line 1”' }).click();
    await page.getByRole('menuitem', { name: /^Delete/ }).click();
    await expect.poll(() => labels('outline'), patience).toEqual(['start', 'end']);
    await page.context().close();
  });

  it('loses nothing when two tabs edit one draft', async () => {
    await makeFlow('tabs', 4);
    const context = await newContext();
    const [first, second] = [await openPage('/flows/tabs', context), await openPage('/flows/tabs', context)];
    await Promise.all([card(first, 'n1').waitFor(), card(second, 'n2').waitFor()]);
    await rename(first, 'n1', 'From the first');
    await rename(second, 'n2', 'From the second');
    await expect
      .poll(() => labels('tabs'), patience)
      .toEqual(['start', 'From the first', 'From the second', 'end']);
    await card(first, 'n2').getByText('From the second').waitFor();
    await card(second, 'n1').getByText('From the first').waitFor();
    // Undo in the first takes back what the first did.
    await first.keyboard.press('Control+z');
    await expect.poll(() => labels('tabs'), patience).toEqual(['start', 'Line 1', 'From the second', 'end']);
    await context.close();
  });

  it('asks when two people changed the same thing, and keeps both until somebody chose', async () => {
    await makeFlow('conflict');
    // Two people: nothing is shared between their browsers.
    const [first, second] = [await openPage('/flows/conflict'), await openPage('/flows/conflict')];
    await Promise.all([card(first, 'n1').waitFor(), card(second, 'n1').waitFor()]);
    await rename(first, 'n1', 'First');
    await expect.poll(() => labels('conflict'), patience).toContain('First');
    await rename(second, 'n1', 'Second');
    const dialog = second.getByRole('dialog', { name: 'Somebody else saved this flow' });
    await dialog.waitFor();
    expect(await labels('conflict')).toContain('First');
    await dialog.getByRole('button', { name: 'Keep yours as a new flow' }).click();
    await second.waitForURL('**/flows/conflict-2');
    expect(await labels('conflict-2')).toContain('Second');
    expect(await labels('conflict')).toContain('First');
    await Promise.all([first.context().close(), second.context().close()]);
  });

  it('keeps the work while the server restarts, and when the page is loaded again before it is back', async () => {
    await makeFlow('restart');
    const page = await openPage('/flows/restart');
    await card(page, 'n1').waitFor();
    const { port } = new URL(server.url);
    await server.close({ drainMs: 0 });
    await rename(page, 'n1', 'While it was away');
    await page.getByText(/^Not saved:/).waitFor();
    server = await start(port);
    await expect.poll(() => labels('restart'), patience).toContain('While it was away');
    await page.getByText('Saved', { exact: true }).waitFor();

    // The draft cannot be written, the page is loaded again: what was unsaved is there, and is saved when it can be.
    await page.route('**/draft', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await rename(page, 'n1', 'Before the reload');
    await page.getByText(/^Not saved:/).waitFor();
    await page.reload();
    await card(page, 'n1').getByText('Before the reload').waitFor();
    expect(await labels('restart')).toContain('While it was away');
    await page.unroute('**/draft');
    await expect.poll(() => labels('restart'), patience).toContain('Before the reload');
    await page.context().close();
  });

  it('loses nothing when the server is killed while somebody edits', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weaver-killed-'));
    let { child, url } = await serverProcess(folder);
    try {
      await makeFlow('killed', 4, url);
      const page = await (await newContext()).newPage();
      await page.goto(`${url}/flows/killed`);
      await card(page, 'n1').waitFor();
      await rename(page, 'n1', 'Saved a moment ago');
      const names = async () => (await draftOf('killed', url)).flow.nodes.map(({ label }) => label);
      await expect.poll(names, patience).toContain('Saved a moment ago');
      await rename(page, 'n2', 'Typed before it died');
      await kill(child);
      await rename(page, 'n1', 'Typed while it was dead');
      await page.getByText(/^Not saved:/).waitFor();
      ({ child, url } = await serverProcess(folder, new URL(url).port));
      await expect
        .poll(names, patience)
        .toEqual([undefined, 'Typed while it was dead', 'Typed before it died', undefined]);
      await page.getByText('Saved', { exact: true }).waitFor();
      await page.context().close();
    } finally {
      await kill(child);
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('asks before a version replaces what somebody else saved a moment ago', async () => {
    await makeFlow('older', 4);
    const [first, second] = [await openPage('/flows/older'), await openPage('/flows/older')];
    await Promise.all([card(first, 'n1').waitFor(), card(second, 'n1').waitFor()]);
    await publish(first);
    await rename(first, 'n1', 'Newer');
    await expect.poll(() => labels('older'), patience).toContain('Newer');
    await first.getByRole('button', { name: 'Versions' }).click();
    const sheet = first.getByRole('dialog', { name: 'Versions' });
    await sheet.getByRole('button', { name: 'Restore v1' }).click();
    // Another machine: nothing tells this page.
    await rename(second, 'n2', 'From the other');
    const both = ['start', 'Newer', 'From the other', 'end'];
    await expect.poll(() => labels('older'), patience).toContain('From the other');
    const restore = sheet.getByRole('button', { name: 'Make version 1 the draft' });
    await restore.click();
    await sheet.getByText(/Somebody else saved this flow a moment ago/).waitFor();
    expect(await labels('older')).toEqual(both);
    await restore.click();
    await sheet.getByText(/The draft is now a copy of version 1/).waitFor();
    expect(await labels('older')).toEqual(['start', 'Line 1', 'Line 2', 'end']);
    // What they had saved is one step back.
    await first.keyboard.press('Escape');
    await first.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => labels('older'), patience).toEqual(both);
    await Promise.all([first.context().close(), second.context().close()]);
  });

  it('does not save a flow that was emptied without asking', async () => {
    await makeFlow('emptied', 6);
    const page = await openPage('/flows/emptied');
    await card(page, 'n1').click({ position: { x: 120, y: 12 } });
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Shift+Delete');
    await page.getByText('Not saved: the flow went from 6 nodes to 0.').waitFor();
    expect(await labels('emptied')).toHaveLength(6);
    await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await labels('emptied')).toHaveLength(6);
    await page.context().close();
  });

  it('says what is wrong on the node and in the list, and goes there', async () => {
    await makeFlow('problems');
    const page = await openPage('/flows/problems');
    await card(page, 'start').focus();
    await page.keyboard.press('a');
    await palette(page).waitFor();
    await page.keyboard.type('branch');
    await page.keyboard.press('Enter');
    await card(page, 'branch').locator('.text-destructive').waitFor();
    await page
      .getByRole('button', { name: /\d+ problems?$/ })
      .first()
      .click();
    const list = page.getByRole('region', { name: 'Problems' });
    await list.getByRole('button', { name: /FLOW_NODE_INVALID/ }).click();
    await expect
      .poll(() => page.evaluate<string>('document.activeElement?.tagName'), patience)
      .toMatch(/INPUT|TEXTAREA/);
    // Publishing is refused here as on the server, and says why.
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish' });
    await dialog.getByText(/stands? in the way/).waitFor();
    expect(await dialog.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
    await page.context().close();
  });

  it('publishes what is seen', async () => {
    await makeFlow('publish');
    const page = await openPage('/flows/publish');
    await card(page, 'n1').waitFor();
    await rename(page, 'n1', 'Last words');
    // At once: what was typed a moment ago is saved first.
    await publish(page, 'A name');
    const answer = await fetch(`${server.url}/api/workflows/publish/versions/1`);
    const { document, note } = (await answer.json()) as { document: WorkflowDocument; note: string };
    expect(note).toBe('A name');
    expect(document.flow.nodes.map(({ label }) => label)).toContain('Last words');
    await page.context().close();
  });

  it('copies nodes from one flow into another', async () => {
    await makeFlow('from');
    await makeFlow('into');
    const context = await newContext();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await openPage('/flows/from', context);
    await card(page, 'n1').click({ position: { x: 120, y: 12 } });
    await page.keyboard.press('Control+c');
    await page.goto(`${server.url}/flows/into`);
    await card(page, 'n1').click({ position: { x: 120, y: 12 } });
    await page.keyboard.press('Control+v');
    await expect.poll(() => labels('into'), patience).toEqual(['start', 'Line 1', 'end', 'Line 1']);
    await context.close();
  });

  it('takes the ways out of the flow that a sub-flow runs', async () => {
    await makeFlow('booking');
    await makeFlow('reception');
    const { document: draft, etag } = await savedDraft('booking');
    const last = draft.flow.nodes.find(({ type }) => type === 'end');
    Object.assign(last?.data ?? {}, { outcome: 'booked' });
    const put = await fetch(`${server.url}/api/workflows/booking/draft`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': `"${etag}"` },
      body: JSON.stringify(draft),
    });
    expect(put.status).toBe(200);
    const page = await openPage('/flows/reception');
    await card(page, 'start').focus();
    await page.keyboard.press('a');
    await palette(page).fill('sub');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Flow', exact: true }).selectOption('booking');
    await page.getByRole('button', { name: 'Add its way out: booked' }).click();
    await expect
      .poll(
        async () =>
          (await draftOf('reception')).flow.nodes.find(({ type }) => type === 'subflow')?.data['ways'],
        patience,
      )
      .toContainEqual({ id: 'booked', label: '' });
    await page.context().close();
  });

  it('draws only what is in view of 500 nodes, lays them out, finds one, and saves what is changed in it', async () => {
    await makeFlow('large', 500);
    const page = await openPage('/flows/large');
    await card(page, 'start').waitFor();
    expect(await page.locator('.react-flow__node').count()).toBeLessThan(60);
    await page.getByRole('button', { name: 'Tidy up' }).click();
    await expect
      .poll(async () => (await draftOf('large')).flow.nodes[1]?.position?.x, patience)
      .not.toBe(320);
    await page.keyboard.press('Control+f');
    await palette(page).fill('Line 387');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page), patience).toBe('n387');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Line', exact: true }).fill('The last of many.');
    await expect
      .poll(async () => (await draftOf('large')).flow.nodes[387]?.data['lines'], patience)
      .toEqual({ 'en-US': 'The last of many.' });
    expect((await draftOf('large')).flow.nodes).toHaveLength(500);
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.context().close();
  });

  describe.each(['en-GB', 'zh-HK'])('%s', (locale) => {
    it.each([
      ['flows', '/', false, 1_280],
      ['canvas', '/flows/clinic', false, 1_280],
      ['canvas, dark', '/flows/clinic', true, 1_280],
      ['outline on a telephone', '/flows/clinic', false, 390],
      ['outline on a telephone, dark', '/flows/clinic', true, 390],
    ])('has no barrier that axe finds: %s', async (_name, path, dark, width) => {
      const page = await openPage(path, await newContext({ locale, dark, width }));
      await page.locator('h1').waitFor();
      if (path !== '/') await page.locator('[data-builder-keys]').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.context().close();
    });
  });
});
