/** A few node types as a server would serve them, for tests of the builder. */
import type { WorkflowDocument } from '../../../types/workflow.ts';
import type { WorkflowConfig } from '../../../types/workflowConfig.ts';
import type { NodeSpec, NodeSpecs } from '../document/spec.ts';

const next = { id: 'next', label: 'Next' };
const text = { type: 'object', additionalProperties: { type: 'string' }, default: {} } as const;

function spec(type: string, more: Partial<NodeSpec>): NodeSpec {
  return {
    type,
    title: type[0]?.toUpperCase() + type.slice(1),
    description: '',
    category: 'speech',
    icon: 'list',
    entered: true,
    schema: { type: 'object', properties: {} },
    defaults: {},
    outcomesRule: '',
    outcomeParts: [next],
    ...more,
  };
}

export const testSpecs: NodeSpecs = new Map(
  [
    spec('start', { entered: false, category: 'call' }),
    spec('say', { schema: { type: 'object', properties: { lines: text } }, defaults: { lines: {} } }),
    spec('menu', {
      schema: {
        type: 'object',
        properties: {
          prompt: text,
          options: {
            type: 'array',
            minItems: 1,
            items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
          },
        },
        required: ['options'],
      },
      outcomeParts: [
        { each: 'options', labels: ['label'] },
        { id: 'no-input', label: 'Said nothing' },
      ],
    }),
    spec('end', { outcomeParts: [], category: 'call' }),
    spec('note', { outcomeParts: [], category: 'canvas', entered: false }),
  ].map((one) => [one.type, one]),
);

/** `start → a → b → end`, and a menu `m` that nothing leads to. */
export function testDocument(): WorkflowDocument {
  return {
    format: 'call-flow-weaver/workflow',
    formatVersion: 1,
    config: { name: 'Test', languages: [{ language: 'en-US' }] } as unknown as WorkflowConfig,
    flow: {
      nodes: [
        { id: 'start', type: 'start', data: {}, position: { x: 0, y: 0 } },
        {
          id: 'a',
          type: 'say',
          label: 'A',
          data: { lines: { 'en-US': 'Hello' } },
          position: { x: 0, y: 200 },
        },
        { id: 'b', type: 'say', label: 'B', data: { lines: {} }, position: { x: 0, y: 400 } },
        { id: 'end', type: 'end', data: {}, position: { x: 0, y: 600 } },
        {
          id: 'm',
          type: 'menu',
          data: { options: [{ id: 'yes' }, { id: 'no', label: 'No' }] },
          position: { x: 400, y: 0 },
        },
      ],
      edges: [
        { id: 'start-next', source: 'start', outcome: 'next', target: 'a' },
        { id: 'a-next', source: 'a', outcome: 'next', target: 'b' },
        { id: 'b-next', source: 'b', outcome: 'next', target: 'end' },
      ],
      variables: [],
    },
  };
}

/** `source.outcome → target`, sorted: a flow's connections at a glance. */
export function ways({ flow }: WorkflowDocument): string[] {
  return flow.edges.map(({ source, outcome, target }) => `${source}.${outcome} → ${target}`).sort();
}
