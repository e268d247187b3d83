/** Monitoring and calls. */
import { answer, dialog, press, type Screen } from './screen.ts';

export const figures: readonly Screen[] = [
  { name: 'monitoring, no calls', path: '/monitoring', shown: 'No calls in this time.' },
  {
    name: 'monitoring',
    path: '/monitoring',
    open: async (page) => {
      await page.getByLabel('Which calls').first().selectOption('simulated');
      await page
        .getByText(/of \d+ turns/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'As a table' }).click();
    },
  },
  {
    name: 'monitoring, an alert rule',
    path: '/monitoring',
    closes: true,
    open: async (page) => {
      await page.getByRole('button', { name: /^Edit/ }).first().click();
      await dialog(page).waitFor();
    },
  },
  { name: 'calls', path: '/calls', open: (page) => page.getByRole('table').waitFor() },
  { name: 'calls, none that fits', path: '/calls?end=silence', shown: 'No call fits these filters' },
  {
    name: 'calls, none yet',
    path: '/calls',
    before: answer('**/api/calls?*', 200, { calls: [], next: null }),
    shown: 'No calls yet',
  },
  {
    name: 'call',
    path: async ({ recorded }) => `/calls/${await recorded}`,
    open: async (page) => {
      await page.getByRole('slider', { name: 'Position' }).waitFor();
      await page.locator('[data-slot=waterfall] button').first().click();
    },
  },
  { name: 'call, failed', path: ({ failed }) => `/calls/${failed}` },
  { name: 'call, sample', path: '/calls/sample' },
  { name: 'call, not there', path: '/calls/CAnobody', shown: /NOT_FOUND|UNKNOWN/ },
  {
    name: 'call, delete',
    path: ({ failed }) => `/calls/${failed}`,
    closes: true,
    open: async (page) => {
      await press('Delete')(page);
      await dialog(page).waitFor();
    },
  },
];
