import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CacheContents, CacheWrite } from '../../../src/types/cacheJournal.ts';
import { openStore, type Store } from '../../../src/services/storage/index.ts';
import { sampleAnswer, sampleAudio, sampleEntry, sampleLabel, sampleObservation } from './cacheSamples.ts';
import { sampleCall } from './samples.ts';

const nothing: CacheContents = {
  entries: [],
  answers: [],
  observations: [],
  vectors: [],
  labels: [],
  models: [],
};
const at = '2026-11-01T11:00:00.000Z';

export function cacheContract(makeUrl: () => string): void {
  describe('what the cache learned', () => {
    let store: Store;
    let n = 0;
    /** A tenant of every test's own. */
    let workspace = '';
    let id = '';
    beforeAll(async () => {
      store = await openStore(makeUrl());
    });
    beforeEach(() => {
      workspace = `w${++n}`;
      id = `${workspace}-e`;
    });
    afterAll(() => store.close());
    const write = (...writes: CacheWrite[]) => store.cache.write(writes);
    const entry = (changes: Parameters<typeof sampleEntry>[2] = {}): CacheWrite => ({
      kind: 'entry',
      entry: sampleEntry(id, { workspace }, changes),
    });
    const answer = (
      answerId: string,
      standing: 'learned' | 'authored' | 'reported' = 'learned',
    ): CacheWrite => ({
      kind: 'answer',
      answer: sampleAnswer(id, answerId, standing),
    });
    const observation = (answerId: string, callSid: string, values?: string): CacheWrite => ({
      kind: 'observation',
      observation: sampleObservation(id, answerId, callSid, values),
    });

    test('comes back as it was handed over', async () => {
      expect(await store.cache.load(workspace)).toEqual(nothing);
      const scope = { workspace, workflowVersion: 7, nodeId: 'book', voice: 'v-1', depends: 'd' };
      const words = 'cut \u0000 "quoted" 👋 \ud800';
      const made = sampleEntry(id, scope, { context: 'c', key: words, words: null, hits: 3, expiresAt: at });
      const vector = { entryId: id, embedder: 'e5', vector: Uint8Array.from({ length: 256 }, (_, i) => i) };
      const label = sampleLabel('l1', { workspace, label: ['\u0000', null, 0.1, { a: words }] });
      const act = { template: '', act: 'transfer', slots: [] };
      await write(
        { kind: 'entry', entry: made },
        { kind: 'answer', answer: { ...sampleAnswer(id, 'a', 'authored'), answer: act } },
        observation('a', 'CA1', 'hash of values'),
        { kind: 'vector', vector },
        { kind: 'label', label },
        { kind: 'model', workspace, workflowId: 'wf_1', model: { weights: [1e-9, -2] }, at },
      );
      expect(await store.cache.load(workspace)).toEqual({
        entries: [made],
        answers: [{ ...sampleAnswer(id, 'a', 'authored'), answer: act }],
        observations: [sampleObservation(id, 'a', 'CA1', 'hash of values')],
        vectors: [vector],
        labels: [label],
        models: [{ workflowId: 'wf_1', model: { weights: [1e-9, -2] } }],
      });
    });

    test('bytes come back each in memory of its own, where a Float32Array can begin', async () => {
      const embedders = ['a', 'b', 'c'];
      // Views into a pool, at places that no float could begin.
      const vectors = embedders.map((_, i) => Buffer.from([0, ...Array(9).fill(i), 0]).subarray(1, 9));
      await write(
        entry(),
        ...vectors.map((vector, i): CacheWrite => {
          return { kind: 'vector', vector: { entryId: id, embedder: embedders[i] ?? '', vector } };
        }),
      );
      const found = (await store.cache.load(workspace)).vectors;
      expect(found).toHaveLength(3);
      for (const { embedder, vector } of found) {
        expect([...vector]).toEqual(Array(8).fill(embedders.indexOf(embedder)));
        expect(vector.buffer.byteLength).toBe(8);
      }
    });

    test('written again replaces, and takes nothing away that belongs to it', async () => {
      const vector = (byte: number): CacheWrite => {
        return { kind: 'vector', vector: { entryId: id, embedder: 'e5', vector: new Uint8Array([byte]) } };
      };
      const label = (same: boolean): CacheWrite => {
        return { kind: 'label', label: sampleLabel('l1', { workspace, label: { same } }) };
      };
      const model = (weight: number): CacheWrite => {
        return { kind: 'model', workspace, workflowId: 'wf_1', model: weight, at };
      };
      await write(entry(), answer('a'), observation('a', 'CA1', 'x'), vector(1), label(false), model(1));
      await write(entry({ hits: 9, words: 'changed', expiresAt: at }));
      await write(answer('a', 'reported'), observation('a', 'CA1', 'y'), vector(2), label(true), model(2));
      expect(await store.cache.load(workspace)).toEqual({
        entries: [sampleEntry(id, { workspace }, { hits: 9, words: 'changed', expiresAt: at })],
        answers: [sampleAnswer(id, 'a', 'reported')],
        observations: [sampleObservation(id, 'a', 'CA1', 'y')],
        vectors: [{ entryId: id, embedder: 'e5', vector: new Uint8Array([2]) }],
        labels: [sampleLabel('l1', { workspace, label: { same: true } })],
        models: [{ workflowId: 'wf_1', model: 2 }],
      });
    });

    test('the use of an entry is written down, and nothing else of it', async () => {
      await write(entry({ words: 'kept' }));
      await Promise.all([1, 2, 3].map((hits) => write({ kind: 'used', entryId: id, hits, usedAt: at })));
      expect((await store.cache.load(workspace)).entries).toEqual([
        sampleEntry(id, { workspace }, { words: 'kept', hits: 3, usedAt: at }),
      ]);
    });

    test('a removed entry takes what belongs to it', async () => {
      const vector: CacheWrite = {
        kind: 'vector',
        vector: { entryId: id, embedder: 'e5', vector: new Uint8Array([1]) },
      };
      await write(entry(), answer('a'), observation('a', 'CA1'), vector);
      await write({ kind: 'remove', entryId: id });
      expect(await store.cache.load(workspace)).toEqual(nothing);
      await write(entry());
      expect(await store.cache.load(workspace)).toEqual({
        ...nothing,
        entries: [sampleEntry(id, { workspace })],
      });
    });

    test('a write about an entry that is not there is dropped, and the rest of its batch kept', async () => {
      const stray = sampleAnswer(`${id}-none`, 'a');
      const results = await Promise.allSettled([
        write({ kind: 'answer', answer: stray }, entry(), answer('a')),
        write({ kind: 'observation', observation: sampleObservation(`${id}-none`, 'a', 'CA1') }),
        write({
          kind: 'vector',
          vector: { entryId: `${id}-none`, embedder: 'e5', vector: new Uint8Array(1) },
        }),
        write({ kind: 'used', entryId: `${id}-none`, hits: 1, usedAt: at }),
        write({ kind: 'remove', entryId: `${id}-none` }),
        write(observation('a', 'CA1')),
      ]);
      expect(results.map(({ status }) => status)).toEqual(Array(6).fill('fulfilled'));
      await write({ kind: 'entry', entry: sampleEntry(`${id}-none`, { workspace }) });
      expect(await store.cache.load(workspace)).toEqual({
        ...nothing,
        entries: expect.arrayContaining([sampleEntry(id, { workspace })]),
        answers: [sampleAnswer(id, 'a')],
        observations: [sampleObservation(id, 'a', 'CA1')],
      });
    });

    test('what the database refuses fails alone, and with all that was handed over together with it', async () => {
      const good = (name: string): CacheWrite => ({
        kind: 'entry',
        entry: sampleEntry(`${id}-${name}`, { workspace }),
      });
      const results = await Promise.allSettled([
        write(good('a')),
        write(good('b'), entry({ hits: null as never })),
        write(good('c')),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const ids = (await store.cache.load(workspace)).entries.map((found) => found.id);
      expect(ids.sort()).toEqual([`${id}-a`, `${id}-c`]);
    });

    test('what its owner changes later is not stored', async () => {
      const vector = new Uint8Array([1]);
      const label = { same: true };
      const mulaw = new Uint8Array([1]);
      const saved = Promise.all([
        write(entry(), { kind: 'vector', vector: { entryId: id, embedder: 'e5', vector } }),
        write({ kind: 'label', label: sampleLabel('l1', { workspace, label }) }),
        store.cache.putAudio([sampleAudio('line', { workspace, mulaw })]),
      ]);
      vector[0] = 2;
      label.same = false;
      mulaw[0] = 2;
      await saved;
      const found = await store.cache.load(workspace);
      expect(found.vectors[0]?.vector).toEqual(new Uint8Array([1]));
      expect(found.labels[0]?.label).toEqual({ same: true });
      expect((await store.cache.loadAudio(workspace, 10))[0]?.mulaw).toEqual(new Uint8Array([1]));
    });

    test('flushing the store covers it, and so does loading', async () => {
      let committed = 0;
      void write(entry()).then(() => committed++);
      await store.flush();
      expect(committed).toBe(1);
      void write(answer('a')).then(() => committed++);
      expect((await store.cache.load(workspace)).answers).toHaveLength(1);
      expect(committed).toBe(2);
    });

    test('outlives the calls that taught it, until it is told', async () => {
      const callSid = `CA-${workspace}`;
      await store.calls.start(sampleCall(callSid), '2019-01-01T00:00:00Z');
      await store.calls.start(sampleCall(`${callSid}-2`), '2019-01-01T00:00:00Z');
      await write(entry(), answer('a'), observation('a', callSid), observation('a', `${callSid}-2`));
      await store.calls.remove(callSid);
      await store.calls.purgeOlderThan('2019-01-03T00:00:00Z');
      expect((await store.cache.load(workspace)).observations).toHaveLength(2);
    });

    test(
      'of labels the newest 20,000 of each tenant are kept, oldest first',
      { timeout: 60_000 },
      async () => {
        const labels = Array.from({ length: 21_100 }, (_, i): CacheWrite => {
          const minute = new Date(Date.UTC(2026, 0, 1, 0, Math.floor(i / 2))).toISOString();
          return {
            kind: 'label',
            label: sampleLabel(`l${String(i).padStart(5, '0')}`, { workspace, at: minute }),
          };
        });
        await write({
          kind: 'label',
          label: sampleLabel('old', { workspace: `${workspace}-b`, at: '2020' }),
        });
        await write(...labels);
        const ids = (await store.cache.load(workspace)).labels.map((label) => label.id);
        expect(ids).toHaveLength(20_000);
        expect([ids[0], ids.at(-1)]).toEqual(['l01100', 'l21099']);
        // Those that are not loaded any more have been deleted, but for the last few.
        const { labels: left } = await store.cache.purge({ workspace, all: true });
        expect(left).toBe(20_000);
        expect((await store.cache.load(`${workspace}-b`)).labels).toHaveLength(1);
      },
    );
  });
}
