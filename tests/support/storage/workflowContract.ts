import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../src/services/storage/index.ts';
import { sampleDocument } from './samples.ts';
import { settableClock } from './wallClock.ts';

export function workflowContract(makeUrl: () => string): void {
  describe('workflows', () => {
    const clock = settableClock('2026-11-01T00:00:00.000Z');
    let store: Store;
    let n = 0;
    let slug = '';
    beforeAll(async () => {
      store = await openStore(makeUrl(), { clock });
    });
    beforeEach(() => {
      slug = `w-${++n}`;
    });
    afterAll(() => store.close());
    const create = (document = sampleDocument()) =>
      store.workflows.create({ slug, name: 'Clinic', document });

    test('a new one is found by id and by slug', async () => {
      const made = await create();
      expect(made).toMatchObject({ slug, name: 'Clinic', publishedVersion: null });
      expect(await store.workflows.get(made.id)).toEqual(made);
      expect(await store.workflows.get(slug)).toEqual(made);
      expect(await store.workflows.get('no-such')).toBeNull();
      expect(await store.workflows.list()).toContainEqual(made);
    });

    test('the document comes back as it was, with the name given', async () => {
      const made = await create(sampleDocument('Other name'));
      const draft = await store.workflows.getDraft(made.id);
      expect(draft).toEqual({ document: sampleDocument('Clinic'), etag: made.etag });
      expect(await store.workflows.getDraft('no-such')).toBeNull();
    });

    test('a slug belongs to one workflow, and has its form', async () => {
      await create();
      await expect(create()).rejects.toMatchObject({ code: 'STORE_SLUG_TAKEN', detail: { slug } });
      slug = 'Not A Slug';
      await expect(create()).rejects.toMatchObject({ code: 'STORE_SLUG_INVALID' });
    });

    test('what is not a document is refused with the field', async () => {
      const broken = { ...sampleDocument(), flow: { nodes: 'none' } };
      await expect(create(broken as never)).rejects.toMatchObject({
        code: 'STORE_DOCUMENT_INVALID',
        detail: { reason: expect.stringContaining('flow.nodes') },
      });
    });

    test('saving needs the etag of what was read', async () => {
      const made = await create();
      const etag = await store.workflows.saveDraft(made.id, sampleDocument('Renamed'), made.etag);
      expect(etag).not.toBe(made.etag);
      await expect(store.workflows.saveDraft(made.id, sampleDocument(), made.etag)).rejects.toMatchObject({
        code: 'STORE_ETAG_MISMATCH',
      });
      await expect(store.workflows.saveDraft(made.id, sampleDocument(), 'rubbish')).rejects.toMatchObject({
        code: 'STORE_ETAG_MISMATCH',
      });
      expect((await store.workflows.get(made.id))?.name).toBe('Renamed');
      const forced = await store.workflows.saveDraft(made.id, sampleDocument('Again'), null);
      expect(await store.workflows.getDraft(made.id)).toEqual({
        document: sampleDocument('Again'),
        etag: forced,
      });
      await expect(store.workflows.saveDraft('wf_none', sampleDocument(), null)).rejects.toMatchObject({
        code: 'STORE_NOT_FOUND',
      });
    });

    test('of many who save at once with one etag, one wins', async () => {
      const made = await create();
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, (_, i) =>
          store.workflows.saveDraft(made.id, sampleDocument(`By ${i}`), made.etag),
        ),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test('versions are numbered, kept, and not changed by later drafts', async () => {
      const made = await create(sampleDocument('Clinic', [], 'one'));
      const first = await store.workflows.publish(made.id, 'opening');
      expect(first).toMatchObject({ workflowId: made.id, version: 1, note: 'opening' });
      await store.workflows.saveDraft(made.id, sampleDocument('Clinic', [], 'two'), null);
      const second = await store.workflows.publish(made.id, 'more');
      expect(second.version).toBe(2);
      expect(await store.workflows.getVersion(made.id, 1)).toEqual(first);
      expect((await store.workflows.getVersion(made.id, 1))?.document.flow.nodes[0]?.label).toBe('one');
      expect((await store.workflows.versions(made.id)).map(({ version }) => version)).toEqual([2, 1]);
      expect((await store.workflows.get(made.id))?.publishedVersion).toBe(2);
      expect(await store.workflows.getVersion(made.id, 3)).toBeNull();
    });

    test('a frozen document is published in the place of the draft, which stays', async () => {
      const made = await create(sampleDocument('Clinic', [], 'open'));
      const { etag } = (await store.workflows.getDraft(made.id))!;
      const published = await store.workflows.publish(
        made.id,
        '',
        etag,
        sampleDocument('Clinic', [], 'frozen'),
      );
      expect(published.document.flow.nodes[0]?.label).toBe('frozen');
      expect(await store.workflows.getVersion(made.id, 1)).toEqual(published);
      expect((await store.workflows.getDraft(made.id))?.document.flow.nodes[0]?.label).toBe('open');
    });

    test('two who publish at once get two versions', async () => {
      const made = await create();
      const published = await Promise.all([1, 2, 3, 4].map(() => store.workflows.publish(made.id, '')));
      expect(published.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
    });

    test('publishing can insist on the draft that was seen', async () => {
      const made = await create();
      await store.workflows.saveDraft(made.id, sampleDocument(), null);
      await expect(store.workflows.publish(made.id, '', made.etag)).rejects.toMatchObject({
        code: 'STORE_ETAG_MISMATCH',
      });
      expect(await store.workflows.versions(made.id)).toEqual([]);
      await expect(store.workflows.publish('wf_none', '')).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
    });

    test('restoring makes a new draft of an old version', async () => {
      const made = await create(sampleDocument('Clinic', [], 'one'));
      await store.workflows.publish(made.id, '');
      const changed = await store.workflows.saveDraft(made.id, sampleDocument('Clinic', [], 'two'), null);
      const restored = await store.workflows.restore(made.id, 1);
      expect(restored.document.flow.nodes[0]?.label).toBe('one');
      expect(restored.etag).not.toBe(changed);
      expect(await store.workflows.getDraft(made.id)).toEqual(restored);
      await expect(store.workflows.restore(made.id, 9)).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
    });

    test('restoring over a draft that somebody saved in between is refused', async () => {
      const made = await create(sampleDocument('Clinic', [], 'one'));
      await store.workflows.publish(made.id, '');
      const seen = await store.workflows.saveDraft(made.id, sampleDocument('Clinic', [], 'two'), null);
      const theirs = await store.workflows.saveDraft(made.id, sampleDocument('Clinic', [], 'three'), null);
      await expect(store.workflows.restore(made.id, 1, seen)).rejects.toMatchObject({
        code: 'STORE_ETAG_MISMATCH',
      });
      expect(await store.workflows.getDraft(made.id)).toMatchObject({ etag: theirs });
      const restored = await store.workflows.restore(made.id, 1, theirs);
      expect(restored.document.flow.nodes[0]?.label).toBe('one');
    });

    test('a number is answered by the workflow that published it', async () => {
      const number = `+8523000${1000 + n}`;
      const made = await create(sampleDocument('Clinic', [number]));
      expect(await store.workflows.findByNumber(number)).toBeNull();
      await store.workflows.publish(made.id, '');
      expect(await store.workflows.findByNumber(number)).toBe(made.id);
      const owner = slug;
      slug = `${slug}-b`;
      const rival = await create(sampleDocument('Rival', [number]));
      await expect(store.workflows.publish(rival.id, '')).rejects.toMatchObject({
        code: 'STORE_NUMBER_TAKEN',
        detail: { number, slug: owner },
      });
      expect((await store.workflows.get(rival.id))?.publishedVersion).toBeNull();
      await store.workflows.saveDraft(made.id, sampleDocument('Clinic', []), null);
      await store.workflows.publish(made.id, 'number given away');
      await store.workflows.publish(rival.id, '');
      expect(await store.workflows.findByNumber(number)).toBe(rival.id);
    });

    test('removing takes drafts, versions and numbers', async () => {
      const number = `+8523100${1000 + n}`;
      const made = await create(sampleDocument('Clinic', [number]));
      await store.workflows.publish(made.id, '');
      await store.workflows.remove(made.id);
      expect(await store.workflows.get(made.id)).toBeNull();
      expect(await store.workflows.getVersion(made.id, 1)).toBeNull();
      expect(await store.workflows.findByNumber(number)).toBeNull();
      await expect(store.workflows.remove(made.id)).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
    });

    test('the list begins with what changed last', async () => {
      clock.set('2026-11-01T01:00:00.000Z');
      const older = await create();
      slug = `${slug}-b`;
      clock.set('2026-11-01T02:00:00.000Z');
      const newer = await create();
      expect((await store.workflows.list()).slice(0, 2).map(({ id }) => id)).toEqual([newer.id, older.id]);
      clock.set('2026-11-01T03:00:00.000Z');
      await store.workflows.saveDraft(older.id, sampleDocument(), null);
      expect((await store.workflows.list())[0]?.id).toBe(older.id);
    });
  });
}
