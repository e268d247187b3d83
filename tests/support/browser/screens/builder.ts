/** The builder: canvas, outline, panels, sheets, the setup, and the settings of every type of node. */
import type { Page } from 'playwright-core';
import { dialog, press, type Screen } from './screen.ts';

const settled = async (page: Page) => {
  await page.getByRole('button', { name: 'Publish' }).waitFor();
  // Checked by the server, drawn or listed.
  await page
    .getByText(/problem/)
    .first()
    .waitFor({ state: 'attached' });
  await page.locator('.react-flow__node, [role=tree], [data-builder-keys]').first().waitFor();
};
export const builder = (
  name: string,
  open?: (page: Page) => Promise<unknown>,
  more: Partial<Screen> = {},
): Screen => ({
  name: `builder, ${name}`,
  path: '/flows/clinic',
  open: async (page) => {
    await settled(page);
    await open?.(page);
  },
  ...more,
});
const sheet = (name: string, button: string) =>
  builder(
    name,
    async (page) => {
      await press(button)(page);
      await dialog(page).waitFor();
    },
    { closes: true },
  );
const setup = (tab: string, name = tab, then?: (page: Page) => Promise<unknown>) =>
  builder(
    `setup, ${name}`,
    async (page) => {
      await press('Setup')(page);
      await dialog(page).getByRole('tab', { name: tab }).click();
      await dialog(page).getByRole('tabpanel', { name: tab }).locator('label, h2, h3').first().waitFor();
      await then?.(page);
    },
    { closes: true },
  );
const key = (name: string, keys: string) =>
  builder(
    name,
    async (page) => {
      await page.locator('.react-flow__node, [data-builder-keys] li button').first().focus();
      await page.keyboard.press(keys);
      await dialog(page).waitFor();
    },
    { closes: true },
  );

export const canvas: readonly Screen[] = [
  builder('nothing selected'),
  builder('outline', press('Outline'), { wideOnly: true }),
  builder('variables', press('Variables'), { closes: false }),
  builder(
    'problems',
    async (page) => {
      await page.getByRole('button', { name: /problem/ }).click();
      await page.getByRole('region', { name: 'Problems' }).waitFor();
    },
    { path: '/flows/every-node' },
  ),
  key('add a node', 'a'),
  key('find a node', 'Control+f'),
  key('keys', '?'),
  sheet('publish', 'Publish'),
  sheet('versions and compare', 'Versions'),
  builder(
    'restore a version',
    async (page) => {
      await press('Versions')(page);
      await dialog(page)
        .getByRole('button', { name: /^Restore/ })
        .last()
        .click();
    },
    { closes: true },
  ),
  builder('somebody else saved', conflict, { path: '/flows/feedback' }),
  builder('server gone', async (page) => {
    await page.route('**/api/**', (route) => route.abort());
    await rename(page, 'Lost');
    // On a telephone in the sheet of settings, too, which is over the toolbar.
    await page.locator('[role=alert]', { hasText: 'NETWORK' }).last().waitFor();
  }),
  ...['General', 'Languages and voices', 'Providers', 'Performance', 'Telephone', 'Privacy'].map((tab) =>
    setup(tab),
  ),
  setup('Languages and voices', 'search a language', async (page) => {
    await press('Add a language')(page);
    await page.getByRole('combobox', { name: 'Search a language' }).fill('yue');
    await dialog(page).locator('[cmdk-item]').first().waitFor();
  }),
];

/** The first node of the list, in its settings. */
async function rename(page: Page, name: string): Promise<void> {
  await page.locator('.react-flow__node, [data-builder-keys] li button').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.keyboard.press('Tab');
}

async function conflict(page: Page): Promise<void> {
  const { document, etag } = await page.evaluate(async () => {
    const got = await fetch('/api/workflows/feedback/draft');
    return (await got.json()) as { document: { flow: { nodes: { label?: string }[] } }; etag: string };
  });
  const [first] = document.flow.nodes;
  if (first) first.label = `Theirs ${Date.now()}`;
  await page.request.put(new URL('/api/workflows/feedback/draft', page.url()).href, {
    data: document,
    headers: { 'if-match': `"${etag}"` },
  });
  await rename(page, 'Mine');
  await dialog(page).getByText('Theirs', { exact: true }).first().waitFor();
}

export const nodes = (types: readonly string[]) =>
  types.map((type): Screen => ({
    name: `builder, settings of ${type}`,
    path: '/flows/every-node',
    open: async (page) => {
      await settled(page);
      // All of them are drawn.
      await page.locator('.react-flow__node').first().focus();
      await page.keyboard.press('0');
      await page.locator(`.react-flow__node[data-id="${type}"]`).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
    },
    wideOnly: true,
  }));
