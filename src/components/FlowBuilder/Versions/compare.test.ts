import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowEdge, FlowNode } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import type { WorkflowConfig } from '../../../types/workflowConfig.ts';
import { compare, HANG_UP, ORDER, settingChanges } from './compare.ts';

const node = (id: string, data: Record<string, unknown> = {}, more: Partial<FlowNode> = {}): FlowNode => ({
  id,
  type: 'say',
  data,
  ...more,
});
const way = (source: string, outcome: string, target: string): FlowEdge => ({
  id: `${source}-${outcome}`,
  source,
  outcome,
  target,
});
const doc = (
  nodes: FlowNode[],
  edges: FlowEdge[] = [],
  more: Partial<WorkflowDocument['flow']> & { config?: Partial<WorkflowConfig> } = {},
): WorkflowDocument => ({
  format: 'call-flow-weaver/workflow',
  formatVersion: 1,
  config: { name: 'Trial', ...more.config } as WorkflowConfig,
  flow: { nodes, edges, variables: more.variables ?? [] },
});

describe('compare', () => {
  it('finds nothing between a document and its copy, wherever its steps stand', () => {
    const one = doc([node('a', { lines: { en: 'Hi' } })], [way('a', 'next', 'a')]);
    const other = structuredClone(one);
    other.flow.nodes = other.flow.nodes.map((each) => ({ ...each, position: { x: 9, y: 9 } }));
    expect(compare(one, other).count).toBe(0);
  });

  it('names steps that came, went and changed, with the settings that did', () => {
    const before = doc([
      node('old'),
      node('kept', { lines: { en: 'Hi', 'zh-HK': '你好' }, interruptible: true }),
    ]);
    const after = doc([
      node('kept', { lines: { en: 'Hello', 'zh-HK': '你好' }, voice: 'x' }, { label: 'Hello' }),
      node('new'),
    ]);
    const { nodes } = compare(before, after);
    expect(nodes.map(({ what, node: { id } }) => [what, id])).toEqual([
      ['changed', 'kept'],
      ['added', 'new'],
      ['removed', 'old'],
    ]);
    expect(nodes[0]?.settings).toEqual([
      { path: ['label'], before: undefined, after: 'Hello' },
      { path: ['lines', 'en'], before: 'Hi', after: 'Hello' },
      { path: ['interruptible'], before: true, after: undefined },
      { path: ['voice'], before: undefined, after: 'x' },
    ]);
  });

  it('tells where outcomes lead now, hang-ups on purpose among them', () => {
    const before = doc([node('a', { hangUp: ['busy'] }), node('b')], [way('a', 'next', 'b')]);
    const after = doc([node('a'), node('b')], [way('a', 'next', 'a'), way('a', 'busy', 'b')]);
    const { ways, nodes } = compare(before, after);
    expect(ways).toEqual([
      { source: 'a', outcome: 'busy', before: HANG_UP, after: 'b' },
      { source: 'a', outcome: 'next', before: 'b', after: 'a' },
    ]);
    expect(nodes).toEqual([]);
  });

  it('compares variables by name and the setup by setting', () => {
    const variable = { name: 'day', type: 'string' as const, description: '', personal: false };
    const before = doc([], [], { variables: [variable] });
    const after = doc([], [], { variables: [{ ...variable, personal: true }], config: { name: 'Other' } });
    const { variables, setup } = compare(before, after);
    expect(variables).toEqual([
      { what: 'changed', name: 'day', settings: [{ path: ['personal'], before: false, after: true }] },
    ]);
    expect(setup).toEqual([{ path: ['name'], before: 'Trial', after: 'Other' }]);
  });
});

describe('settingChanges', () => {
  it('goes by the names of entries, not by their places', () => {
    const one = [
      { id: 'a', when: '1' },
      { id: 'b', when: '2' },
    ];
    const other = [
      { id: 'new', when: '0' },
      { id: 'a', when: '1' },
      { id: 'b', when: '3' },
    ];
    expect(settingChanges({ rules: one }, { rules: other })).toEqual([
      { path: ['rules', 'new'], before: undefined, after: { id: 'new', when: '0' } },
      { path: ['rules', 'b', 'when'], before: '2', after: '3' },
    ]);
  });

  it('says when entries changed places: the first rule that is true wins', () => {
    const [a, b] = [{ id: 'a' }, { id: 'b' }];
    expect(settingChanges([a, b], [b, a])).toEqual([
      { path: [ORDER], before: ['a', 'b'], after: ['b', 'a'] },
    ]);
  });

  it('compares lists whose names are not their own as a whole', () => {
    const twice = [
      { id: 'a', n: 1 },
      { id: 'a', n: 2 },
    ];
    expect(settingChanges(twice, [{ id: 'a', n: 1 }])).toHaveLength(1);
  });

  const json = fc.jsonValue({ maxDepth: 4 });
  it('finds nothing exactly where there is nothing, and the same the other way round', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const [there, back] = [settingChanges(a, b), settingChanges(b, a)];
        expect(there.length === 0).toBe(isSame(a, b));
        expect(back).toHaveLength(there.length);
        expect(new Set(back.map(({ path }) => path.join('\u0001')))).toEqual(
          new Set(there.map(({ path }) => path.join('\u0001'))),
        );
      }),
    );
  });

  function isSame(a: unknown, b: unknown): boolean {
    return sorted(a) === sorted(b);
  }
  function sorted(value: unknown): string {
    return JSON.stringify(value, (_name, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
        : inner,
    );
  }
});
