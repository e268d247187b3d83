import { describe, expect, it } from 'vitest';
import { problemsIn, wholeFlows } from '../../../../tests/support/web/documents.ts';
import { servedNodeTypes } from '../../../../tests/support/web/nodeTypes.ts';
import type { NodeSpec } from '../document/spec.ts';
import { renameVariable, usesOf } from './variableUses.ts';

const byType = new Map(
  servedNodeTypes().map((spec) => [String(spec['type']), spec as unknown as NodeSpec] as const),
);

describe('variables', () => {
  it.each(wholeFlows())('of %s are found where they are used, and renamed everywhere', (_id, document) => {
    const uses = usesOf(document, byType);
    const names = document.flow.variables.map(({ name }) => name);
    expect(new Set(uses.keys()).difference(new Set([...names, 'value']))).toEqual(new Set());
    for (const name of names) {
      expect(uses.get(name)?.length, name).toBeGreaterThan(0);
      const renamed = renameVariable(document, byType, name, 'renamedOne');
      expect(problemsIn(renamed)).toEqual([]);
      expect(usesOf(renamed, byType).get('renamedOne')).toEqual(uses.get(name));
      expect(renameVariable(renamed, byType, 'renamedOne', name)).toEqual(document);
    }
  });

  it('leaves words in quotes, properties and functions alone', () => {
    const node = {
      id: 'b',
      type: 'branch',
      data: { rules: [{ id: 'r', when: "day == 'day' && x.day == day(1)" }] },
    };
    const [, flow] = wholeFlows()[0] ?? [];
    if (!flow) throw new Error('no flow');
    const renamed = renameVariable(
      { ...flow, flow: { nodes: [node], edges: [], variables: [] } },
      byType,
      'day',
      'd',
    );
    expect(renamed.flow.nodes[0]?.data['rules']).toEqual([
      { id: 'r', when: "d == 'day' && x.day == day(1)" },
    ]);
  });
});
