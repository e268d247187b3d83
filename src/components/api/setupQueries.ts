/** What setup and settings ask the server. */
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as api from '../../types/api.ts';
import type { ProviderHealthAnswer } from '../../types/providerHealth.ts';
import { ask } from './client.ts';

type ApiKeys = z.infer<typeof api.apiKeyList>['keys'];
export type ApiKey = ApiKeys[number];
export type CreatedApiKey = z.infer<typeof api.createdApiKey>;
export type ServerSettingsAnswer = z.infer<typeof api.settingsAnswer>;

export const languagesQuery = queryOptions({
  queryKey: ['languages'],
  queryFn: async () => (await ask<{ languages: api.LanguageSummary[] }>('/languages')).languages,
  staleTime: 60_000,
});
export const languageQuery = (tag: string) =>
  queryOptions({
    queryKey: ['languages', tag],
    queryFn: () => ask<api.LanguageDetail>(`/languages/${encodeURIComponent(tag)}`),
  });
export const voicesQuery = (language: string, provider: string) =>
  queryOptions({
    queryKey: ['voices', language, provider],
    queryFn: () => ask<api.VoiceList>(`/voices?${new URLSearchParams({ language, provider })}`),
    staleTime: 300_000,
    retry: false,
  });
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: async () => (await ask<{ providers: api.ProviderAccount[] }>('/providers')).providers,
});
export const providerHealthQuery = queryOptions({
  queryKey: ['providers', 'health'],
  queryFn: () => ask<ProviderHealthAnswer>('/providers/health'),
  refetchInterval: 15_000,
});
export const cacheStatsQuery = queryOptions({
  queryKey: ['cache', 'stats'],
  queryFn: () => ask<api.CacheReport>('/cache/stats'),
  refetchInterval: 30_000,
});
export const performanceQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', workflowId, 'performance'],
    queryFn: () => ask<api.WorkflowPerformance>(`/workflows/${encodeURIComponent(workflowId)}/performance`),
    refetchInterval: 15_000,
  });
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => ask<ServerSettingsAnswer>('/settings'),
});
export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async () => (await ask<{ keys: ApiKeys }>('/keys')).keys,
});
export const firstStepsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: () => ask<api.FirstSteps>('/first-steps'),
  staleTime: 15_000,
});
