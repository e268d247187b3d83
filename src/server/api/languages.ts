import { z } from 'zod';
import * as api from '../../types/api.ts';
import { languageRecord } from '../../types/languageRecord.ts';
import type { ServerContext } from '../context.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import { languagePlans } from '../languagePlans.ts';
import { languageDetailOf, languageSummaries, type LanguageReportOptions } from '../languageReport.ts';
import type { Api } from './api.ts';

const tags = ['Languages'];
/** Any text: a language that is not known has an error of its own. */
const wanted = z.object({ tag: z.string().min(1).max(128) });

/** What is known of languages, and those that users add. */
export function languageRoutes(app: Api, context: ServerContext): void {
  readRoutes(app, context);
  changeRoutes(app, context);
}

function readRoutes(app: Api, context: ServerContext): void {
  app.get(
    '/languages',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'All languages: what works where, and what this server measured',
        response: { 200: api.languageList },
      },
    },
    async () => ({ languages: await languageSummaries(reportOptions(context)) }),
  );
  app.get(
    '/languages/:tag',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary:
          'One language; where there is no record of the tag, the one that stands for it, with the reason',
        params: wanted,
        response: { 200: api.languageDetail },
      },
    },
    async (request) => languageDetailOf(request.params.tag, reportOptions(context)),
  );
  app.get(
    '/workflows/:id/languages',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'How the next call would hear and speak each language of a workflow, and why',
        params: z.object({ id: z.string().min(1).max(128).describe('Id or slug') }),
        querystring: z.object({ draft: z.enum(['0', '1']).default('0') }),
        response: { 200: api.languagePlans },
      },
    },
    async (request) => {
      const config = await configOf(context, request.params.id, request.query.draft === '1');
      return { plans: languagePlans(config, context) };
    },
  );
}

/** The published version's, or the draft's where it is wanted or nothing is published. @throws WeaverError STORE_NOT_FOUND */
async function configOf({ store }: ServerContext, idOrSlug: string, draft: boolean): Promise<WorkflowConfig> {
  const workflow = await store.workflows.get(idOrSlug);
  const { id = idOrSlug, publishedVersion: version = null } = workflow ?? {};
  const kept =
    draft || version === null
      ? await store.workflows.getDraft(id)
      : await store.workflows.getVersion(id, version);
  if (!kept) throw new WeaverError('STORE_NOT_FOUND', { kind: 'workflow', id: idOrSlug });
  return kept.document.config;
}

function changeRoutes(app: Api, context: ServerContext): void {
  const { customLanguages } = context;
  const config = { needs: 'admin' as const };
  app.post(
    '/languages',
    {
      config,
      schema: {
        tags,
        summary: 'Add a language of your own; calls that begin afterwards know it',
        body: languageRecord,
        response: { 201: api.languageDetail },
      },
    },
    async (request, reply) => {
      const { tag } = await customLanguages.add(request.body);
      return reply.code(201).send(languageDetailOf(tag, reportOptions(context)));
    },
  );
  app.put(
    '/languages/:tag',
    {
      config,
      schema: {
        tags,
        summary: 'Replace a language of your own',
        params: wanted,
        body: languageRecord,
        response: { 200: api.languageDetail },
      },
    },
    async (request) => {
      const { tag } = await customLanguages.update(request.params.tag, request.body);
      return languageDetailOf(tag, reportOptions(context));
    },
  );
  app.delete(
    '/languages/:tag',
    {
      config,
      schema: {
        tags,
        summary: 'Remove a language of your own that no published workflow speaks',
        params: wanted,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await customLanguages.remove(request.params.tag);
      return reply.code(204).send(null);
    },
  );
}

function reportOptions({ languages, registry, providers }: ServerContext): LanguageReportOptions {
  // Health is of all languages, whichever one is asked for.
  const health = providers.report?.('en-US').health ?? [];
  return { languages, providers: registry, health };
}
