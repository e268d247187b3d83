/** A browser's page as somebody without a pointer uses it: every place is come to by keys, or not at all. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const patience = { timeout: 45_000 };

/** A page and the keys that are pressed in it. There is no pointer here. */
export function keysOf(page: Page) {
  const { keyboard } = page;
  const has = (what: Locator) => what.evaluate((one) => one === document.activeElement).catch(() => false);
  const press = async (...keys: string[]) => {
    for (const key of keys) await keyboard.press(key);
  };
  /** Key after key, as often as it takes. */
  const goTo = async (what: Locator, key = 'Tab', most = 150) => {
    await what.waitFor(patience);
    for (let presses = 0; !(await has(what)); presses++) {
      if (presses === most) throw new Error(`${most} × ${key} did not lead to ${String(what)}`);
      await keyboard.press(key);
    }
  };
  return {
    press,
    goTo,
    type: (text: string) => keyboard.type(text),
    /** Where the focus goes by itself. */
    async focusOn(what: Locator) {
      await expect.poll(() => has(what), patience).toBe(true);
    },
    async fill(what: Locator, text: string) {
      await goTo(what);
      await press('Control+a');
      await keyboard.type(text);
    },
    async use(what: Locator, key = 'Tab') {
      await goTo(what, key);
      await press('Enter');
    },
    /** A letter or more of an option's name, as lists of choices take them. */
    async choose(what: Locator, option: string, key = 'Tab') {
      await goTo(what, key);
      await keyboard.type(option);
      await expect.poll(() => what.locator('option:checked').innerText(), patience).toContain(option);
    },
  };
}

/** The builder as its keys see it. */
export function builderOf(page: Page) {
  const keys = keysOf(page);
  const card = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
  const settings = page.getByRole('complementary');
  const palette = page.getByRole('dialog').getByRole('combobox');
  return {
    ...keys,
    card,
    /** The last one: of the entry that was added last. */
    field: (name: string) => settings.getByRole('textbox', { name, exact: true }).last(),
    leadsTo: (outcome: string) => settings.getByRole('combobox', { name: outcome, exact: true }),
    button: (name: string) => settings.getByRole('button', { name, exact: true }),
    /** In the list that is open. */
    async pick(type: string, id: string) {
      await palette.waitFor();
      await keys.type(type);
      await keys.press('Enter');
      await keys.focusOn(card(id));
    },
    /** From a card to its settings. */
    async edit() {
      await keys.press('Enter');
      await settings.getByRole('textbox', { name: 'Name' }).waitFor();
    },
    /** From the settings to the card. */
    async leave(id: string) {
      await keys.press('Escape');
      await keys.focusOn(card(id));
    },
  };
}
