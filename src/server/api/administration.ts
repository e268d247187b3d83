import { z } from 'zod';
import * as api from '../../types/api.ts';
import type { ServerContext } from '../context.ts';
import type { Api } from './api.ts';
import { providerRoutes } from './providers.ts';

const needs = 'admin' as const;

/** Settings of the whole server, accounts at providers, and API keys. */
export function administrationRoutes(app: Api, context: ServerContext): void {
  settingsRoutes(app, context);
  providerRoutes(app, context);
  keyRoutes(app, context);
}

function settingsRoutes(app: Api, context: ServerContext): void {
  const tags = ['Settings'];
  const answer = () => ({
    settings: context.serverSettings.current,
    publicUrl: context.publicUrl() ?? null,
    fromEnvironment: [...context.settings.given],
  });
  app.get(
    '/settings',
    {
      config: { needs },
      schema: { tags, summary: 'Settings of the server', response: { 200: api.settingsAnswer } },
    },
    async () => answer(),
  );
  app.put(
    '/settings',
    {
      config: { needs },
      schema: {
        tags,
        summary: 'Replace the settings',
        body: api.serverSettings,
        response: { 200: api.settingsAnswer },
      },
    },
    async (request) => {
      await context.serverSettings.save(request.body);
      return answer();
    },
  );
}

function keyRoutes(app: Api, { store }: ServerContext): void {
  const tags = ['API keys'];
  app.get(
    '/keys',
    {
      config: { needs },
      schema: { tags, summary: 'All keys, without their secrets', response: { 200: api.apiKeyList } },
    },
    async () => ({ keys: (await store.keys.list()).map((key) => ({ ...key, scopes: [...key.scopes] })) }),
  );
  app.post(
    '/keys',
    {
      config: { needs },
      schema: {
        tags,
        summary: 'Make a key; its secret is shown once',
        body: api.createApiKey,
        response: { 201: api.createdApiKey },
      },
    },
    async (request, reply) => {
      const key = await store.keys.create(request.body.name, request.body.scopes);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...key, scopes: [...key.scopes] });
    },
  );
  app.delete(
    '/keys/:id',
    {
      config: { needs },
      schema: {
        tags,
        summary: 'Revoke a key',
        params: z.object({ id: z.string().min(1).max(128) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await store.keys.revoke(request.params.id);
      return reply.code(204).send(null);
    },
  );
}
