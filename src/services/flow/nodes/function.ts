import { z } from 'zod';
import { WeaverError } from '../../../types/errors/index.ts';
import type { FlowVariable } from '../../../types/flow.ts';
import type { JsonValue } from '../../../types/json.ts';
import { defineNode } from '../nodeType.ts';
import { expressionSource, variableName } from './common.ts';

const output = z.object({ variable: variableName, value: expressionSource });

export const functionNode = defineNode({
  type: 'function',
  title: 'Function',
  description: 'Works out values, each from those before it, and keeps all of them or none.',
  category: 'data',
  icon: 'square-function',
  entered: true,
  schema: z.object({
    outputs: z.array(output).min(1).max(50).meta({
      title: 'Values',
      description: 'Worked out from the first to the last; each may read those above it.',
    }),
  }),
  outcomesRule: 'ok when every value could be worked out and fits its variable; else error.',
  consequence:
    'Costs the caller no time: expressions have no loops of their own and no way out of the flow. When one fails, or gives text for a number, no variable changes at all and the call goes along `error`: later steps never see half a result. The operator finds a note with the code, never the values.',
  outcomes: () => [
    { id: 'ok', label: 'OK' },
    { id: 'error', label: 'Error' },
  ],
  listens: () => false,
  sources: ({ outputs }) =>
    outputs.map(({ value }, i) => ({
      path: ['outputs', i, 'value'],
      kind: 'expression',
      source: value,
      gives: outputs.slice(0, i).map(({ variable }) => variable),
    })),
  writes: ({ outputs }, outcome) => (outcome === 'ok' ? outputs.map(({ variable }) => variable) : []),
  enter(ctx) {
    const set: Record<string, JsonValue> = {};
    try {
      for (const { variable, value } of ctx.data.outputs) {
        const result = ctx.evaluate(value, set);
        const type = ctx.declared.get(variable)?.type;
        if (type !== undefined && !fits(type, result))
          throw new WeaverError('FLOW_FUNCTION_TYPE', { name: variable, type });
        set[variable] = result;
      }
    } catch (error) {
      const reason = error instanceof WeaverError ? error.code : 'internal';
      ctx.note('FLOW_FUNCTION_FAILED', { reason });
      return { next: { do: 'go', outcome: 'error' } };
    }
    return { set, next: { do: 'go', outcome: 'ok' } };
  },
});

/** null fits everything: it empties a variable. */
function fits(type: FlowVariable['type'], value: JsonValue): boolean {
  if (value === null) return true;
  if (type === 'list') return Array.isArray(value);
  return !Array.isArray(value) && typeof value === type;
}
