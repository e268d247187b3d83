import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flowNodesDocument, renderFlowNodes } from '../../scripts/flow-nodes-doc.ts';

describe('docs/flow-nodes.md', () => {
  it('mirrors the node types (node scripts/flow-nodes-doc.ts writes it)', async () => {
    expect(readFileSync(flowNodesDocument, 'utf8')).toBe(await renderFlowNodes());
  });
});
