/** Interactions with a large flow: real clicks and keys, through the browser’s own input, as the Event Timing API sees them. */
import type { BenchOptions } from '../frame.ts';
import { interactions, type Interactions } from './figures.ts';
import { DESKTOP, openPage, type OpenPage } from './page.ts';
import { flowPath, type Site, type Size } from './site.ts';

/** Between two interactions: a quick hand. */
const PAUSE_MS = 60;
const WORDS = 'Good day.';

export async function editing(
  site: Site,
  size: Size,
  rounds: number,
  options: BenchOptions,
): Promise<Interactions & { readonly slowest: readonly string[] }> {
  const progress = options.progress(`web, interactions at ${size} nodes`, rounds);
  const open = await openPage(site.browser, DESKTOP);
  try {
    await settle(open, site.url + flowPath(size));
    let made = 0;
    for (let round = 0; round < rounds; round++) {
      made += await oneRound(open, round);
      progress.update(round + 1);
    }
    await open.page.waitForTimeout(500);
    const { events } = await open.seen();
    const slowest = events
      .toSorted((a, b) => b.durationMs - a.durationMs)
      .slice(0, 5)
      .map(
        ({ name, key, durationMs, delayMs, workMs }) =>
          `${name} ${key}: ${durationMs} ms, of which ${Math.round(delayMs)} waiting, ${Math.round(workMs)} at work`,
      );
    return { ...interactions(events, made), slowest };
  } finally {
    progress.stop();
    await open.close();
  }
}

/** Cards with a line to say that stand clear of the inspector: walking along an edge moves the view. */
const CARDS_IN_VIEW = `[...document.querySelectorAll('.react-flow__node')].flatMap((card) => {
  const { left, right, top, bottom } = card.getBoundingClientRect();
  const clear = left > 0 && right < innerWidth - 340 && top > 100 && bottom < innerHeight;
  const says = Number(card.dataset.id.slice(1)) % 5 > 0;
  return clear && says ? [card.dataset.id] : [];
})`;

/** The flow stands there, checked and drawn, and what comes later has come. */
export async function settle({ page }: OpenPage, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.react-flow__node').first().waitFor();
  await page.waitForTimeout(3_000);
}

/** A card chosen, its text written, the text left, walked along an edge, undone and redone. */
async function oneRound({ page }: OpenPage, round: number): Promise<number> {
  let made = 0;
  const pause = () => page.waitForTimeout(PAUSE_MS);
  const press = async (key: string) => {
    await page.keyboard.press(key);
    made++;
    await pause();
  };
  const ids = await page.evaluate<string[]>(CARDS_IN_VIEW);
  const card = page.locator(`.react-flow__node[data-id="${ids[round % ids.length] ?? ''}"]`);
  await card.click({ position: { x: 120, y: 12 } });
  made++;
  const text = page.locator('aside textarea').first();
  await text.click();
  made++;
  for (const letter of WORDS) await press(letter);
  await press('Escape');
  await card.click({ position: { x: 120, y: 12 } });
  made++;
  await press('ArrowDown');
  await press('ArrowUp');
  await press('Control+z');
  await press('Control+Shift+z');
  return made;
}
