import { z } from 'zod';
import { localisedText } from '../localised.ts';
import { defineNode } from '../nodeType.ts';
import { outcomeId } from './common.ts';
import { checkUrl, httpSettings, requestOf, savedFrom, sourcesOf } from './httpRequest.ts';

const status = z.object({
  id: outcomeId,
  from: z.number().int().min(100).max(599),
  to: z.number().int().min(100).max(599),
});

export const http = defineNode({
  type: 'http',
  title: 'HTTP request',
  description: 'Asks another system and keeps parts of its answer in variables.',
  category: 'data',
  icon: 'globe-2',
  entered: true,
  schema: httpSettings.extend({
    statuses: z
      .array(status)
      .max(10)
      .default([])
      .meta({ title: 'Ways by status', description: 'For example not-found for 404.' }),
    waiting: localisedText.default({}).meta({ title: 'While waiting' }),
  }),
  outcomesRule: 'ok for statuses 200 to 299, one for each way by status, failed for everything else.',
  consequence:
    'The caller waits while the other system answers: say something meanwhile (`waiting`), and set a timeout that a caller can bear. Never asked while speculating: only after the caller’s turn is over.',
  outcomes: (data) => [
    { id: 'ok', label: 'OK' },
    ...data.statuses.map(({ id, from, to }) => ({ id, label: from === to ? `${id} (${from})` : id })),
    { id: 'failed', label: 'Failed' },
  ],
  listens: () => false,
  lines: (data) => [{ path: ['waiting'], text: data.waiting, required: false }],
  sources: (data) => sourcesOf(data),
  writes: (data, outcome) => (outcome === 'ok' ? data.save.map(({ variable }) => variable) : []),
  check: (data) => checkUrl(data),
  enter: (ctx) => ({
    effects: ctx.say(ctx.data.waiting),
    next: { do: 'http', request: requestOf(ctx, ctx.data) },
  }),
  input(ctx, input) {
    if (input.type !== 'http') return { next: { do: 'go', outcome: 'failed' } };
    const { result } = input;
    const way = ctx.data.statuses.find(
      ({ from, to }) => result.status !== undefined && result.status >= from && result.status <= to,
    );
    if (way) return { next: { do: 'go', outcome: way.id } };
    if (!result.ok || result.status < 200 || result.status > 299)
      return { next: { do: 'go', outcome: 'failed' } };
    return { set: savedFrom(ctx, ctx.data, result.body), next: { do: 'go', outcome: 'ok' } };
  },
});
