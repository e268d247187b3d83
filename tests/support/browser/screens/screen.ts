/** A screen of the web app: where it is, and how one comes to it in English. */
import type { Page } from 'playwright-core';
import type { SeededServer } from '../seededServer.ts';

export interface Screen {
  readonly name: string;
  readonly path: string | ((seeded: SeededServer) => string | Promise<string>);
  /** Before the page is opened: what its server says otherwise, what its browser lacks. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** What stands on it when it is there; its heading, where absent. */
  readonly shown?: string | RegExp;
  readonly open?: (page: Page) => Promise<unknown>;
  /** Escape closes what was opened, and the focus is then somewhere. */
  readonly closes?: boolean;
  /** Not on a telephone: a narrow screen has the outline only. */
  readonly wideOnly?: boolean;
}

/** What a screen says to those who do not see, until it is there. */
export const WAIT = 'Loading…';

export const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();
export const dialog = (page: Page) => page.getByRole('dialog');
export const answer = (url: string, status: number, body: unknown) => (page: Page) =>
  page.route(url, (route) => route.fulfill({ status, json: body }));

/** Opens the screen on a new page that stands at no address yet. */
export async function goTo(page: Page, screen: Screen, seeded: SeededServer): Promise<void> {
  await screen.before?.(page);
  const path = typeof screen.path === 'string' ? screen.path : await screen.path(seeded);
  await page.goto(seeded.server.url + path);
  const there = screen.shown ? page.getByText(screen.shown).first() : page.getByRole('heading').first();
  await there.waitFor({ state: 'attached' });
  if (screen.shown !== WAIT) await page.getByText(WAIT).first().waitFor({ state: 'detached' });
  await screen.open?.(page);
}
