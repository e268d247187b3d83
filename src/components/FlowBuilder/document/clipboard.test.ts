import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testDocument, ways } from '../testing/specs.ts';
import { copyNodes, pasteNodes } from './clipboard.ts';

describe('nodes on the clipboard', () => {
  it('brings nodes and what connects them, under new ids', () => {
    const pasted = pasteNodes(testDocument(), copyNodes(testDocument(), new Set(['a', 'b'])))!;
    expect(pasted.ids).toEqual(['say', 'say-2']);
    expect(ways(pasted.document)).toContain('say.next → say-2');
    expect(pasted.document.flow.edges).toHaveLength(4);
    expect(pasted.document.flow.nodes.find(({ id }) => id === 'say')?.position).toEqual({ x: 40, y: 240 });
  });

  it('brings no second Start', () => {
    const pasted = pasteNodes(testDocument(), copyNodes(testDocument(), new Set(['start', 'a'])))!;
    expect(pasted.ids).toEqual(['say']);
    expect(pasted.document.flow.nodes.filter(({ type }) => type === 'start')).toHaveLength(1);
  });

  it('takes the nodes of a whole workflow', () => {
    expect(pasteNodes(testDocument(), JSON.stringify(testDocument()))?.ids).toHaveLength(4);
  });

  it('takes nothing that is not ours', () => {
    expect(pasteNodes(testDocument(), 'hello')).toBeNull();
    expect(pasteNodes(testDocument(), '{"nodes":[]}')).toBeNull();
    expect(pasteNodes(testDocument(), 'null')).toBeNull();
  });

  it('never breaks a document, whatever the clipboard holds', () => {
    const anything = fc.record({
      format: fc.constant('call-flow-weaver/nodes'),
      nodes: fc.array(fc.anything()),
      edges: fc.array(fc.anything()),
    });
    fc.assert(
      fc.property(anything, (value) => {
        const { document } = pasteNodes(testDocument(), JSON.stringify(value) ?? '') ?? {
          document: testDocument(),
        };
        const ids = document.flow.nodes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(
          document.flow.edges.every(({ source, target }) => ids.includes(source) && ids.includes(target)),
        ).toBe(true);
      }),
    );
  });
});
