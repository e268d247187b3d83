import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../src/services/storage/index.ts';
import { languageRecord, type LanguageRecordInput } from '../../../src/types/languageRecord.ts';

const record = (tag: string, more: Partial<LanguageRecordInput> = {}) =>
  languageRecord.parse({
    tag,
    language: 'nan',
    names: { english: 'Hokkien', own: '臺語 “quoted” 👋' },
    script: 'Hant',
    ...more,
  });

export function languageContract(makeUrl: () => string): void {
  describe('custom languages', () => {
    let store: Store;
    beforeAll(async () => {
      store = await openStore(makeUrl());
    });
    afterAll(() => store.close());

    test('are absent, then added, then changed, then removed', async () => {
      expect(await store.languages.list()).toEqual([]);
      const [first, second] = [record('qab'), record('qaa')];
      await store.languages.add(first);
      await store.languages.add(second);
      expect(await store.languages.list()).toEqual([
        { tag: 'qaa', record: second },
        { tag: 'qab', record: first },
      ]);
      const changed = record('qaa', { hints: ['大稻埕'] });
      await store.languages.update(changed);
      await store.languages.remove('qab');
      expect(await store.languages.list()).toEqual([{ tag: 'qaa', record: changed }]);
    });

    test('are not added twice, and only changed where they are', async () => {
      await store.languages.add(record('nan-TW'));
      await expect(store.languages.add(record('nan-TW'))).rejects.toMatchObject({ code: 'LANGUAGE_EXISTS' });
      const absent = { code: 'STORE_NOT_FOUND' };
      await expect(store.languages.update(record('nan-CN'))).rejects.toMatchObject(absent);
      await expect(store.languages.remove('nan-CN')).rejects.toMatchObject(absent);
    });
  });
}
