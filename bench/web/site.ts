/** What the pages are looked at on: a real server with embedded defaults in a home of its own, flows, two calls that ended. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startServer } from '../../src/server/index.ts';
import { bookingBegun } from '../../tests/support/bookingBegun.ts';
import { launchChromium } from '../../tests/support/browser/chromium.ts';
import { favourBrowser, favourSelf } from './favour.ts';
import { largeFlow } from '../../tests/support/largeFlow.ts';
import { whenWarm } from '../../tests/support/whenWarm.ts';

export const SIZES = [50, 200, 500] as const;
export type Size = (typeof SIZES)[number];
export const flowPath = (size: Size) => `/flows/flow-${size}`;

export interface Site {
  /** Others’ work on the machine comes after ours. */
  readonly favoured: boolean;
  readonly url: string;
  readonly browser: Browser;
  /** A call that has ended, for its own screen. */
  readonly callSid: string;
  /** One simulated call of two questions and answers; resolves when it has ended. */
  call(): Promise<void>;
  close(): Promise<void>;
}

/** `webApp`: the folder of a build. */
export async function openSite(webApp: string): Promise<Site> {
  const favoured = favourSelf();
  const home = await mkdtemp(join(tmpdir(), 'weaver-bench-web-'));
  const server = await startServer({
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      WEAVER_HOME: home,
      WEAVER_LOG_LEVEL: 'silent',
      WEAVER_VAD: 'energy',
    },
    webApp,
  });
  const close = async (browser?: Browser) => {
    await browser?.close();
    await server.close({ drainMs: 0 });
    await rm(home, { recursive: true, force: true });
  };
  try {
    await whenWarm(server.url);
    for (const size of SIZES) await makeFlow(server.url, size);
    const call = async () => (await bookingBegun(server, 'relay')).callSid;
    await call();
    const callSid = await call();
    const browser = await launchChromium();
    if (favoured) await favourBrowser(browser);
    return {
      favoured,
      url: server.url,
      browser,
      callSid,
      call: async () => void (await call()),
      close: () => close(browser),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function makeFlow(url: string, size: Size): Promise<void> {
  const document = largeFlow(size);
  const made = await fetch(`${url}/api/workflows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ slug: `flow-${size}`, name: document.config.name, document }),
  });
  if (!made.ok) throw new Error(`flow of ${size}: HTTP ${made.status}`);
}
