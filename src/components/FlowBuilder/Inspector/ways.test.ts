import { describe, expect, it } from 'vitest';
import type { Flow } from '../../../types/flow.ts';
import { newWays } from './ways.ts';

const flowOf = (...ends: Record<string, unknown>[]): Flow => ({
  nodes: [
    { id: 'start', type: 'start', data: {}, position: { x: 0, y: 0 } },
    ...ends.map((data, i) => ({ id: `end${i}`, type: 'end', data, position: { x: 0, y: 0 } })),
  ],
  edges: [],
  variables: [],
});

describe('ways out of another flow', () => {
  it('are called as its Ends are: by their way out, else by what they are recorded as', () => {
    const flow = flowOf({ outcome: 'booked', reason: 'completed' }, { reason: 'silence' }, {});
    expect(newWays(flow, []).map(({ id }) => id)).toEqual(['booked', 'silence', 'completed']);
  });

  it('come once, without those that are there and without failed', () => {
    const flow = flowOf({ outcome: 'booked' }, { outcome: 'booked' }, { reason: 'failed' }, {});
    expect(newWays(flow, [{ id: 'completed', label: 'Done' }])).toEqual([{ id: 'booked', label: '' }]);
  });
});
