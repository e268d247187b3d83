import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import * as api from '../../types/api.ts';
import { languageTag } from '../../types/language.ts';
import { providerHealthAnswer } from '../../types/providerHealth.ts';
import type { ServerContext } from '../context.ts';
import type { Api } from './api.ts';

const tags = ['Providers'];
const named = z.object({ name: z.string().min(1).max(64) });

/** Accounts at providers. Secrets come in and never go out: neither in an answer nor into the log. */
export function providerRoutes(app: Api, context: ServerContext): void {
  accountRoutes(app, context);
  checkRoutes(app, context);
  healthRoute(app, context);
}

function accountRoutes(app: Api, { accounts }: ServerContext): void {
  app.get(
    '/providers',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'All providers: what they do, what is set up, and what is missing; no secrets',
        response: { 200: api.providerList },
      },
    },
    async () => ({ providers: accounts.report() }),
  );
  app.put(
    '/providers/:name',
    {
      config: { needs: 'admin' },
      schema: {
        tags,
        summary: 'Change stored settings: fields that are left out stay, null removes one',
        params: named,
        body: api.providerChange,
        response: { 200: api.providerAccount },
      },
    },
    async (request) => accounts.change(request.params.name, request.body),
  );
  app.delete(
    '/providers/:name',
    {
      config: { needs: 'admin' },
      schema: {
        tags,
        summary: 'Forget the stored settings; what the environment sets stays',
        params: named,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await accounts.remove(request.params.name);
      return reply.code(204).send(null);
    },
  );
}

function checkRoutes(app: Api, { accounts }: ServerContext): void {
  // Checks cost money at the provider.
  const config = { needs: 'admin' as const };
  const body = api.providerCheckRequest.nullish();
  const response = { 200: api.providerCheckList };
  app.post(
    '/providers/:name/check',
    { config, schema: { tags, summary: 'Use one provider for real', params: named, body, response } },
    async (request, reply) =>
      whileWaitedFor(reply, (signal) => accounts.check(request.params.name, { ...request.body, signal })),
  );
  app.post(
    '/providers/check',
    { config, schema: { tags, summary: 'Use every provider that is set up for real', body, response } },
    async (request, reply) =>
      whileWaitedFor(reply, (signal) => accounts.checkAll({ ...request.body, signal })),
  );
}

function healthRoute(app: Api, { providers }: ServerContext): void {
  app.get(
    '/providers/health',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary:
          'How providers have been since the start, and the order in which they are asked for a language',
        querystring: z.object({ language: languageTag.default('en-US') }),
        response: { 200: providerHealthAnswer },
      },
    },
    async (request) => providers.report?.(request.query.language) ?? { health: [], order: [] },
  );
}

/** Stops when nobody waits for the answer any more: what it would cost is saved, and that it was stopped is no fault. */
async function whileWaitedFor(
  reply: FastifyReply,
  check: (signal: AbortSignal) => Promise<api.ProviderCheck[]>,
): Promise<api.ProviderCheckList> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  try {
    const checks = await check(gone.signal);
    return { ok: checks.every(({ ok }) => ok !== false), checks };
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    reply.hijack(); // there is nobody to answer
    return { ok: false, checks: [] };
  }
}
