import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../src/services/storage/index.ts';
import { settableClock } from './wallClock.ts';

export function keyContract(makeUrl: () => string): void {
  describe('API keys', () => {
    const clock = settableClock('2026-11-01T00:00:00.000Z');
    let store: Store;
    beforeAll(async () => {
      store = await openStore(makeUrl(), { clock });
    });
    afterAll(() => store.close());

    test('the secret opens, and is not kept', async () => {
      const { secret, ...key } = await store.keys.create('till', ['calls:read', 'flows:write']);
      expect(key).toMatchObject({ name: 'till', scopes: ['calls:read', 'flows:write'], lastUsedAt: null });
      expect(await store.keys.verify(secret)).toMatchObject({
        id: key.id,
        lastUsedAt: '2026-11-01T00:00:00.000Z',
      });
      const listed = await store.keys.list();
      expect(listed.map(({ id }) => id)).toContain(key.id);
      expect(JSON.stringify(listed)).not.toContain(secret.slice(21));
    });

    test('any other secret does not', async () => {
      const { secret, id } = await store.keys.create('a', []);
      const { secret: other } = await store.keys.create('b', []);
      const last = secret.endsWith('A') ? 'Q' : 'A';
      const wrong = [
        '',
        'cfw_',
        id,
        secret.slice(0, -1) + last,
        `${secret} `,
        secret.slice(0, 21) + other.slice(21),
        `cfw_0000000000000000_${secret.slice(21)}`,
        `${secret}\n`,
      ];
      for (const text of wrong) expect(await store.keys.verify(text)).toBeNull();
    });

    test('a revoked key stays revoked, and in the list', async () => {
      const { secret, id } = await store.keys.create('c', []);
      await store.keys.revoke(id);
      clock.set('2026-11-01T00:05:00.000Z');
      await store.keys.revoke(id);
      expect(await store.keys.verify(secret)).toBeNull();
      expect((await store.keys.list()).find((key) => key.id === id)?.revokedAt).toBe(
        '2026-11-01T00:00:00.000Z',
      );
      await expect(store.keys.revoke('none')).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
    });

    test('last use is written to the minute', async () => {
      clock.set('2026-11-01T01:00:00.000Z');
      const { secret } = await store.keys.create('d', []);
      await store.keys.verify(secret);
      clock.set('2026-11-01T01:00:59.000Z');
      expect((await store.keys.verify(secret))?.lastUsedAt).toBe('2026-11-01T01:00:00.000Z');
      clock.set('2026-11-01T01:01:00.000Z');
      expect((await store.keys.verify(secret))?.lastUsedAt).toBe('2026-11-01T01:01:00.000Z');
    });
  });
}
