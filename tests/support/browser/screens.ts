/** Every screen of the web app, and every dialog, panel, menu and sheet on it: where it is, and how one comes to it in English. */
import type { Page } from 'playwright-core';
import type { SeededServer } from './seededServer.ts';

export interface Screen {
  readonly name: string;
  readonly path: string | ((seeded: SeededServer) => string);
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

const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();
const dialog = (page: Page) => page.getByRole('dialog');
const answer = (url: string, status: number, body: unknown) => (page: Page) =>
  page.route(url, (route) => route.fulfill({ status, json: body }));

const workflows: readonly Screen[] = [
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

const settled = async (page: Page) => {
  await page.getByRole('button', { name: 'Publish' }).waitFor();
  // Checked by the server, drawn or listed.
  await page
    .getByText(/problem/)
    .first()
    .waitFor({ state: 'attached' });
  await page.locator('.react-flow__node, [role=tree], [data-builder-keys]').first().waitFor();
};
const builder = (
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
const setup = (tab: string, then?: (page: Page) => Promise<unknown>) =>
  builder(
    `setup, ${tab}`,
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
      await page.locator('.react-flow__node, [data-builder-keys] [tabindex="0"]').first().focus();
      await page.keyboard.press(keys);
      await dialog(page).waitFor();
    },
    { closes: true },
  );

const canvas: readonly Screen[] = [
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
    await page.getByRole('alert').first().waitFor();
  }),
  ...['General', 'Languages and voices', 'Providers', 'Performance', 'Telephone', 'Privacy'].map((tab) =>
    setup(tab),
  ),
  setup('Languages and voices', async (page) => {
    await press('Add a language')(page);
    await page.getByRole('combobox', { name: 'Search a language' }).fill('yue');
    await page.getByRole('option').first().waitFor();
  }),
];

/** The first node of the list, in its settings. */
async function rename(page: Page, name: string): Promise<void> {
  await page.locator('.react-flow__node, [data-builder-keys] [tabindex="0"]').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
}

async function conflict(page: Page): Promise<void> {
  const { document, etag } = await page.evaluate(async () => {
    const got = await fetch('/api/workflows/feedback/draft');
    return (await got.json()) as { document: { flow: { nodes: { label?: string }[] } }; etag: string };
  });
  const [first] = document.flow.nodes;
  if (first) first.label = `Theirs ${Date.now()}`;
  await page.request.put('/api/workflows/feedback/draft', {
    data: document,
    headers: { 'if-match': `"${etag}"` },
  });
  await rename(page, 'Mine');
  await dialog(page).getByText('Theirs', { exact: true }).first().waitFor();
}

const nodes = (types: readonly string[]) =>
  types.map((type): Screen => ({
    name: `builder, settings of ${type}`,
    path: '/flows/every-node',
    open: async (page) => {
      await settled(page);
      const card = page.locator(`.react-flow__node[data-id="${type}"], [data-node="${type}"]`).first();
      await card.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
    },
    wideOnly: true,
  }));

const testCall: readonly Screen[] = [
  builder('test call', press('Test')),
  {
    name: 'test call',
    path: '/flows/clinic/test',
    open: (page) => page.getByLabel('Way of the audio').waitFor(),
  },
  {
    name: 'test call, simulated caller',
    path: '/flows/clinic/test',
    open: (page) => page.getByText('Let a simulated caller try it').click(),
  },
  {
    name: 'test call, no microphone',
    path: '/flows/clinic/test',
    open: async (page) => {
      await press('Check the microphone')(page);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'test call, plain http',
    path: '/flows/clinic/test',
    before: (page) =>
      page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false })),
    shown: 'No microphone on a plain http address',
  },
  {
    name: 'test call, in a call',
    path: '/flows/clinic/test',
    open: async (page) => {
      await page.getByLabel('Language of the call').selectOption('en-US');
      await press('Type')(page);
      const log = page.getByRole('log');
      await log.getByText(/Thank you for calling/).waitFor();
      await page.getByLabel('Type instead of talking').fill('English');
      await page.keyboard.press('Enter');
      await log.getByText(/You can book an appointment/).waitFor();
      await press('Keypad')(page);
      await log.locator('[data-slot=waterfall] button').first().click();
    },
  },
  {
    name: 'test call, over',
    path: '/flows/clinic/test',
    open: async (page) => {
      await press('Type')(page);
      await page.getByRole('log').getByText(/./).first().waitFor();
      await press('Hang up')(page);
      await page.getByText('You hung up.').waitFor();
    },
  },
];

const figures: readonly Screen[] = [
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
    path: ({ recorded }) => `/calls/${recorded}`,
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

const settings: readonly Screen[] = [
  ...['providers', 'number', 'server', 'languages', 'keys', 'about'].map((section): Screen => ({
    name: `settings, ${section}`,
    path: `/settings/${section}`,
    open: (page) => page.getByRole('heading', { level: 2 }).first().waitFor(),
  })),
  {
    name: 'settings, a provider',
    path: '/settings/providers',
    open: async (page) => {
      await page.locator('main summary, main [aria-expanded]').first().click();
    },
  },
  {
    name: 'settings, a check that failed',
    path: '/settings/number',
    open: async (page) => {
      await press('Check now')(page);
      await page.getByText('WEBHOOK_ADDRESS_MISSING').waitFor();
    },
  },
  {
    name: 'settings, a language that is none',
    path: '/settings/languages',
    open: async (page) => {
      await press('Add a language')(page);
      await page.getByLabel('Tag').fill('not a tag');
      await press('Save')(page);
    },
  },
  {
    name: 'settings, a new key',
    path: '/settings/keys',
    open: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('Wallboard');
      await press('Make a key')(page);
      await page.getByLabel('Secret', { exact: true }).waitFor();
    },
  },
];

const shell: readonly Screen[] = [
  ...['Language of this page', 'Light or dark'].map((name): Screen => ({
    name: `menu: ${name}`,
    path: '/settings/about',
    closes: true,
    open: async (page) => {
      await press(name)(page);
      await page.getByRole('menu').waitFor();
    },
  })),
  {
    name: 'sign in',
    path: '/',
    before: answer('**/api/session', 200, { signedIn: false, via: null, scopes: [] }),
  },
  {
    name: 'sign in, refused',
    path: '/',
    before: async (page) => {
      const error = { code: 'TOKEN_WRONG', message: 'This token is not right.', fix: 'Copy it once more.' };
      await page.route('**/api/session', (route) =>
        route.request().method() === 'POST'
          ? route.fulfill({ status: 401, json: { error } })
          : route.fulfill({ json: { signedIn: false, via: null, scopes: [] } }),
      );
    },
    open: async (page) => {
      await page.getByLabel('Access token').fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'nothing there', path: '/nowhere' },
  { name: 'flow not there', path: '/flows/nobody', shown: /NOT_FOUND|UNKNOWN/ },
  {
    name: 'a server that fails',
    path: '/',
    before: answer('**/api/workflows', 500, {
      error: { code: 'INTERNAL', message: 'Something broke.', fix: 'Look at the log.' },
    }),
    shown: 'INTERNAL',
  },
  {
    name: 'no server',
    path: '/',
    before: (page) => page.route('**/api/**', (route) => route.abort()),
    shown: 'NETWORK',
  },
  {
    name: 'a wait',
    path: '/',
    before: (page) => page.route('**/api/workflows', () => undefined),
    shown: 'Loading…',
  },
];

export const screensOf = ({ nodeTypes }: Pick<SeededServer, 'nodeTypes'>): Screen[] => [
  ...workflows,
  ...canvas,
  ...nodes(nodeTypes),
  ...testCall,
  ...figures,
  ...settings,
  ...shell,
];

/** Opens the screen on a new page that stands at no address yet. */
export async function goTo(page: Page, screen: Screen, seeded: SeededServer): Promise<void> {
  await screen.before?.(page);
  const path = typeof screen.path === 'string' ? screen.path : screen.path(seeded);
  await page.goto(seeded.server.url + path);
  const there = screen.shown ? page.getByText(screen.shown).first() : page.getByRole('heading').first();
  await there.waitFor({ state: 'attached' });
  await screen.open?.(page);
}
