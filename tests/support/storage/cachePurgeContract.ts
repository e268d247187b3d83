import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CachePurge } from '../../../src/types/cacheJournal.ts';
import { openStore, type Store } from '../../../src/services/storage/index.ts';
import { sampleAnswer, sampleAudio, sampleEntry, sampleLabel, sampleObservation } from './cacheSamples.ts';

/** Entries by name: workflow, version, node. Each has an answer and the evidence of two calls. */
const places = {
  a1ask: ['wf_a', 1, 'ask'],
  a1book: ['wf_a', 1, 'book'],
  a2ask: ['wf_a', 2, 'ask'],
  b1ask: ['wf_b', 1, 'ask'],
} as const;
type Name = keyof typeof places;
const names = Object.keys(places) as Name[];

export function cachePurgeContract(makeUrl: () => string): void {
  describe('what the cache forgets', () => {
    let store: Store;
    let n = 0;
    let own = '';
    let other = '';
    beforeAll(async () => {
      store = await openStore(makeUrl());
    });
    beforeEach(async () => {
      own = `own${++n}`;
      other = `other${n}`;
      await fill(store, own);
      await fill(store, other);
    });
    afterAll(() => store.close());

    async function kept(workspace: string) {
      const { entries, answers, observations, vectors, labels, models } = await store.cache.load(workspace);
      const name = (id: string) => id.slice(workspace.length + 1);
      const audio = await store.cache.loadAudio(workspace, 1e9);
      return {
        entries: entries.map(({ id }) => name(id)).sort(),
        parts: [answers.length, observations.length, vectors.length],
        labels: labels.map(({ id }) => id).sort(),
        models: models.map(({ workflowId }) => workflowId).sort(),
        audio: audio.map(({ key }) => key).sort(),
      };
    }
    const everything = {
      entries: [...names],
      parts: [4, 8, 4],
      labels: ['a CA1', 'a CA2', 'b CA1', 'b CA2'],
      models: ['wf_a', 'wf_b'],
      audio: ['a', 'b'],
    };
    const purge = async (what: Omit<CachePurge, 'workspace'>) => {
      const { entryIds, ...counts } = await store.cache.purge({ workspace: own, ...what });
      return { entries: entryIds.map((id) => id.slice(own.length + 1)).sort(), ...counts };
    };
    // Whatever a test forgets, the other tenant keeps.
    afterEach(async () => expect(await kept(other)).toEqual(everything));

    test('must be said', async () => {
      await expect(store.cache.purge({ workspace: own })).rejects.toMatchObject({
        code: 'CACHE_PURGE_EMPTY',
      });
      expect(await kept(own)).toEqual(everything);
    });

    test('everything of a tenant', async () => {
      expect(await purge({ all: true })).toEqual({ entries: names, observations: 8, labels: 4, audio: 2 });
      expect(await kept(own)).toEqual({ entries: [], parts: [0, 0, 0], labels: [], models: [], audio: [] });
    });

    test('a workflow, with its labels, model and audio', async () => {
      const gone = { entries: ['a1ask', 'a1book', 'a2ask'], observations: 6, labels: 2, audio: 1 };
      expect(await purge({ workflowId: 'wf_a' })).toEqual(gone);
      expect(await kept(own)).toEqual({
        entries: ['b1ask'],
        parts: [1, 2, 1],
        labels: ['b CA1', 'b CA2'],
        models: ['wf_b'],
        audio: ['b'],
      });
    });

    const narrower: [string, Omit<CachePurge, 'workspace'>, Name[]][] = [
      ['a version', { workflowId: 'wf_a', workflowVersion: 1 }, ['a1ask', 'a1book']],
      ['a node', { workflowId: 'wf_a', nodeId: 'ask' }, ['a1ask', 'a2ask']],
      ['a node of a version', { workflowId: 'wf_a', workflowVersion: 1, nodeId: 'ask' }, ['a1ask']],
      ['a node, whatever the workflow', { nodeId: 'ask' }, ['a1ask', 'a2ask', 'b1ask']],
      ['all of a node', { all: true, nodeId: 'book' }, ['a1book']],
      ['what does not exist', { nodeId: 'none' }, []],
      ['no entries', { entryIds: [] }, []],
      ['no entries of a workflow', { workflowId: 'wf_a', entryIds: [] }, []],
    ];
    test.each(narrower)('%s, without what belongs to the workflow', async (_, what, gone) => {
      const counts = { observations: 2 * gone.length, labels: 0, audio: 0 };
      expect(await purge(what)).toEqual({ entries: gone, ...counts });
      const left = 4 - gone.length;
      expect(await kept(own)).toEqual({
        ...everything,
        entries: names.filter((name) => !gone.includes(name)),
        parts: [left, 2 * left, left],
      });
    });

    test('entries by id, of this tenant only, and only where the other fields match', async () => {
      const entryIds = [`${own}-a1ask`, `${own}-b1ask`, `${other}-a1ask`, 'none'];
      expect((await purge({ entryIds, workflowId: 'wf_b' })).entries).toEqual(['b1ask']);
      expect((await purge({ entryIds })).entries).toEqual(['a1ask']);
      expect((await kept(own)).entries).toEqual(['a1book', 'a2ask']);
    });

    test('thousands of entries by id', async () => {
      const entryIds = Array.from({ length: 2_500 }, (_, i) => `${own}-many${i}`);
      await store.cache.write(
        entryIds.map((id) => ({ kind: 'entry', entry: sampleEntry(id, { workspace: own }) })),
      );
      const { entryIds: gone } = await store.cache.purge({ workspace: own, entryIds });
      expect(new Set(gone)).toEqual(new Set(entryIds));
      expect(await kept(own)).toEqual(everything);
    });

    test('what calls taught: evidence and labels, then entries that nothing else supports', async () => {
      const judged = (name: Name, standing: 'authored' | 'reported') =>
        store.cache.write([{ kind: 'answer', answer: sampleAnswer(`${own}-${name}`, 'verdict', standing) }]);
      await judged('a1book', 'authored');
      await judged('a2ask', 'reported');
      await store.cache.write([{ kind: 'entry', entry: sampleEntry(`${own}-z`, { workspace: own }) }]);
      expect(await purge({ callSids: ['CA1', 'CA-none'] })).toEqual({
        entries: [],
        observations: 4,
        labels: 2,
        audio: 0,
      });
      expect(await kept(own)).toEqual({
        ...everything,
        entries: [...names, 'z'],
        parts: [6, 4, 4],
        labels: ['a CA2', 'b CA2'],
      });
      // One that never had evidence was not taught by these calls.
      expect(await purge({ callSids: ['CA2'] })).toEqual({
        entries: ['a1ask', 'b1ask'],
        observations: 4,
        labels: 2,
        audio: 0,
      });
      expect(await kept(own)).toEqual({
        ...everything,
        entries: ['a1book', 'a2ask', 'z'],
        parts: [2, 0, 2],
        labels: [],
      });
    });

    test('what calls taught of a workflow, a node, or entries', async () => {
      const callSids = ['CA1', 'CA2'];
      const book = { entries: ['a1book'], observations: 2, labels: 0, audio: 0 };
      expect(await purge({ callSids, nodeId: 'book' })).toEqual(book);
      const b = { entries: ['b1ask'], observations: 2, labels: 2, audio: 0 };
      expect(await purge({ callSids, workflowId: 'wf_b' })).toEqual(b);
      const entryIds = [`${own}-a2ask`, `${other}-a2ask`];
      expect(await purge({ callSids: ['CA1'], entryIds })).toMatchObject({ entries: [], observations: 1 });
      expect(await purge({ callSids: [], workflowId: 'wf_a' })).toMatchObject({
        entries: [],
        observations: 0,
      });
      expect(await kept(own)).toEqual({
        ...everything,
        entries: ['a1ask', 'a2ask'],
        parts: [2, 3, 2],
        labels: ['a CA1', 'a CA2'],
      });
    });

    test('nothing that is handed over afterwards', async () => {
      const entry = sampleEntry(`${own}-new`, { workspace: own });
      const purged = purge({ all: true });
      await store.cache.write([{ kind: 'entry', entry }]);
      expect((await purged).entries).toEqual(names);
      expect((await store.cache.load(own)).entries).toEqual([entry]);
    });

    test('nothing less because a write beside it was refused', async () => {
      const refused = store.cache
        .write([
          { kind: 'entry', entry: sampleEntry(`${own}-bad`, { workspace: own }, { hits: null as never }) },
        ])
        .catch((error: unknown) => error);
      expect((await purge({ nodeId: 'book' })).entries).toEqual(['a1book']);
      expect(await refused).toMatchObject({ code: 'STORE_FAILED' });
    });
  });
}

async function fill(store: Store, workspace: string): Promise<void> {
  for (const [name, [workflowId, workflowVersion, nodeId]] of Object.entries(places)) {
    const id = `${workspace}-${name}`;
    await store.cache.write([
      { kind: 'entry', entry: sampleEntry(id, { workspace, workflowId, workflowVersion, nodeId }) },
      { kind: 'answer', answer: sampleAnswer(id, 'yes') },
      { kind: 'observation', observation: sampleObservation(id, 'yes', 'CA1') },
      { kind: 'observation', observation: sampleObservation(id, 'yes', 'CA2') },
      { kind: 'vector', vector: { entryId: id, embedder: 'e5', vector: new Uint8Array([1, 2]) } },
    ]);
  }
  for (const letter of ['a', 'b']) {
    const workflowId = `wf_${letter}`;
    const labels = ['CA1', 'CA2'].map((callSid) =>
      sampleLabel(`${letter} ${callSid}`, { workspace, workflowId, callSid }),
    );
    await store.cache.write([
      ...labels.map((label) => ({ kind: 'label' as const, label })),
      { kind: 'model', workspace, workflowId, model: { workflowId }, at: '2026-11-01T10:00:00.000Z' },
    ]);
    await store.cache.putAudio([sampleAudio(letter, { workspace, workflowId })]);
  }
}
