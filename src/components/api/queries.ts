/** What the page asks the server, by name. Keys begin with the thing, so that a change can make all of it stale. */
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as api from '../../types/api.ts';
import type { Workflow } from '../../types/workflow.ts';
import { ask, RequestError } from './client.ts';

/** Refusals do not get better by asking again; a server that restarts does. */
const retry = (failures: number, error: unknown) =>
  failures < 2 && (!(error instanceof RequestError) || error.status === 0 || error.status >= 500);

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry, staleTime: 5_000, refetchOnWindowFocus: false } },
});

export type CallPage = z.infer<typeof api.callPage>;
export type CallEvents = z.infer<typeof api.callEventList>;
export type CallDetail = z.infer<typeof api.callDetail>;
export type Capabilities = z.infer<typeof api.capabilities>;
export type NodeTypeSpec = z.infer<typeof api.nodeTypeList>['nodeTypes'][number];

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => ask<api.Session>('/session'),
});
export const workflowsQuery = queryOptions({
  queryKey: ['workflows'],
  queryFn: async () => (await ask<{ workflows: Workflow[] }>('/workflows')).workflows,
});
export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ['workflows', id],
    queryFn: () => ask<Workflow>(`/workflows/${encodeURIComponent(id)}`),
  });
export const capabilitiesQuery = queryOptions({
  queryKey: ['capabilities'],
  queryFn: () => ask<Capabilities>('/capabilities'),
});
export const nodeTypesQuery = queryOptions({
  queryKey: ['node-types'],
  queryFn: async () => (await ask<{ nodeTypes: NodeTypeSpec[] }>('/node-types')).nodeTypes,
  staleTime: Infinity,
});

/** Figures of the last `window` minutes; asked again by itself while somebody looks. */
export const monitoringQuery = (origin: api.FigureOrigin, window: number) =>
  queryOptions({
    queryKey: ['monitoring', origin, window],
    queryFn: () => ask<api.MonitoringAnswer>(`/monitoring?origin=${origin}&window=${window}`),
    placeholderData: (before) => before,
  });
export const slowestTurnsQuery = (origin: api.FigureOrigin, window: number) =>
  queryOptions({
    queryKey: ['calls', 'slowest', origin, window],
    queryFn: async () =>
      (await ask<{ turns: api.SlowTurn[] }>(`/calls/slowest?origin=${origin}&window=${window}`)).turns,
    placeholderData: (before) => before,
  });
export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: () => ask<api.AlertList>('/alerts'),
});
/** `filter`: a query string, as it stands in the page's address. */
export const callsQuery = (filter: string) =>
  infiniteQueryOptions({
    queryKey: ['calls', 'list', filter],
    queryFn: ({ pageParam }) =>
      ask<CallPage>(`/calls?${filter}${pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`),
    initialPageParam: '',
    placeholderData: (before) => before,
    getNextPageParam: ({ nextCursor }: CallPage) => nextCursor,
  });
export const callQuery = (callSid: string) =>
  queryOptions({
    queryKey: ['calls', 'one', callSid],
    queryFn: () => ask<CallDetail>(`/calls/${encodeURIComponent(callSid)}`),
  });
export const callEventsQuery = (callSid: string) =>
  queryOptions({
    queryKey: ['calls', 'events', callSid],
    queryFn: async () => (await ask<CallEvents>(`/calls/${encodeURIComponent(callSid)}/events`)).events,
  });
export const peaksQuery = (callSid: string) =>
  queryOptions({
    queryKey: ['calls', 'peaks', callSid],
    queryFn: () => ask<api.RecordingPeaks>(`/calls/${encodeURIComponent(callSid)}/recording/peaks`),
    staleTime: Infinity,
  });
