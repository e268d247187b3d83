import { z } from 'zod';
import * as api from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { ServerContext } from '../context.ts';
import { PerformanceReports } from '../performance/report.ts';
import type { Api } from './api.ts';

/** What a workflow's callers waited, and what each optimisation saved them. */
export function performanceRoutes(app: Api, { store, clock }: ServerContext): void {
  const reports = new PerformanceReports(store, clock);
  app.get(
    '/workflows/:id/performance',
    {
      config: { needs: 'read' },
      schema: {
        tags: ['Workflows'],
        summary: 'The three clocks of the last 24 hours, errors, and what trials show',
        params: z.object({ id: z.string().min(1).max(128).describe('Id or slug') }),
        response: { 200: api.workflowPerformance },
      },
    },
    async (request) => {
      const workflow = await store.workflows.get(request.params.id);
      if (!workflow) throw new WeaverError('STORE_NOT_FOUND', { kind: 'workflow', id: request.params.id });
      return reports.of(workflow);
    },
  );
}
