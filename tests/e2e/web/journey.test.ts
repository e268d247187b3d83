/**
 * The whole way, as somebody without a mouse goes it: a flow from nothing, its mistakes, its publication, a call to it by
 * microphone, what the call left behind, and back to an older version. A real Chromium, server, recogniser and voice.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mulawDecode } from '../../../src/lib/g711.ts';
import { startServer, type WeaverServer } from '../../../src/server/index.ts';
import { builtWebApp } from '../../../src/server/web/webApp.ts';
import { closeEmbeddedCallerVoices, embeddedCallerVoices } from '../../../src/simulator/index.ts';
import type { WorkflowDocument } from '../../../src/types/workflow.ts';
import { hasChromium, launchChromium } from '../../support/browser/chromium.ts';
import { whenWarm } from '../../support/whenWarm.ts';
import { fakeMicrophone, say } from '../../support/browser/fakeMicrophone.ts';
import { builderOf, keysOf } from '../../support/browser/keyboard.ts';

const webApp = process.env['WEAVER_TEST_WEB'] ?? builtWebApp();
const patience = { timeout: 45_000 };

/** Long enough to be cut off in the middle. */
const OPENING_HOURS =
  'We are open from seven in the morning until six in the evening, every day of the week but Monday, when our bakers sleep late.';

let home: string;
let server: WeaverServer;
let browser: Browser;

async function answered<T>(path: string): Promise<T> {
  const answer = await fetch(`${server.url}/api${path}`);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as T;
}
const draftOf = async (slug: string) =>
  (await answered<{ document: WorkflowDocument }>(`/workflows/${slug}/draft`)).document;
const ways = async (slug: string) =>
  (await draftOf(slug)).flow.edges
    .map(({ source, outcome, target }) => `${source}.${outcome} → ${target}`)
    .sort();

/** Of a sentence that is not over: how many letters of it were heard. */
function heard({ childNodes: [said, rest] }: Node): number {
  return said instanceof Text && rest instanceof Element ? said.length : 0;
}

describe.skipIf(!hasChromium || webApp === undefined)('from nothing to a call', () => {
  let page: Page;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'weaver-journey-'));
    server = await startServer({
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', WEAVER_HOME: home, WEAVER_LOG_LEVEL: 'silent' },
      ...(webApp === undefined ? {} : { webApp }),
    });
    browser = await launchChromium({ microphone: true });
    await whenWarm(server.url);
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_280, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(patience.timeout);
    await fakeMicrophone(page);
    await page.goto(server.url);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close({ drainMs: 0 });
    await closeEmbeddedCallerVoices();
    if (home) await rm(home, { recursive: true, force: true });
  });

  it('weaves a flow by keyboard alone', { timeout: 150_000 }, async () => {
    const { press, goTo, use, fill } = keysOf(page);
    await use(page.getByRole('button', { name: 'New flow' }));
    const dialog = page.getByRole('dialog');
    await goTo(dialog.getByRole('radio').first());
    await goTo(dialog.getByRole('radio', { name: /^An empty flow/ }), 'ArrowDown');
    // Where the templates come late it is the first, and not chosen by being come to.
    await press('Space');
    await fill(dialog.getByRole('textbox', { name: 'Name' }), 'Harbour Bakery');
    await press('Enter');
    await page.waitForURL('**/flows/harbour-bakery');

    const { card, field, button, leadsTo, pick, edit, leave, choose, focusOn } = builderOf(page);
    await card('start').waitFor();
    await press('ArrowDown');
    await focusOn(card('start'));
    await edit();
    await fill(field('Greeting'), 'Welcome to Harbour Bakery.');
    await leave('start');

    await press('a');
    await pick('menu', 'menu');
    await edit();
    await fill(field('Question'), 'Would you like to order bread, or hear our opening hours?');
    await fill(field('Label'), 'Order bread');
    await fill(field('Callers may say'), 'order bread\norder\nbuy bread');
    await fill(field('Id'), 'order');
    await use(button('Add: Options'));
    await focusOn(field('Label'));
    await fill(field('Label'), 'Opening hours');
    await fill(field('Callers may say'), 'opening hours\nhours\nopen');
    await fill(field('Id'), 'hours');
    await choose(leadsTo('Said nothing'), 'Hang up');
    await choose(leadsTo('Not understood'), 'Hang up');
    await use(button('Add a node after “Opening hours”'), 'Shift+Tab');
    await pick('say', 'say');
    await edit();
    await fill(field('Line'), OPENING_HOURS);
    await choose(leadsTo('Next'), 'Menu');
    await leave('say');

    // Back along the connection, and a question between ordering and the end.
    await press('ArrowUp');
    await focusOn(card('menu'));
    await edit();
    await use(button('Add a node after “Order bread”'));
    await pick('menu', 'menu-2');
    await edit();
    await fill(field('Label'), 'White');
    await fill(field('Callers may say'), 'white');
    await fill(field('Id'), 'white');
    await use(button('Add: Options'));
    await fill(field('Label'), 'Brown');
    await fill(field('Callers may say'), 'brown bread\nbrown');
    await choose(leadsTo('Brown'), 'End');
    await choose(leadsTo('Said nothing'), 'Hang up');
    await choose(leadsTo('Not understood'), 'Hang up');
    await leave('menu-2');
    await press('ArrowDown');
    await focusOn(card('end'));
    await edit();
    await fill(field('Goodbye'), 'Thank you. Your bread will be ready in an hour.');
    await leave('end');
    await press('l');
    await expect
      .poll(() => ways('harbour-bakery'), patience)
      .toEqual([
        'menu-2.option-2 → end',
        'menu-2.white → end',
        'menu.hours → say',
        'menu.order → menu-2',
        'say.next → menu',
        'start.next → menu',
      ]);
  });

  it('finds what is wrong, mends it, and publishes', { timeout: 120_000 }, async () => {
    const { goTo, use, press, type, field, leave, focusOn } = builderOf(page);
    const list = page.getByRole('button', { name: '1 problem', exact: true });
    await use(list, 'Shift+Tab');
    const problem = page
      .getByRole('region', { name: 'Problems' })
      .getByRole('button', { name: /FLOW_LINE_MISSING/ });
    await focusOn(problem);
    await press('Enter');
    await focusOn(field('Question'));
    await type('White bread or brown bread?');
    await leave('menu-2');
    await page.getByText('Nothing stands in the way of a call.').waitFor();

    // What is said is kept, so that it can be heard afterwards.
    await use(page.getByRole('button', { name: 'Setup', exact: true }), 'Shift+Tab');
    const setup = page.getByRole('dialog');
    await goTo(setup.getByRole('tab', { selected: true }));
    await goTo(setup.getByRole('tab', { name: 'Privacy' }), 'ArrowRight');
    await goTo(setup.getByRole('switch', { name: /^Record/ }));
    await press('Space', 'Escape');
    await publish('First loaf');
    const { document } = await answered<{ document: WorkflowDocument }>(
      '/workflows/harbour-bakery/versions/1',
    );
    expect(document.flow.nodes).toHaveLength(5);
    expect(document.config.privacy.recordCalls).toBe(true);
  });

  it(
    'talks to it: three turns by microphone, one of them into the middle of a sentence',
    { timeout: 120_000, retry: 2 },
    async () => {
      const { use } = keysOf(page);
      await page.goto(`${server.url}/flows/harbour-bakery`);
      await page.locator('.react-flow__node[data-id="start"]').waitFor();
      await use(page.getByRole('button', { name: 'Test', exact: true }));
      await use(page.getByRole('button', { name: 'Talk', exact: true }));
      const log = page.getByRole('log', { name: 'Transcript' });
      const cut = log.getByText('(cut off)');
      const answers = log.locator('[data-slot=waterfall]');
      /** Says it, and again as people do when they were not understood. */
      const ask = async (words: string, answer: RegExp): Promise<void> => {
        const before = await log.getByText(answer).count();
        const answered = log.getByText(answer).nth(before);
        for (let tries = 0; tries < 3; tries++) {
          await speak(words);
          const there = answered.waitFor({ timeout: 10_000 }).then(() => true);
          if (await there.catch(() => false)) return;
        }
        throw new Error(`not understood: ${words}`);
      };
      await log.getByText('Would you like to order bread').waitFor();
      await answers.nth(0).waitFor();
      await ask('What are your opening hours?', /We are open from seven/);
      // In mid-sentence: some of it was heard, the rest is still to come.
      await expect
        .poll(
          () =>
            log
              .locator('p > span', { hasText: /^We are open/ })
              .last()
              .evaluate(heard),
          patience,
        )
        .toBeGreaterThan(20);
      await ask("I'd like to order bread, please.", /White bread or brown bread/);
      await cut.waitFor();
      // The canvas follows.
      await page.locator('.react-flow__node[data-id="menu-2"]').getByText('LIVE').waitFor();
      await answers.nth(2).waitFor();
      await ask('Brown bread, please.', /Thank you\. Your bread/);
      await page.getByText('The flow came to its end.').waitFor();

      // Where the time went, under the answer.
      await use(answers.last().getByRole('button').first(), 'Shift+Tab');
      await answers.last().getByText('End of turn').first().waitFor();
      expect(await answers.last().innerText()).toMatch(/Speech end → audio\s+\d[\d,]* ms/);
    },
  );

  it(
    'finds the call in Monitoring and in Calls, and goes through it on one cursor',
    { timeout: 120_000 },
    async () => {
      const { use, choose } = keysOf(page);
      const nav = page.getByRole('navigation');
      await use(nav.getByRole('link', { name: 'Monitoring' }), 'Shift+Tab');
      await choose(page.getByRole('combobox', { name: 'Which calls' }).first(), 'Test calls');
      await page
        .getByText(/P50 .* of \d+ turns/)
        .first()
        .waitFor();
      const slowest = page.getByRole('region', { name: 'Slowest turns' }).getByRole('link');
      await slowest.first().waitFor();
      const found = await slowest.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      await use(nav.getByRole('link', { name: 'Calls' }), 'Shift+Tab');
      const call = page
        .getByRole('row', { name: /Harbour Bakery.*Completed/ })
        .getByRole('link')
        .first();
      expect(found).toContain(await call.getAttribute('href'));
      await use(call);
      // Sound, words, waterfalls and the way through the flow.
      const position = page.getByRole('slider', { name: 'Position' });
      await position.waitFor();
      const path = await page.getByRole('region', { name: 'Path' }).getByRole('listitem').allInnerTexts();
      expect(path[0]).toMatch(/^Start/);
      expect(path.at(-1)).toMatch(/^End/);
      for (const way of [/^Menu\s+→ Opening hours/, /^Menu\s+→ Order bread/, /^Menu · menu-2\s[^→]*→ Brown/])
        expect(path).toContainEqual(expect.stringMatching(way));
      const turn = page.locator('[data-slot=waterfall]').nth(1);
      await use(turn.getByRole('button').first());
      await use(turn.getByRole('button', { name: /End of turn/ }));
      await page.locator('li[aria-current=true]').first().waitFor();
      await expect.poll(async () => Number(await position.inputValue()), patience).toBeGreaterThan(0);
    },
  );

  it('goes back to an older version', { timeout: 120_000 }, async () => {
    const { use, press, fill } = keysOf(page);
    const { card, field, edit, leave, focusOn } = builderOf(page);
    await page.goto(`${server.url}/flows/harbour-bakery`);
    await card('start').waitFor();
    await press('ArrowDown');
    await focusOn(card('start'));
    await edit();
    await fill(field('Greeting'), 'Good evening.');
    await leave('start');
    await publish('For the evening');
    await use(page.getByRole('button', { name: 'Versions' }), 'Shift+Tab');
    const sheet = page.getByRole('dialog', { name: 'Versions' });
    await use(sheet.getByRole('button', { name: 'Restore v1' }));
    await use(sheet.getByRole('button', { name: 'Make version 1 the draft' }));
    await sheet.getByText(/The draft is now a copy of version 1/).waitFor();
    await press('Escape');
    await card('start').getByText('Welcome to Harbour Bakery.').waitFor();
    const greeting = async () => (await draftOf('harbour-bakery')).flow.nodes[0]?.data['greeting'];
    expect(await greeting()).toEqual({ 'en-US': 'Welcome to Harbour Bakery.' });
    // It was a change like any other.
    await press('Control+z');
    await card('start').getByText('Good evening.').waitFor();
    await expect.poll(greeting, patience).toEqual({ 'en-US': 'Good evening.' });
  });

  async function speak(text: string): Promise<void> {
    const { mulaw } = await (await embeddedCallerVoices()).speak(text, 'en-US');
    await say(page, mulawDecode(mulaw));
  }

  async function publish(note: string): Promise<void> {
    const { use, fill } = keysOf(page);
    await use(page.getByRole('button', { name: 'Publish', exact: true }).first());
    const dialog = page.getByRole('dialog');
    await fill(dialog.getByLabel('What is new'), note);
    await use(dialog.getByRole('button', { name: 'Publish' }));
    await dialog.getByText(/lines? (is|are) ready/).waitFor();
    await use(dialog.getByRole('button', { name: 'Done' }));
  }
});
