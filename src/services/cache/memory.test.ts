import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheScope } from '../../types/cache.ts';
import { CacheMemory } from './memory.ts';
import { scopeKey } from './scope.ts';

const scope: CacheScope = {
  workspace: 'default',
  workflowId: 'w',
  workflowVersion: 1,
  nodeId: 'n',
  language: 'en-US',
  voice: '',
  depends: '',
};
const at = '2026-01-01T00:00:00.000Z';
const key = scopeKey(scope);

function put(memory: CacheMemory, id: string): void {
  memory.putEntry(
    {
      id,
      scope,
      context: 'after',
      key: id,
      words: `words ${id}`,
      createdAt: at,
      usedAt: at,
      hits: 0,
      expiresAt: null,
    },
    key,
  );
}

describe('the memory of the cache', () => {
  it('holds nothing any more when all entries or all calls are gone, in any order', () => {
    const step = fc.record({
      entry: fc.nat({ max: 4 }),
      answer: fc.nat({ max: 2 }),
      call: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, byCalls) => {
        const memory = new CacheMemory();
        for (const { entry, answer, call } of steps) {
          const entryId = `e${entry}`;
          const answerId = `a${answer}`;
          put(memory, entryId);
          memory.putAnswer({
            entryId,
            answerId,
            answer: { template: `answer ${answer}`, act: null, slots: [] },
            standing: 'learned',
          });
          const circumstances = JSON.stringify({ state: '', trail: ['after'] });
          memory.observe({ entryId, answerId, callSid: `c${call}`, values: `v${call}`, circumstances, at });
        }
        if (byCalls) {
          for (let call = 0; call <= 3; call++) memory.forgetCall(`c${call}`);
          for (const { observations } of memory.entries.values()) expect(observations.size).toBe(0);
        } else {
          for (const id of memory.entries.keys()) memory.remove(id);
          expect(memory.scopes.size).toBe(0);
        }
        expect(memory.counts.size).toBe(0);
      }),
    );
  });

  it('knows who is left out when a call asks itself', () => {
    const memory = new CacheMemory();
    put(memory, 'e');
    memory.putAnswer({
      entryId: 'e',
      answerId: 'a',
      answer: { template: 'x', act: null, slots: [] },
      standing: 'learned',
    });
    const circumstances = JSON.stringify({ state: '', trail: ['after'] });
    memory.observe({ entryId: 'e', answerId: 'a', callSid: 'c', values: '', circumstances, at });
    const place = memory.entries.get('e')!.place;
    expect(memory.counts.count(place, 'a')).toBe(1);
    expect(memory.counts.count(place, 'a', memory.own('c'))).toBe(0);
    memory.callOver('c');
    expect(memory.own('c')).toBeUndefined();
  });
});
