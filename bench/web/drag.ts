/** A card dragged over a flow of 500 cards and over one of 50, in turns, so that both meet the same machine. */
import type { Page } from 'playwright-core';
import type { BenchOptions } from '../frame.ts';
import { round, summarise } from '../statistics.ts';
import { settle } from './editing.ts';
import { metricsOf } from './metrics.ts';
import { DESKTOP, openPage, type OpenPage } from './page.ts';
import { flowPath, type Site, type Size } from './site.ts';

const MOVES = 50;
const RADIUS_PX = 60;
/** A pointer that tells its place once a frame. */
const FRAME_MS = 16;

export interface DragFigures {
  readonly moves: number;
  /** Of each block of moves: the median and the worst. */
  readonly scriptMsPerMove: { readonly median: number; readonly worst: number };
  readonly taskMsPerMove: { readonly median: number; readonly worst: number };
}

export async function dragging(site: Site, blocks: number, options: BenchOptions) {
  const sizes: readonly Size[] = [50, 500];
  const progress = options.progress('web, dragging', blocks * sizes.length);
  const pages: { size: Size; open: OpenPage; script: number[]; task: number[] }[] = [];
  try {
    for (const size of sizes) {
      const open = await openPage(site.browser, DESKTOP);
      await open.cdp.send('Performance.enable');
      pages.push({ size, open, script: [], task: [] });
      await settle(open, site.url + flowPath(size));
    }
    for (let block = 0; block < blocks; block++)
      for (const { open, script, task, size } of pages) {
        await open.page.bringToFront();
        const before = await metricsOf(open.cdp);
        await dragInCircle(open.page);
        const after = await metricsOf(open.cdp);
        script.push(((after.scriptSeconds - before.scriptSeconds) * 1_000) / MOVES);
        task.push(((after.taskSeconds - before.taskSeconds) * 1_000) / MOVES);
        // Saving and checking come after the drag and are no part of it.
        await open.page.waitForTimeout(1_500);
        progress.update(block * sizes.length + sizes.indexOf(size) + 1);
      }
    const figures = Object.fromEntries(
      pages.map(({ size, script, task }) => [
        size,
        { moves: MOVES * blocks, scriptMsPerMove: figuresOf(script), taskMsPerMove: figuresOf(task) },
      ]),
    ) as unknown as Record<50 | 500, DragFigures>;
    const ratio = (of: 'scriptMsPerMove' | 'taskMsPerMove') =>
      round(figures[500][of].median / figures[50][of].median, 2);
    return { ...figures, scriptRatio: ratio('scriptMsPerMove'), taskRatio: ratio('taskMsPerMove') };
  } finally {
    progress.stop();
    for (const { open } of pages) await open.close();
  }
}

function figuresOf(values: readonly number[]) {
  const { p50, max } = summarise(values);
  return { median: round(p50, 2), worst: round(max, 2) };
}

/** Below where it stands: near the edge of the canvas the view would go along. */
async function dragInCircle(page: Page): Promise<void> {
  const card = page.locator('.react-flow__node[data-id="n1"]');
  const box = await card.boundingBox();
  if (!box) throw new Error('The card to drag is not in view.');
  const [x, y] = [box.x + 60, box.y + 14];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= MOVES; i++) {
    const angle = (i / MOVES) * 2 * Math.PI;
    await page.mouse.move(x + RADIUS_PX * Math.sin(angle), y + RADIUS_PX * (1 - Math.cos(angle)));
    await page.waitForTimeout(FRAME_MS);
    if (i !== MOVES / 2) continue;
    const half = await card.boundingBox();
    if (!half || half.y - box.y < RADIUS_PX) throw new Error('The card did not come along.');
  }
  await page.mouse.up();
}
