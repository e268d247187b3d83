import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineSetting, openStore, type Store } from '../../../src/services/storage/index.ts';

const greeting = defineSetting('ui.greeting', z.object({ text: z.string(), times: z.number() }));

export function settingsContract(makeUrl: () => string): void {
  describe('settings', () => {
    let store: Store;
    beforeAll(async () => {
      store = await openStore(makeUrl());
    });
    afterAll(() => store.close());

    test('are absent, then set, then changed, then removed', async () => {
      expect(await store.settings.get(greeting)).toBeUndefined();
      await store.settings.set(greeting, { text: '早晨', times: 1 });
      await store.settings.set(greeting, { text: '早晨', times: 2 });
      expect(await store.settings.get(greeting)).toEqual({ text: '早晨', times: 2 });
      await store.settings.remove('ui.greeting');
      expect(await store.settings.get(greeting)).toBeUndefined();
    });

    test('are checked both ways, and the error does not repeat the value', async () => {
      const secret = defineSetting('provider.key', z.object({ key: z.string().max(4) }));
      const error = await store.settings.set(secret, { key: 'sk-very-secret' }).catch((e: Error) => e);
      expect(error).toMatchObject({ code: 'STORE_SETTING_INVALID', detail: { key: 'provider.key' } });
      expect(JSON.stringify(error) + String(error)).not.toContain('very-secret');
      await store.settings.set(defineSetting('provider.key', z.unknown()), { key: 5 });
      await expect(store.settings.get(secret)).rejects.toMatchObject({ code: 'STORE_SETTING_INVALID' });
    });

    test('are listed by prefix, in order', async () => {
      const any = (key: string) => store.settings.set(defineSetting(key, z.number()), 1);
      await Promise.all(['list.b', 'list.B', 'list.a', 'list%x', 'other'].map(any));
      expect((await store.settings.list('list.')).map(({ key }) => key)).toEqual([
        'list.B',
        'list.a',
        'list.b',
      ]);
      expect((await store.settings.list()).map(({ key }) => key)).toContain('other');
    });
  });
}
