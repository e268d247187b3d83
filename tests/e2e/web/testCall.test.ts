/**
 * The test call as a person makes it: a real Chromium with a microphone that really speaks, a real server that hears it with
 * the embedded recogniser, by WebRTC and by WebSocket.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mulawDecode } from '../../../src/lib/g711.ts';
import { startServer, type WeaverServer } from '../../../src/server/index.ts';
import { builtWebApp } from '../../../src/server/web/webApp.ts';
import {
  closeEmbeddedCallerVoices,
  embeddedCallerVoices,
  testCallers,
} from '../../../src/simulator/index.ts';
import { violationsOf } from '../../support/browser/axe.ts';
import { hasChromium, launchChromium } from '../../support/browser/chromium.ts';
import { whenWarm } from '../../support/whenWarm.ts';
import { fakeMicrophone, say } from '../../support/browser/fakeMicrophone.ts';

const webApp = process.env['WEAVER_TEST_WEB'] ?? builtWebApp();
const PATIENCE = { timeout: 45_000 };

let home: string;
let server: WeaverServer;
let browser: Browser;

/** The page's audio, by the way of the audio wanted. */
async function openTestCall(route: 'auto' | 'socket', slug = 'clinic'): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  await fakeMicrophone(page);
  await page.goto(`${server.url}/flows/${slug}/test`);
  await page.getByLabel('Language of the call').selectOption('en-US');
  await page.getByLabel('Way of the audio').selectOption(route);
  return page;
}

async function speak(page: Page, text: string): Promise<void> {
  const { mulaw } = await (await embeddedCallerVoices()).speak(text, 'en-US');
  await say(page, mulawDecode(mulaw));
}

const transcript = (page: Page) => page.getByRole('log', { name: 'Transcript' });
const waterfalls = (page: Page) => transcript(page).locator('[data-slot=waterfall]');
const said = (page: Page, text: RegExp) => transcript(page).getByText(text).last().waitFor(PATIENCE);
/** So many answers have been spoken to their end, or cut off. */
const answers = (page: Page, count: number) =>
  waterfalls(page)
    .nth(count - 1)
    .waitFor(PATIENCE);

describe.skipIf(!hasChromium || webApp === undefined)('a test call in a browser', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'weaver-web-'));
    server = await startServer({
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', WEAVER_HOME: home, WEAVER_LOG_LEVEL: 'silent' },
      webApp,
      simulatedCallers: testCallers(),
    });
    browser = await launchChromium({ microphone: true });
    await whenWarm(server.url);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close({ drainMs: 0 });
    await closeEmbeddedCallerVoices();
    await rm(home, { recursive: true, force: true });
  });

  // Speech is recognised on this machine, in real time: on a machine that is busy a word may be lost.
  it(
    'three turns and a barge-in by WebRTC, with transcript, nodes and waterfalls',
    { retry: 2, timeout: 180_000 },
    async () => {
      const page = await openTestCall('auto');
      await page.getByRole('button', { name: 'Talk', exact: true }).click();
      await page.getByText('WebRTC, Opus').waitFor(PATIENCE);
      await said(page, /Thank you for calling/);
      await answers(page, 1);
      await speak(page, 'English');
      await said(page, /You can book an appointment/);
      // The agent is in the middle of its menu.
      await page.waitForTimeout(1_500);
      await speak(page, 'What are your opening hours?');
      await said(page, /We are open/);
      expect(await transcript(page).getByText('(cut off)').count()).toBe(1);
      await answers(page, 3);
      await speak(page, "I'd like to book an appointment");
      await said(page, /name/);
      expect(await transcript(page).innerText()).toMatch(/opening hours/i);
      expect(await page.getByText(/↑\d+ ↓\d+ kbit\/s/).count()).toBe(1);

      const measured = waterfalls(page).nth(2);
      await measured.getByRole('button').first().click();
      expect(await measured.innerText()).toMatch(/Speech end → audio\s+[\d,.]+ ms/);
      expect(await measured.innerText()).toContain('End of turn');
      expect(await violationsOf(page)).toEqual([]);

      await page.getByRole('button', { name: 'Hang up' }).click();
      await page.getByText('You hung up.').waitFor(PATIENCE);
      const { calls } = (await (await fetch(`${server.url}/api/calls?workflow=clinic`)).json()) as {
        calls: { transport: string; workflowVersion: number; end: string }[];
      };
      expect(calls[0]).toMatchObject({ transport: 'browser', workflowVersion: 0, end: 'caller-hung-up' });
      await page.context().close();
    },
  );

  it('a turn by WebSocket; figures of tests never mix with those of callers', async () => {
    const page = await openTestCall('socket');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Talk', exact: true }).click();
    await page.getByText('WebSocket, mu-law 64 kbit/s').waitFor(PATIENCE);
    await answers(page, 1);
    await speak(page, 'English');
    await said(page, /You can book an appointment/);
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('You hung up.').waitFor(PATIENCE);
    expect(server.context.metrics.snapshot().calls).toBe(0);
    expect(server.context.metrics.snapshot({ origin: 'simulated' }).calls).toBeGreaterThan(0);
    await page.context().close();
  }, 120_000);

  it('goes over WebSocket by itself when WebRTC does not connect, and says so', async () => {
    const page = await openTestCall('auto');
    // As behind a firewall that lets no UDP through: no address of this page ever reaches the server.
    await page.evaluate(() => {
      const { setRemoteDescription } = RTCPeerConnection.prototype;
      RTCPeerConnection.prototype.setRemoteDescription = function set(
        this: RTCPeerConnection,
        description: RTCSessionDescriptionInit,
      ) {
        const sdp = (description?.sdp ?? '').replace(/^a=(candidate|end-of-candidates).*\r\n/gm, '');
        return (setRemoteDescription as (description: RTCSessionDescriptionInit) => Promise<void>).call(
          this,
          {
            type: 'answer',
            sdp,
          },
        );
      } as typeof setRemoteDescription;
      const { localDescription } = Object.getOwnPropertyDescriptors(RTCPeerConnection.prototype);
      Object.defineProperty(RTCPeerConnection.prototype, 'localDescription', {
        get(this: RTCPeerConnection) {
          const { type, sdp } = (localDescription.get as () => RTCSessionDescription).call(this);
          return { type, sdp: sdp.replace(/^a=candidate.*\r\n/gm, '') };
        },
      });
    });
    await page.getByRole('button', { name: 'Talk', exact: true }).click();
    await page.getByText('WebRTC did not connect: WebSocket').waitFor(PATIENCE);
    await said(page, /Thank you for calling/);
    await answers(page, 1);
    expect(await transcript(page).innerText()).toContain('Harbour Family Clinic');
    await page.context().close();
  }, 120_000);

  it('without a microphone one types, and keys work', async () => {
    const page = await openTestCall('auto');
    await page.evaluate(() => {
      Object.assign(navigator.mediaDevices, {
        getUserMedia: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
      });
    });
    await page.getByRole('button', { name: 'Talk', exact: true }).click();
    await page.getByText('The microphone was refused').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Type' }).click();
    await said(page, /Thank you for calling/);
    await page.getByRole('button', { name: 'Keypad' }).click();
    await page.getByRole('button', { name: 'Key 1' }).click();
    await said(page, /You can book an appointment/);
    await page.getByLabel('Type instead of talking').fill('What are your opening hours?');
    await page.keyboard.press('Enter');
    await said(page, /We are open/);
    // The page goes: so does the call.
    await page.context().close();
    for (let tries = 0; tries < 100 && server.context.desk.liveCalls > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.context.desk.liveCalls).toBe(0);
  }, 120_000);

  it('a simulated caller calls the draft while the page watches', async () => {
    const page = await openTestCall('auto');
    await page.getByText('Let a simulated caller try it').click();
    await page.getByLabel('Caller', { exact: true }).selectOption({ label: 'Uses the keypad only' });
    await page.getByRole('button', { name: 'Start the caller' }).click();
    await said(page, /keys 1/);
    await said(page, /You can book an appointment/);
    await page.getByText('The caller and the telephone network are simulated.').waitFor(PATIENCE);
    await page.getByText('The caller hung up.').waitFor(PATIENCE);
    const { calls } = (await (await fetch(`${server.url}/api/calls?workflow=clinic`)).json()) as {
      calls: { carrier: string; workflowVersion: number }[];
    };
    expect(calls[0]).toMatchObject({ carrier: 'simulator', workflowVersion: 0 });
    await page.context().close();
  }, 120_000);
});
