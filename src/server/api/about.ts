import { z } from 'zod';
import * as api from '../../types/api.ts';
import { jsonSchemaDocument } from '../../types/jsonSchema.ts';
import { metricsSnapshot } from '../../types/metrics.ts';
import { capabilitiesOf } from '../capabilities.ts';
import type { ServerContext } from '../context.ts';
import { nodeTypes } from '../documents.ts';
import type { Api } from './api.ts';

/** What this server is, can do, and measures. */
export function aboutRoutes(app: Api, context: ServerContext): void {
  const tags = ['Server'];
  const needs = 'read' as const;
  app.get(
    '/node-types',
    {
      config: { needs },
      schema: { tags, summary: 'Node types, as the builder draws them', response: { 200: api.nodeTypeList } },
    },
    async () => ({ nodeTypes: nodeTypes() }),
  );
  app.get(
    '/capabilities',
    {
      config: { needs },
      schema: {
        tags,
        summary: 'What this server can and cannot do as it is set up',
        response: { 200: api.capabilities },
      },
    },
    async () => capabilitiesOf(context),
  );
  app.get(
    '/metrics',
    {
      config: { needs },
      schema: {
        tags,
        summary: 'Figures since the start; measured and simulated calls are never mixed',
        querystring: z.object({ origin: z.enum(['measured', 'simulated']).default('measured') }),
        response: { 200: metricsSnapshot },
      },
    },
    async (request) => context.metrics.snapshot({ origin: request.query.origin }),
  );
  app.get(
    '/schema',
    {
      config: { needs: 'nobody' },
      schema: {
        tags,
        summary: 'JSON Schema of everything the API takes and answers',
        querystring: z.object({ io: z.enum(['input', 'output']).default('output') }),
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async (request) => ({ ...jsonSchemaDocument(request.query.io) }),
  );
}
