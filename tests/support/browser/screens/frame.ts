/** Settings, and what is the same everywhere: menus, sign-in, and what is shown when nothing can be. */
import { answer, press, WAIT, type Screen } from './screen.ts';

export const settings: readonly Screen[] = [
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

export const shell: readonly Screen[] = [
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
  { name: 'nothing there', path: '/flows/clinic/nowhere' },
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
    shown: WAIT,
  },
];
