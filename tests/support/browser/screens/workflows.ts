/** The list of flows. */
import { answer, dialog, press, type Screen } from './screen.ts';

export const workflows: readonly Screen[] = [
  { name: 'flows', path: '/', open: (page) => page.getByText('Two Harbours').waitFor() },
  { name: 'flows, none yet', path: '/', before: answer('**/api/workflows', 200, { workflows: [] }) },
  {
    name: 'flows, menu of one',
    path: '/',
    closes: true,
    open: async (page) => {
      await page.getByRole('button', { name: /What to do with .Two Harbours/ }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'flows, new',
    path: '/',
    closes: true,
    open: async (page) => {
      await press('New flow')(page);
      await dialog(page).getByRole('radio').first().check();
    },
  },
  {
    name: 'flows, delete',
    path: '/',
    closes: true,
    open: async (page) => {
      await page.getByRole('button', { name: /What to do with .Two Harbours/ }).click();
      await page.getByRole('menuitem', { name: /Delete/ }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: 'flows, a file that is none',
    path: '/',
    open: async (page) => {
      const file = { name: 'flow.json', mimeType: 'application/json', buffer: Buffer.from('{}') };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByRole('alert').waitFor();
    },
  },
];
