/** What axe-core finds on a page, each with the rule, the element and the sentence. The context must bypass the page's CSP. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Axe {
  run(options: {
    readonly runOnly: readonly string[];
    readonly resultTypes: readonly string[];
  }): Promise<{ readonly violations: readonly Violation[] }>;
}
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

/** What the theme can change; the elements, their names and their order it cannot. */
const ofColour = ['color-contrast', 'link-in-text-block'];

/** `colours`: only what another theme of a page that was looked at already may have wrong. */
export async function violationsOf(
  page: Page,
  what: 'everything' | 'colours' = 'everything',
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const { violations } = await page.evaluate(
    (runOnly) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      return axe.run({ runOnly, resultTypes: ['violations'] });
    },
    what === 'colours' ? ofColour : tags,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const why = failureSummary.split('\n').slice(1).join(' ').trim();
      return `${id} at ${String(target)}: ${help}. ${why}`;
    }),
  );
}
