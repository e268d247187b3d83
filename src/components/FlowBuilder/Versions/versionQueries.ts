/** What the versions sheet asks the server. A version never changes once it is published. */
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as api from '../../../types/api.ts';
import type { WorkflowDocument, WorkflowVersion } from '../../../types/workflow.ts';
import { ask } from '../../api/client.ts';

export type VersionInfo = z.infer<typeof api.workflowVersionInfo>;

const pathOf = (workflowId: string) => `/workflows/${encodeURIComponent(workflowId)}/versions`;

export const versionsQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', workflowId, 'versions'],
    queryFn: async () => (await ask<{ versions: VersionInfo[] }>(pathOf(workflowId))).versions,
    staleTime: 0,
  });

export const versionQuery = (workflowId: string, version: number) =>
  queryOptions({
    queryKey: ['versions', workflowId, version],
    queryFn: ({ signal }) => ask<WorkflowVersion>(`${pathOf(workflowId)}/${version}`, { signal }),
    staleTime: Infinity,
  });

/** The draft becomes a copy of the version, if it is still the one of `etag`. The new draft. @throws RequestError */
export function restoreVersion(workflowId: string, version: number, etag: string) {
  return ask<{ document: WorkflowDocument; etag: string }>(`${pathOf(workflowId)}/${version}/restore`, {
    method: 'POST',
    headers: { 'if-match': `"${etag}"` },
  });
}
