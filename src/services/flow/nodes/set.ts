import { z } from 'zod';
import { WeaverError } from '../../../types/errors/index.ts';
import type { JsonValue } from '../../../types/json.ts';
import { defineNode } from '../nodeType.ts';
import { expressionSource, variableName } from './common.ts';

export const set = defineNode({
  type: 'set',
  title: 'Set variables',
  description: 'Works out values and keeps them in variables.',
  category: 'data',
  icon: 'variable',
  entered: true,
  schema: z.object({
    assignments: z
      .array(z.object({ variable: variableName, value: expressionSource }))
      .min(1)
      .max(50),
  }),
  outcomesRule: 'One: next.',
  consequence:
    'Costs the caller no time. An expression that fails leaves its variable as it was, and leaves a note; where that matters, take Function, which has an outcome for it.',
  outcomes: () => [{ id: 'next', label: 'Next' }],
  listens: () => false,
  sources: (data) =>
    data.assignments.map(({ value }, i) => ({
      path: ['assignments', i, 'value'],
      kind: 'expression',
      source: value,
    })),
  writes: (data) => data.assignments.map(({ variable }) => variable),
  enter(ctx) {
    const set: Record<string, JsonValue> = {};
    for (const { variable, value } of ctx.data.assignments) {
      try {
        set[variable] = ctx.evaluate(value);
      } catch (error) {
        // The variable keeps its value; the operator is told.
        ctx.note('FLOW_EXPRESSION_SKIPPED', {
          reason: error instanceof WeaverError ? error.code : 'internal',
        });
      }
    }
    return { set, next: { do: 'go', outcome: 'next' } };
  },
});
