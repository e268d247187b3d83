import { z } from 'zod';
import { WeaverError } from '../../../types/errors/index.ts';
import type { JsonValue } from '../../../types/json.ts';
import { defineNode } from '../nodeType.ts';
import { expressionSource, outcomeId, variableName } from './common.ts';

const input = z.object({
  name: variableName.meta({ title: 'Its variable' }),
  value: expressionSource,
});
const output = z.object({
  variable: variableName,
  name: variableName.meta({ title: 'Its variable' }),
});
const way = z.object({ id: outcomeId, label: z.string().max(120).default('') });

const schema = z.object({
  workflow: z.string().max(128).default('').meta({ title: 'Flow', format: 'workflow' }),
  version: z.number().int().min(1).optional().meta({
    title: 'Version',
    description: 'Empty: the one that is published when this flow is published.',
  }),
  inputs: z
    .array(input)
    .max(50)
    .default([])
    .meta({ title: 'Give it', description: 'Its other variables start as it declares them.' }),
  outputs: z.array(output).max(50).default([]).meta({ title: 'Take from it' }),
  ways: z
    .array(way)
    .max(20)
    .default([{ id: 'completed', label: '' }])
    .meta({
      title: 'Ways out',
      description: 'How its End nodes are called: their way out, else what they are recorded as.',
    }),
});
export type SubflowSettings = z.infer<typeof schema>;

/** A flow inside a flow. The compiler puts the other flow's nodes in its place; see docs/decisions/0016-sub-flows.md. */
export const subflow = defineNode({
  type: 'subflow',
  title: 'Sub-flow',
  description: 'Runs another flow as one step of this one.',
  category: 'logic',
  icon: 'workflow',
  entered: true,
  schema,
  outcomesRule: 'One for each way out, and failed for every other End of the flow.',
  consequence:
    'The other flow’s steps run as if they were drawn here, in this call’s language, with this flow’s voices and models; its greeting is not said. It has variables of its own: only what is given and taken passes between the two. Its global handlers count while the call is inside; this flow’s count there, too. An End leads back here. Publishing freezes the version, so that a change of the other flow reaches callers only when this one is published again. Nothing is slower for it: the flows are joined before the first call, and its lines are synthesised with this flow’s.',
  outcomes: ({ ways }) => [
    ...ways.map(({ id, label }) => ({ id, label: label || id })),
    { id: 'failed', label: 'Failed' },
  ],
  // Most do; for the check of loops, of which the engine breaks off those that never do.
  listens: () => true,
  sources: ({ inputs }) =>
    inputs.map(({ value }, i) => ({ path: ['inputs', i, 'value'], kind: 'expression', source: value })),
  writes: ({ outputs }) => outputs.map(({ variable }) => variable),
  check: ({ workflow }) =>
    workflow === ''
      ? [
          {
            sentence: 'FLOW_SUBFLOW_MISSING',
            severity: 'error',
            path: ['workflow'],
          },
        ]
      : [],
  enter(ctx) {
    const given: Record<string, JsonValue> = {};
    for (const { name, value } of ctx.data.inputs) {
      try {
        given[name] = ctx.evaluate(value);
      } catch (error) {
        // The other flow's variable starts as it is declared; the operator is told.
        ctx.note('FLOW_EXPRESSION_SKIPPED', {
          reason: error instanceof WeaverError ? error.code : 'internal',
        });
      }
    }
    return { next: { do: 'call', given } };
  },
});
