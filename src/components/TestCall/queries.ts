import { queryOptions } from '@tanstack/react-query';
import type { TestCallOptions } from '../../types/testCall.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import { ask } from '../api/client.ts';

const of = (workflowId: string) => `/workflows/${encodeURIComponent(workflowId)}`;

export const testCallOptionsQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', workflowId, 'test-call'],
    queryFn: () => ask<TestCallOptions>(`${of(workflowId)}/test-call`),
  });

/** Names of the draft's nodes, by id. */
export const nodeNamesQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', workflowId, 'node-names'],
    queryFn: async () => {
      const { document } = await ask<{ document: WorkflowDocument }>(`${of(workflowId)}/draft`);
      return new Map(document.flow.nodes.map(({ id, label }) => [id, label ?? id]));
    },
  });
