/** The server and the browser before what else the machine does: milliseconds of a page are its own then. */
import { writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { favoured } from '../turns/real/favour.ts';

const PRIORITY = '-10';

/** Before the browser starts, which inherits it. False where only root may. */
export const favourSelf = (): boolean => favoured() && favourSession('self');

/** Where the system schedules sessions as groups, a priority counts inside its session only; the browser has its own. */
export async function favourBrowser(browser: Browser): Promise<void> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  for (const { id, type } of processInfo) if (type === 'browser') favourSession(String(id));
  await cdp.detach();
}

function favourSession(process: string): boolean {
  try {
    writeFileSync(`/proc/${process}/autogroup`, PRIORITY);
    return true;
  } catch {
    // No such groups here, or no right to.
    return false;
  }
}
