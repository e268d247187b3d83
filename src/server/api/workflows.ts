import { z } from 'zod';
import * as api from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { workflow, workflowDocument, type Workflow, type WorkflowDocument } from '../../types/workflow.ts';
import { forgetDraft } from '../cache.ts';
import type { ServerContext } from '../context.ts';
import { asFile, blocking, readDocument, slugOf } from '../documents.ts';
import { thoseThatRun } from '../subflows.ts';
import { newDocument } from '../templates/index.ts';
import type { Api } from './api.ts';
import { byId, draftOf, found, problemsIn, quoted, unquoted, versionOf } from './workflowAccess.ts';
import { versionRoutes } from './workflowVersions.ts';

const tags = ['Workflows'];

/** Workflows, their drafts and their versions. */
export function workflowRoutes(app: Api, context: ServerContext): void {
  crudRoutes(app, context);
  draftRoutes(app, context);
  versionRoutes(app, context);
  fileRoutes(app, context);
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
      const one = await found(context, request.params.id);
      const { id } = one;
      await unused(context, one);
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
      const owner = await found(context, request.params.id);
      const { id } = owner;
      const ifMatch = request.headers['if-match'];
      if (ifMatch === undefined) throw new WeaverError('API_ETAG_NEEDED');
      const document = readDocument(request.body);
      const etag = await workflows.saveDraft(id, document, ifMatch === '*' ? null : unquoted(ifMatch));
      await forgetDraft(context.cache, id);
      return reply
        .header('etag', quoted(etag))
        .send({ etag, problems: await problemsIn(context, document, owner) });
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
      const owner = await found(context, request.params.id);
      const draft = await draftOf(context, owner.id);
      return validation(context, draft.document, owner);
    },
  );
  app.post(
    '/validate',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'What is wrong with a document',
        querystring: z.object({
          workflow: byId.shape.id
            .optional()
            .describe('Whose document it is: a flow that runs itself is found'),
        }),
        body: z.unknown(),
        response: { 200: api.validation },
      },
    },
    async (request) => {
      const { workflow } = request.query;
      const owner = workflow === undefined ? null : await workflows.get(workflow);
      return validation(context, readDocument(request.body), owner);
    },
  );
}

async function validation(
  context: ServerContext,
  document: WorkflowDocument,
  owner: Workflow | null,
): Promise<api.Validation> {
  const problems = await problemsIn(context, document, owner);
  return { ok: blocking(problems).length === 0, problems };
}

/** @throws WeaverError API_WORKFLOW_IN_USE when calls of another workflow run this one. */
async function unused({ store }: ServerContext, workflow: Workflow): Promise<void> {
  const [user] = await thoseThatRun(store, workflow);
  if (user) throw new WeaverError('API_WORKFLOW_IN_USE', { slug: workflow.slug, user: user.slug });
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
