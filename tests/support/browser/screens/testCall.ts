/** The test call, with what may be in its way. */
import { builder } from './builder.ts';
import { press, type Screen } from './screen.ts';

export const testCall: readonly Screen[] = [
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
