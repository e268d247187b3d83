/** Setup, settings and first steps as a person uses them: a real Chromium, a real server, real draft, voices and keys. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type WeaverServer } from '../../../src/server/index.ts';
import { builtWebApp } from '../../../src/server/web/webApp.ts';
import type { Turn } from '../../../src/types/turn.ts';
import type { WorkflowConfig } from '../../../src/types/workflowConfig.ts';
import { violationsOf } from '../../support/browser/axe.ts';
import { hasChromium, launchChromium } from '../../support/browser/chromium.ts';

const webApp = process.env['WEAVER_TEST_WEB'] ?? builtWebApp();
const PATIENCE_MS = 30_000;

let home: string;
let server: WeaverServer;
let browser: Browser;

async function openPage(
  path: string,
  options: { locale?: string; colorScheme?: 'dark'; width?: number } = {},
) {
  const { locale = 'en-GB', colorScheme = 'light', width = 1_280 } = options;
  const context = await browser.newContext({
    locale,
    colorScheme,
    viewport: { width, height: 900 },
    bypassCSP: true, // axe is put into the page
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(server.url + path);
  return page;
}

async function openSetup(page: Page, tab: RegExp | string): Promise<void> {
  await page.getByRole('button', { name: /^(Setup|設定)$/ }).click();
  await page.getByRole('dialog').getByRole('tab', { name: tab }).click();
}

async function draftConfig(slug = 'clinic'): Promise<WorkflowConfig> {
  const workflow = await server.context.store.workflows.get(slug);
  const draft = await server.context.store.workflows.getDraft(workflow?.id ?? '');
  if (!draft) throw new Error(`no draft of ${slug}`);
  return draft.document.config;
}

/** The draft is saved a moment after the last change. */
const soon = { timeout: PATIENCE_MS };
const kept = (what: (config: WorkflowConfig) => unknown) => async () => what(await draftConfig());

beforeAll(async () => {
  if (!hasChromium || webApp === undefined) return;
  home = await mkdtemp(join(tmpdir(), 'weaver-setup-'));
  server = await startServer({
    env: { PORT: '0', WEAVER_HOME: home, WEAVER_LOG_LEVEL: 'error', WEAVER_VAD: 'energy' },
    webApp,
  });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.close({ drainMs: 0 });
  if (home) await rm(home, { recursive: true, force: true });
});

describe.runIf(hasChromium && webApp !== undefined)('setup', () => {
  it('keeps what may stand in the draft, and what may not on the screen with the reason', async () => {
    const page = await openPage('/flows/clinic');
    await openSetup(page, 'General');
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('');
    await page.getByText('A flow needs a name.').waitFor();
    await name.fill('Harbour Clinic Two');
    await expect
      .poll(
        kept(({ name: now }) => now),
        soon,
      )
      .toBe('Harbour Clinic Two');

    await page.getByRole('tab', { name: 'Telephone' }).click();
    await page.getByLabel('Numbers that reach this flow').fill('21234567');
    await page.getByText('21234567 is not an international number.', { exact: false }).waitFor();
    await page.getByLabel('Numbers that reach this flow').fill('+852 2123 4567\n');
    await expect
      .poll(
        kept(({ telephone }) => telephone.numbers),
        soon,
      )
      .toEqual(['+85221234567']);

    await page.getByRole('tab', { name: 'Privacy' }).click();
    await page.getByRole('switch', { name: 'Keep what callers say' }).click();
    await page.getByText('Calls cannot be replayed.', { exact: false }).waitFor();
    await expect
      .poll(
        kept(({ privacy }) => privacy.keepTranscripts),
        soon,
      )
      .toBe(false);
    await page.context().close();
  });

  it('finds a language without its accents, and lets its voice be heard', async () => {
    const page = await openPage('/flows/clinic');
    await openSetup(page, /Languages/);
    await page.getByRole('button', { name: 'Add a language' }).click();
    await page.getByRole('combobox', { name: 'Search a language' }).fill('espanol mexico');
    await page.getByRole('option', { name: /es-MX/ }).waitFor();
    await page.keyboard.press('Enter');
    await expect
      .poll(
        kept(({ languages }) => languages.map(({ language }) => language)),
        soon,
      )
      .toContain('es-MX');

    const answer = page.waitForResponse((response) => response.url().endsWith('/api/voices/preview'));
    await page
      .getByLabel('Hear it')
      .first()
      .fill('Good morning. Your table for four is booked at half past seven.');
    await page.getByRole('button', { name: 'Play' }).first().click();
    const played = await answer;
    expect(played.status()).toBe(200);
    expect(played.headers()['content-type']).toBe('audio/wav');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await page.getByRole('button', { name: 'Play' }).first().waitFor(); // it has come to its end
    await page.context().close();
  }, 90_000);

  it('measures what an optimisation buys, and says how far it is', async () => {
    const page = await openPage('/flows/clinic');
    await openSetup(page, 'Performance');
    await page.getByRole('checkbox', { name: /Measure on live calls.*Speculation/ }).check();
    await page.getByText('It begins with the next published version.', { exact: false }).waitFor();
    await page.getByRole('slider', { name: 'Target, decision to audio' }).press('ArrowRight');
    await expect
      .poll(
        kept(({ performance }) => [performance.trial.of, performance.targetLatency]),
        soon,
      )
      .toEqual([['speculation'], 310]);
    await page.context().close();
  });

  it('switches prediction and lighter audio off, and names a faster voice', async () => {
    const page = await openPage('/flows/clinic');
    await openSetup(page, 'Performance');
    await page.getByRole('switch', { name: 'Prediction' }).click();
    await page.getByRole('switch', { name: 'Lighter audio under load' }).click();
    await page.getByRole('tab', { name: /Languages/ }).click();
    const faster = page.getByLabel('Faster voice').first();
    const [, first = ''] = await faster.locator('option').allInnerTexts();
    await faster.selectOption(first);
    await page.getByLabel(`Voice of ${first}`).waitFor();
    await expect
      .poll(
        kept(({ performance, languages }) => [
          performance.prediction,
          performance.budget.lighterAudio,
          languages[0]?.fasterVoice?.provider,
        ]),
        soon,
      )
      .toEqual([false, false, first]);
    await faster.selectOption('None');
    await expect
      .poll(
        kept(({ languages }) => languages[0]?.fasterVoice),
        soon,
      )
      .toBeUndefined();
    await page.context().close();
  });

  it('shows the clocks of this flow’s calls, greys what is of too few, and asks again by itself', async () => {
    await phone('CAfew', 3);
    const page = await openPage('/flows/clinic');
    await openSetup(page, 'Performance');
    const row = page.getByRole('row', { name: /Speech end → audio/ });
    await row.getByText('3', { exact: true }).waitFor();
    await row.getByText('of fewer than 20 turns').first().waitFor({ state: 'attached' });
    await page.getByText('n = 3 turns. Fewer than 20: greyed.', { exact: false }).first().waitFor();
    await phone('CAmore', 30);
    await row.getByText('33', { exact: true }).waitFor(); // it asks again by itself
    expect(await row.getByText('of fewer than 20 turns').count()).toBe(0);
    await page.context().close();
  }, 90_000);
});

describe.runIf(hasChromium && webApp !== undefined)('settings', () => {
  it('shows a key’s secret once, and revokes it on a second press', async () => {
    const page = await openPage('/settings/keys');
    await page.getByLabel('Name', { exact: true }).fill('Wallboard');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
    const withKey = () =>
      fetch(`${server.url}/api/workflows`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await withKey()).status).toBe(200);
    await page.reload();
    await page.getByRole('button', { name: 'Revoke Wallboard' }).click();
    expect(await page.getByText(secret).count()).toBe(0);
    await page.getByRole('button', { name: 'Really revoke?' }).click();
    await page.getByText('No keys.', { exact: false }).waitFor();
    expect((await withKey()).status).toBe(401);
    await page.context().close();
  });

  it('says step by step why carriers cannot reach it yet', async () => {
    const page = await openPage('/settings/number');
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('WEBHOOK_ADDRESS_MISSING').waitFor();
    await page.getByLabel('Public address').fill('http://example.com');
    await page.getByText('An https address such as', { exact: false }).waitFor();
    await page.getByLabel('Public address').fill('https://127.0.0.1:9');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('textbox', { name: 'Webhook for “A call comes in”' }).waitFor();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('WEBHOOK_UNREACHABLE').waitFor();
    expect(await page.getByText('WEBHOOK_NAME_PRIVATE').count()).toBe(1);
    // Another carrier: its own names, address and secret, and nothing of the check before.
    await page.getByLabel('Carrier').selectOption('Telnyx');
    expect(await page.getByText('WEBHOOK_UNREACHABLE').count()).toBe(0);
    await page.getByText('TELNYX_PUBLIC_KEY=…').waitFor();
    const address = page.getByRole('textbox', { name: 'Webhook URL of the TeXML application' });
    expect(await address.inputValue()).toBe('https://127.0.0.1:9/telnyx/voice');
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('WEBHOOK_UNREACHABLE').waitFor();
    await page.context().close();
  });

  it('takes a language of one’s own', async () => {
    const page = await openPage('/settings/languages');
    await page.getByRole('button', { name: 'Add a language' }).click();
    await page.getByLabel('Tag').fill('not a tag');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A BCP 47 tag, like qaa', { exact: false }).waitFor();
    await page.getByLabel('Tag').fill('qaa');
    await page.getByLabel('Spoken language, ISO 639').fill('qaa');
    await page.getByLabel('Its own name').fill('Harbour talk');
    await page.getByLabel('English name').fill('Harbour talk');
    await page.getByLabel('How words are read').fill('Dr. = doctor');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Change Harbour talk' }).click();
    await page.getByLabel('How words are read').waitFor();
    expect(await page.getByLabel('How words are read').inputValue()).toBe('Dr. = doctor');
    await page.context().close();
  });

  it('first steps: done when it happened, gone when told to', async () => {
    const page = await openPage('/settings/about');
    const steps = page.getByRole('complementary', { name: 'First steps' });
    await steps.getByText('Publish a flow').waitFor();
    // The calls above came from a carrier; nobody has published anything.
    await steps.getByText('1 / 3').waitFor();
    await steps.getByRole('button', { name: /Do not show/ }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'About' }).waitFor();
    expect(await steps.count()).toBe(0);
    await page.context().close();
  });
});

describe.runIf(hasChromium && webApp !== undefined)('for everybody', () => {
  const looks = [
    { locale: 'en-GB' },
    { locale: 'zh-HK', colorScheme: 'dark' },
    { locale: 'en-GB', width: 390 },
  ] as const;
  it.each(looks)(
    'axe finds nothing in the settings: %o',
    async (look) => {
      const page = await openPage('/settings', look);
      for (const section of ['providers', 'number', 'server', 'languages', 'keys', 'about']) {
        await page.goto(`${server.url}/settings/${section}`);
        await page.getByRole('heading', { level: 2 }).first().waitFor();
        expect(await violationsOf(page), section).toEqual([]);
      }
      await page.context().close();
    },
    120_000,
  );

  it.each(looks)(
    'axe finds nothing in the setup: %o',
    async (look) => {
      const page = await openPage('/flows/clinic', look);
      await openSetup(page, /General|一般/);
      const tabs = page.getByRole('dialog').getByRole('tab');
      for (let at = 0; at < (await tabs.count()); at++) {
        await tabs.nth(at).click();
        await page.waitForTimeout(500);
        expect(await violationsOf(page), `tab ${at}`).toEqual([]);
      }
      await page.context().close();
    },
    120_000,
  );
});

/** A telephone call of the clinic with so many turns, put into the store as the recorder does. */
async function phone(callSid: string, turns: number): Promise<void> {
  const { calls, workflows } = server.context.store;
  const workflow = await workflows.get('clinic');
  if (!workflow) throw new Error('no clinic');
  void calls.start({
    callSid,
    transport: 'media',
    carrier: 'twilio',
    direction: 'inbound',
    from: '+85221234567',
    to: '+85228765432',
    workflowId: workflow.id,
    workflowVersion: 1,
    language: 'en-US',
  });
  for (let index = 0; index < turns; index++) void calls.addTurn(callSid, turnOf(index));
  await calls.finish(callSid, { end: 'completed' });
}

function turnOf(index: number): Turn {
  return {
    index,
    input: 'speech',
    caller: '',
    agent: '',
    heard: '',
    source: 'scripted',
    language: 'en-US',
    nodeId: 'start',
    interrupted: false,
    clocks: { decisionToAudioMs: 40 + index, speechEndToAudioMs: 340 + index, earEstimateMs: 570 + index },
    timeline: {},
  };
}
