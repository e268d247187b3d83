import { z } from 'zod';
import { WeaverError } from '../../../types/errors/index.ts';
import { defineNode } from '../nodeType.ts';
import { expressionSource, outcomeId } from './common.ts';

const rule = z.object({
  id: outcomeId,
  label: z.string().max(120).default(''),
  when: expressionSource.meta({ title: 'Condition' }),
});

export const branch = defineNode({
  type: 'branch',
  title: 'Branch',
  description: 'Takes the first way whose condition is true, or Else.',
  category: 'logic',
  icon: 'split',
  entered: true,
  schema: z.object({ rules: z.array(rule).min(1).max(50) }),
  outcomesRule: 'One for each rule, then else.',
  consequence:
    'Costs the caller no time. A condition that cannot be worked out counts as not true, and leaves a note. Else must be connected: nobody is cut off because no rule fits.',
  outcomes: (data) => [
    ...data.rules.map(({ id, label, when }) => ({ id, label: label || when })),
    { id: 'else', label: 'Else' },
  ],
  listens: () => false,
  sources: (data) =>
    data.rules.map(({ when }, i) => ({ path: ['rules', i, 'when'], kind: 'expression', source: when })),
  enter(ctx) {
    const chosen = ctx.data.rules.find(({ when }) => {
      try {
        return ctx.evaluate(when) === true;
      } catch (error) {
        // A condition that cannot be worked out is not true; the operator is told.
        ctx.note('FLOW_EXPRESSION_SKIPPED', {
          reason: error instanceof WeaverError ? error.code : 'internal',
        });
        return false;
      }
    });
    return { next: { do: 'go', outcome: chosen?.id ?? 'else' } };
  },
});
