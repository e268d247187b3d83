import { describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import type { WorkflowConfig } from '../../../types/workflowConfig.ts';
import type { NodeSpec } from '../document/spec.ts';
import { withData } from './nodeData.ts';

const spec = {
  type: 'menu',
  defaults: {},
  schema: {},
  outcomeParts: [
    { each: 'options', labels: ['label'] },
    { id: 'no-input', label: 'Said nothing' },
    { id: 'next', label: 'Next', when: { setting: 'after', values: ['go'] } },
  ],
} as unknown as NodeSpec;
const specs = new Map([['menu', spec]]);

const document: WorkflowDocument = {
  format: 'call-flow-weaver/workflow',
  formatVersion: 1,
  config: {} as WorkflowConfig,
  flow: {
    nodes: [
      { id: 'ask', type: 'menu', data: { options: [{ id: 'a' }, { id: 'b' }], after: 'go', hangUp: ['b'] } },
      { id: 'x', type: 'menu', data: {} },
    ],
    edges: [
      { id: '1', source: 'ask', outcome: 'a', target: 'x' },
      { id: '2', source: 'ask', outcome: 'next', target: 'x' },
      { id: '3', source: 'x', outcome: 'a', target: 'ask' },
    ],
    variables: [],
  },
};
const ways = ({ flow }: WorkflowDocument) => flow.edges.map(({ source, outcome }) => `${source}.${outcome}`);

describe('withData', () => {
  it('keeps the way of an outcome that got another name', () => {
    const data = { options: [{ id: 'first' }, { id: 'b' }], after: 'go' };
    const next = withData(document, specs, 'ask', data, { from: 'a', to: 'first' });
    expect(ways(next)).toEqual(['ask.first', 'ask.next', 'x.a']);
  });

  it('keeps the hang-up of an outcome that got another name', () => {
    const data = { options: [{ id: 'a' }, { id: 'last' }], after: 'go' };
    const next = withData(document, specs, 'ask', data, { from: 'b', to: 'last' });
    expect(next.flow.nodes[0]?.data['hangUp']).toEqual(['last']);
  });

  it('takes away the ways of outcomes that are gone, and no others', () => {
    const next = withData(document, specs, 'ask', { options: [{ id: 'b' }], after: 'stay' });
    expect(ways(next)).toEqual(['x.a']);
    expect(next.flow.nodes[0]?.data['hangUp']).toEqual(['b']);
  });

  it('leaves a way alone while another outcome has its name', () => {
    const data = { options: [{ id: 'c' }, { id: 'a' }], after: 'go' };
    expect(ways(withData(document, specs, 'ask', data, { from: 'a', to: 'c' }))).toEqual(ways(document));
  });
});
