import { queryOptions } from '@tanstack/react-query';
import type { TestCallOptions } from '../../types/testCall.ts';
import { ask } from '../api/client.ts';

const of = (workflowId: string) => `/workflows/${encodeURIComponent(workflowId)}`;

export const testCallOptionsQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', workflowId, 'test-call'],
    queryFn: () => ask<TestCallOptions>(`${of(workflowId)}/test-call`),
  });
