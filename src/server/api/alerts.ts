import { z } from 'zod';
import * as api from '../../types/apiMonitoring.ts';
import type { ServerContext } from '../context.ts';
import type { Api } from './api.ts';

const params = z.object({ id: z.string().min(1).max(128) });
const tags = ['Alerts'];

export function alertRoutes(app: Api, { alerts }: ServerContext): void {
  app.get(
    '/alerts',
    {
      config: { needs: 'read' },
      schema: { tags, summary: 'Rules, and what fired, the newest first', response: { 200: api.alertList } },
    },
    async () => alerts.list(),
  );
  const config = { needs: 'admin' } as const;
  const body = api.alertRuleInput;
  app.post(
    '/alerts/rules',
    { config, schema: { tags, summary: 'Add a rule', body, response: { 201: api.alertRule } } },
    async (request, reply) => reply.code(201).send(await alerts.add(request.body)),
  );
  app.put(
    '/alerts/rules/:id',
    { config, schema: { tags, summary: 'Change a rule', params, body, response: { 200: api.alertRule } } },
    async (request) => alerts.change(request.params.id, request.body),
  );
  app.delete(
    '/alerts/rules/:id',
    { config, schema: { tags, summary: 'Delete a rule', params, response: { 204: z.null() } } },
    async (request, reply) => {
      await alerts.remove(request.params.id);
      return reply.code(204).send(null);
    },
  );
}
