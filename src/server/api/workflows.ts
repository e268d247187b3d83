import { z } from 'zod';
import * as api from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { workflow, workflowDocument, workflowVersion, type Workflow } from '../../types/workflow.ts';
import { forgetDraft } from '../cache.ts';
import type { ServerContext } from '../context.ts';
import { asFile, blocking, inspect, readDocument, slugOf } from '../documents.ts';
import { newDocument } from '../templates/index.ts';
import type { Api } from './api.ts';

const byId = z.object({ id: z.string().min(1).max(128) }).describe('Id or slug');
const byVersion = byId.extend({ version: z.coerce.number().int().positive() });
const tags = ['Workflows'];

/** Workflows, their drafts and their versions. */
export function workflowRoutes(app: Api, context: ServerContext): void {
  crudRoutes(app, context);
  draftRoutes(app, context);
  versionRoutes(app, context);
  fileRoutes(app, context);
}

/** @throws WeaverError STORE_NOT_FOUND */
async function found(context: ServerContext, idOrSlug: string): Promise<Workflow> {
  const one = await context.store.workflows.get(idOrSlug);
  if (!one) throw new WeaverError('STORE_NOT_FOUND', { kind: 'workflow', id: idOrSlug });
  return one;
}

async function draftOf(context: ServerContext, id: string) {
  const draft = await context.store.workflows.getDraft(id);
  if (!draft) throw new WeaverError('STORE_NOT_FOUND', { kind: 'draft of the workflow', id });
  return draft;
}

function crudRoutes(app: Api, context: ServerContext): void {
  const { workflows } = context.store;
  app.get(
    '/workflows',
    {
      config: { needs: 'read' },
      schema: { tags, summary: 'All workflows', response: { 200: api.workflowList } },
    },
    async () => ({ workflows: await workflows.list() }),
  );
  app.post(
    '/workflows',
    {
      config: { needs: 'write' },
      schema: { tags, summary: 'Make a workflow', body: api.createWorkflow, response: { 201: workflow } },
    },
    async (request, reply) => {
      const { slug, name } = request.body;
      const document = newDocument(request.body);
      return reply.code(201).send(await workflows.create({ slug, name, document }));
    },
  );
  app.get(
    '/workflows/:id',
    {
      config: { needs: 'read' },
      schema: { tags, summary: 'One workflow', params: byId, response: { 200: workflow } },
    },
    async (request) => found(context, request.params.id),
  );
  app.delete(
    '/workflows/:id',
    {
      config: { needs: 'write' },
      schema: {
        tags,
        summary:
          'Remove a workflow with its versions and what its calls taught the response cache; calls stay',
        params: byId,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = await found(context, request.params.id);
      await context.cache.purge({ workflowId: id });
      await workflows.remove(id);
      context.desk.forget(id);
      return reply.code(204).send(null);
    },
  );
}

function draftRoutes(app: Api, context: ServerContext): void {
  const { workflows } = context.store;
  app.get(
    '/workflows/:id/draft',
    {
      config: { needs: 'read' },
      schema: { tags, summary: 'The draft; ETag says which', params: byId, response: { 200: api.draft } },
    },
    async (request, reply) => {
      const draft = await draftOf(context, (await found(context, request.params.id)).id);
      return reply.header('etag', quoted(draft.etag)).send(draft);
    },
  );
  app.put(
    '/workflows/:id/draft',
    {
      config: { needs: 'write' },
      schema: {
        tags,
        summary: 'Save the draft; If-Match with the etag that was read, 412 when somebody saved in between',
        params: byId,
        headers: z.looseObject({ 'if-match': z.string().optional() }),
        body: z.unknown(),
        response: { 200: api.savedDraft },
      },
    },
    async (request, reply) => {
      const { id } = await found(context, request.params.id);
      const ifMatch = request.headers['if-match'];
      if (ifMatch === undefined) throw new WeaverError('API_ETAG_NEEDED');
      const document = readDocument(request.body);
      const etag = await workflows.saveDraft(id, document, ifMatch === '*' ? null : unquoted(ifMatch));
      await forgetDraft(context.cache, id);
      return reply.header('etag', quoted(etag)).send({ etag, problems: inspect(document) });
    },
  );
  app.post(
    '/workflows/:id/validate',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'What is wrong with the draft',
        params: byId,
        response: { 200: api.validation },
      },
    },
    async (request) => {
      const draft = await draftOf(context, (await found(context, request.params.id)).id);
      return validation(draft.document);
    },
  );
  app.post(
    '/validate',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'What is wrong with a document',
        body: z.unknown(),
        response: { 200: api.validation },
      },
    },
    async (request) => validation(readDocument(request.body)),
  );
}

function validation(document: z.output<typeof workflowDocument>): api.Validation {
  const problems = inspect(document);
  return { ok: blocking(problems).length === 0, problems };
}

function versionRoutes(app: Api, context: ServerContext): void {
  const { workflows } = context.store;
  app.post(
    '/workflows/:id/publish',
    {
      config: { needs: 'write' },
      schema: {
        tags,
        summary:
          'Freeze the draft as the next version; callers reach it from now on, its lines are synthesised meanwhile',
        params: byId,
        headers: z.looseObject({ 'if-match': z.string().optional() }),
        body: api.publishRequest.nullish(),
        response: { 200: api.publishAnswer },
      },
    },
    async (request) => {
      const { id } = await found(context, request.params.id);
      const draft = await draftOf(context, id);
      const errors = blocking(inspect(draft.document));
      if (errors.length > 0)
        throw new WeaverError('API_PROBLEMS', { count: errors.length, first: errors[0]?.code });
      const ifMatch = request.headers['if-match'];
      // What was inspected is what is published, even when somebody saves at this moment.
      const etag = ifMatch === undefined || ifMatch === '*' ? draft.etag : unquoted(ifMatch);
      const published = await workflows.publish(id, request.body?.note ?? '', etag);
      const { version } = published;
      context.desk.prepare(id, version);
      const events = `/api/workflows/${id}/prepare/events?version=${version}`;
      return { ...published, preparation: { state: 'waiting' as const, events } };
    },
  );
  app.get(
    '/workflows/:id/versions',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'Versions, newest first',
        params: byId,
        response: { 200: api.workflowVersionList },
      },
    },
    async (request) => ({ versions: await workflows.versions((await found(context, request.params.id)).id) }),
  );
  app.get(
    '/workflows/:id/versions/:version',
    {
      config: { needs: 'read' },
      schema: { tags, summary: 'One version', params: byVersion, response: { 200: workflowVersion } },
    },
    async (request) => versionOf(context, request.params),
  );
  app.post(
    '/workflows/:id/versions/:version/restore',
    {
      config: { needs: 'write' },
      schema: {
        tags,
        summary: 'Copy a version into the draft',
        params: byVersion,
        response: { 200: api.draft },
      },
    },
    async (request, reply) => {
      const { id } = await found(context, request.params.id);
      const draft = await workflows.restore(id, request.params.version);
      await forgetDraft(context.cache, id);
      return reply.header('etag', quoted(draft.etag)).send(draft);
    },
  );
}

async function versionOf(context: ServerContext, params: { id: string; version: number }) {
  const { id } = await found(context, params.id);
  const version = await context.store.workflows.getVersion(id, params.version);
  if (!version)
    throw new WeaverError('STORE_NOT_FOUND', { kind: 'version', id: `${params.id}/${params.version}` });
  return version;
}

function fileRoutes(app: Api, context: ServerContext): void {
  app.post(
    '/workflows/import',
    {
      config: { needs: 'write' },
      schema: {
        tags,
        summary: 'Make a workflow from an exported file',
        body: api.importWorkflow,
        response: { 201: workflow },
      },
    },
    async (request, reply) => {
      const document = readDocument(request.body.document);
      const { name } = document.config;
      const slug = request.body.slug ?? slugOf(name);
      return reply.code(201).send(await context.store.workflows.create({ slug, name, document }));
    },
  );
  app.get(
    '/workflows/:id/export',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'The draft, or a version, as a file',
        params: byId,
        querystring: z.object({ version: z.coerce.number().int().positive().optional() }),
        response: { 200: workflowDocument },
      },
    },
    async (request, reply) => {
      const { id, slug } = await found(context, request.params.id);
      const { version } = request.query;
      const document =
        version === undefined
          ? (await draftOf(context, id)).document
          : (await versionOf(context, { id, version })).document;
      const file = `${slug}${version === undefined ? '' : `-v${version}`}.json`;
      return reply
        .header('content-disposition', `attachment; filename="${file}"`)
        .serializer((content) => asFile(content as typeof document))
        .send(document);
    },
  );
}

function quoted(etag: string): string {
  return `"${etag}"`;
}

function unquoted(header: string): string {
  return header
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
}
