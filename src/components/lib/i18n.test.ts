// @vitest-environment happy-dom
import { createElement, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
import { chooseLanguage, useTranslation } from './i18n.ts';

afterEach(async () => {
  vi.restoreAllMocks();
  await chooseLanguage('en');
  localStorage.clear();
});

function Title() {
  return useTranslation(['common', 'flows']).t('title', { defaultValue: '' });
}

/** React broke off a drawing that had waited for texts, said so (error 520), and began again: seen as a flash. */
it('waits for texts that are on their way, and says nothing of it', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const box = document.createElement('div');
  const root = createRoot(box);
  root.render(createElement(Suspense, { fallback: '…' }, createElement(Title)));
  await expect.poll(() => box.textContent).not.toMatch(/^…?$/);
  await chooseLanguage('zh-HK');
  await expect.poll(() => box.textContent).toMatch(/\p{sc=Han}/u);
  root.unmount();
  expect(said.mock.calls).toEqual([]);
});
