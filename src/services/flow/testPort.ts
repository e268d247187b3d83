/** Small flows for tests. */
import type { FlowEffect } from '../../types/flowRuntime.ts';
import { compileFlow, createFlowPort, parseDocument } from './index.ts';

export type Raw = Record<string, unknown>;

/** Nodes in a row, joined by `next`, with further connections given. */
export function portOf(
  nodes: [id: string, type: string, data?: Raw][],
  edges: [string, string, string][],
  extra: Raw = {},
) {
  const { variables = [], hasModel = false, ...config } = extra;
  const result = compileFlow(
    parseDocument({
      format: 'call-flow-weaver/workflow',
      formatVersion: 1,
      config: {
        name: 'Test',
        languages: [{ language: 'en-US', voiceId: 'amy' }, { language: 'zh-HK' }],
        ...config,
      },
      flow: {
        nodes: nodes.map(([id, type, data = {}]) => ({ id, type, data })),
        edges: edges.map(([source, outcome, target]) => ({
          id: `${source}.${outcome}`,
          source,
          outcome,
          target,
        })),
        variables,
      },
    }),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return createFlowPort(result.flow, { hasModel: hasModel === true });
}

export const begin = { language: 'en-US', seed: 5, call: { startedAt: '2026-11-23T02:00:00Z' } };
export const types = (effects: readonly FlowEffect[]) => effects.map(({ type }) => type);
export const ask: [string, string, Raw] = [
  'ask',
  'menu',
  {
    prompt: { default: 'Tea or coffee?' },
    options: [
      { id: 'tea', phrases: { default: ['tea'] }, digit: '1' },
      { id: 'coffee', phrases: { default: ['coffee'] }, digit: '2' },
    ],
    hangUp: ['no-input', 'no-match'],
  },
];
