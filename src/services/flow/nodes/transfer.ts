import { z } from 'zod';
import { e164 } from '../../../types/e164.ts';
import { localisedText } from '../localised.ts';
import { defineNode, type NodeFinding } from '../nodeType.ts';

const sipAddress = /^sips?:[^\s@]+@[^\s@]+$/;
const isDialable = (to: string) => e164.test(to) || sipAddress.test(to);

export const transfer = defineNode({
  type: 'transfer',
  title: 'Transfer',
  description: 'Connects the caller with another number.',
  category: 'call',
  icon: 'phone-forwarded',
  entered: true,
  schema: z.object({
    to: z.string().max(300).default('').meta({
      title: 'Number',
      description: 'In international form (+441632960123), a SIP address, or a template.',
    }),
    announcement: localisedText.default({}).meta({ title: 'Before connecting' }),
    callerId: z.string().max(40).optional().meta({ title: 'Number shown' }),
    timeoutSeconds: z.number().int().min(5).max(120).default(30).meta({ title: 'Seconds to ring' }),
  }),
  outcomesRule: 'busy, no-answer and failed; a connected caller has left the flow.',
  consequence:
    'The caller leaves the agent when the other side answers; otherwise the call goes on along why it did not.',
  outcomes: () => [
    { id: 'busy', label: 'Busy' },
    { id: 'no-answer', label: 'No answer' },
    { id: 'failed', label: 'Failed' },
  ],
  listens: () => false,
  lines: (data) => [{ path: ['announcement'], text: data.announcement, required: false }],
  sources: (data) => [{ path: ['to'], kind: 'template', source: data.to }],
  check(data): NodeFinding[] {
    if (data.to.includes('{{') || isDialable(data.to)) return [];
    return [
      {
        sentence: 'FLOW_NUMBER_MISSING',
        severity: 'error',
        path: ['to'],
      },
    ];
  },
  enter(ctx) {
    const to = ctx.fill(ctx.data.to).replace(/[\s()-]/g, '');
    if (!isDialable(to)) {
      ctx.note('FLOW_NUMBER_MISSING', {});
      return { next: { do: 'go', outcome: 'failed' } };
    }
    const { callerId, timeoutSeconds } = ctx.data;
    return {
      effects: ctx.say(ctx.data.announcement, { interruptible: false }),
      next: { do: 'transfer', to, ...(callerId === undefined ? {} : { callerId }), timeoutSeconds },
    };
  },
  input(_ctx, input) {
    if (input.type !== 'transfer') return { next: { do: 'go', outcome: 'failed' } };
    if (input.result === 'answered') return { next: { do: 'end', reason: 'transferred' } };
    return { next: { do: 'go', outcome: input.result } };
  },
});
