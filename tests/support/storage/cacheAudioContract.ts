import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../src/services/storage/index.ts';
import { sampleAudio } from './cacheSamples.ts';

const at = '2026-11-01T11:00:00.000Z';

export function cacheAudioContract(makeUrl: () => string): void {
  describe('audio of the cache', () => {
    let store: Store;
    let n = 0;
    /** A tenant of every test's own. */
    let workspace = '';
    beforeAll(async () => {
      store = await openStore(makeUrl());
    });
    beforeEach(() => {
      workspace = `w${++n}`;
    });
    afterAll(() => store.close());
    const keys = async (maxBytes: number) =>
      (await store.cache.loadAudio(workspace, maxBytes)).map(({ key }) => key);

    test('comes back as it was, also under long keys', async () => {
      const mulaw = Uint8Array.from({ length: 40_000 }, (_, i) => i % 256);
      const long = sampleAudio(`["\u0000${'你好，'.repeat(2_000)}"]`, {
        workspace,
        mulaw,
        hits: 4,
        usedAt: at,
      });
      await store.cache.putAudio([long]);
      expect(await store.cache.loadAudio(workspace, 40_000)).toEqual([long]);
      expect(await store.cache.loadAudio(workspace, 39_999)).toEqual([]);
    });

    test('the most used first, until the limit', async () => {
      const lines = [3, 9, 1, 5].map((hits) => sampleAudio(`used ${hits}`, { workspace, hits }));
      await store.cache.putAudio(lines);
      expect(await keys(1_000)).toEqual(['used 9', 'used 5', 'used 3', 'used 1']);
      expect(await keys(299)).toEqual(['used 9', 'used 5']);
      expect(await keys(200)).toEqual(['used 9', 'used 5']);
      expect(await keys(0)).toEqual([]);
    });

    test('more than goes into one statement keeps its order', async () => {
      const lines = Array.from({ length: 450 }, (_, i) => {
        return sampleAudio(`line ${i}`, {
          workspace,
          hits: (i * 7919) % 450,
          mulaw: new Uint8Array(5_000),
        });
      });
      await store.cache.putAudio(lines);
      const found = await store.cache.loadAudio(workspace, 64 * 1024 * 1024);
      expect(found.map(({ hits }) => hits)).toEqual(Array.from({ length: 450 }, (_, i) => 449 - i));
      expect(await store.cache.loadAudio(workspace, 5_000 * 301)).toHaveLength(301);
    });

    test('is replaced, and removed, in the order of the writes', async () => {
      const other = `${workspace}-b`;
      await store.cache.putAudio([sampleAudio('x', { workspace }), sampleAudio('y', { workspace })]);
      await store.cache.putAudio([sampleAudio('x', { workspace: other, hits: 8 })]);
      await store.cache.putAudio([sampleAudio('x', { workspace, hits: 2, mulaw: new Uint8Array([7]) })]);
      expect(await store.cache.loadAudio(workspace, 101)).toEqual([
        sampleAudio('x', { workspace, hits: 2, mulaw: new Uint8Array([7]) }),
        sampleAudio('y', { workspace }),
      ]);
      expect(await store.cache.loadAudio(other, 100)).toEqual([
        sampleAudio('x', { workspace: other, hits: 8 }),
      ]);
      void store.cache.putAudio([sampleAudio('z', { workspace })]);
      void store.cache.removeAudio(['x', 'z', 'never there']);
      await store.cache.putAudio([sampleAudio('z', { workspace, hits: 5 })]);
      expect(await keys(1_000)).toEqual(['z', 'y']);
      expect(await store.cache.loadAudio(other, 100)).toEqual([]);
    });
  });
}
