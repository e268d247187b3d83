import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CacheContents, CachePurge, CacheWrite } from '../../../src/types/cacheJournal.ts';
import { openStore, type Store } from '../../../src/services/storage/index.ts';
import { CacheModel } from './cacheModel.ts';
import { sampleAnswer, sampleEntry, sampleObservation } from './cacheSamples.ts';

const at = '2026-11-01T11:00:00.000Z';

export function cacheOrderContract(makeUrl: () => string): void {
  describe('the order of what the cache writes', () => {
    let store: Store;
    let n = 0;
    beforeAll(async () => {
      store = await openStore(makeUrl());
    });
    afterAll(() => store.close());

    test('writes handed over together end as one after the other would', { timeout: 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
          const own = `m${++n}`;
          const model = new CacheModel();
          const done: Promise<void>[] = [];
          for (const make of steps) {
            const made = make(own);
            if ('kind' in made) {
              model.write(made);
              done.push(store.cache.write([made]));
            } else {
              const gone = model.purge(made);
              done.push(
                store.cache.purge(made).then(({ entryIds }) => expect(entryIds.toSorted()).toEqual(gone)),
              );
            }
          }
          await Promise.all(done);
          expect(lines(await store.cache.load(own))).toEqual(model.lines());
        }),
        { numRuns: 60 },
      );
    });
  });
}

/** Few of each, so that they meet. */
const one = fc.constantFrom('1', '2');
const standing = fc.constantFrom('learned' as const, 'authored' as const, 'reported' as const);
const step: fc.Arbitrary<(workspace: string) => CacheWrite | CachePurge> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(one, one, fc.nat(9)).map(entryStep) },
  fc.tuple(one, one, standing).map(([e, a, s]) => (own: string): CacheWrite => {
    return { kind: 'answer', answer: sampleAnswer(`${own}-${e}`, a, s) };
  }),
  { weight: 3, arbitrary: fc.tuple(one, one, one, one).map(observationStep) },
  fc.tuple(one, fc.nat(9)).map(([e, hits]) => (own: string): CacheWrite => {
    return { kind: 'used', entryId: `${own}-${e}`, hits, usedAt: at };
  }),
  one.map((e) => (own: string): CacheWrite => ({ kind: 'remove', entryId: `${own}-${e}` })),
  fc.tuple(one, fc.boolean()).map(([c, narrow]) => (own: string): CachePurge => {
    return { workspace: own, callSids: [`CA${c}`], ...(narrow ? { nodeId: 'node 1' } : {}) };
  }),
  one.map((e) => (own: string): CachePurge => ({ workspace: own, entryIds: [`${own}-${e}`] })),
  one.map((node) => (own: string): CachePurge => ({ workspace: own, nodeId: `node ${node}` })),
);

function entryStep([e, node, hits]: [string, string, number]) {
  return (workspace: string): CacheWrite => {
    return {
      kind: 'entry',
      entry: sampleEntry(`${workspace}-${e}`, { workspace, nodeId: `node ${node}` }, { hits }),
    };
  };
}

function observationStep([e, a, c, values]: [string, string, string, string]) {
  return (workspace: string): CacheWrite => {
    return { kind: 'observation', observation: sampleObservation(`${workspace}-${e}`, a, `CA${c}`, values) };
  };
}

function lines({ entries, answers, observations }: CacheContents): string[] {
  return [
    ...entries.map(({ id, hits, scope }) => `entry ${id} ${hits} ${scope.nodeId}`),
    ...answers.map((found) => `answer ${found.entryId} ${found.answerId} ${found.standing}`),
    ...observations.map((found) => {
      return `observation ${found.entryId} ${found.answerId} ${found.callSid} ${found.values}`;
    }),
  ].sort();
}
