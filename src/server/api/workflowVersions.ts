import { z } from 'zod';
import * as api from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { workflowVersion } from '../../types/workflow.ts';
import { forgetDraft } from '../cache.ts';
import type { ServerContext } from '../context.ts';
import { blocking } from '../documents.ts';
import { forgetDraftsThatRun, frozen } from '../subflows.ts';
import type { Api } from './api.ts';
import {
  byId,
  byVersion,
  draftOf,
  found,
  problemsIn,
  quoted,
  unquoted,
  versionOf,
} from './workflowAccess.ts';

const tags = ['Workflows'];

/** Versions: published, listed, read and copied back into the draft. */
export function versionRoutes(app: Api, context: ServerContext): void {
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
      const owner = await found(context, request.params.id);
      const { id } = owner;
      const draft = await draftOf(context, id);
      const errors = blocking(await problemsIn(context, draft.document, owner));
      if (errors.length > 0)
        throw new WeaverError('API_PROBLEMS', { count: errors.length, first: errors[0]?.code });
      const ifMatch = request.headers['if-match'];
      // What was inspected is what is published, even when somebody saves at this moment.
      const etag = ifMatch === undefined || ifMatch === '*' ? draft.etag : unquoted(ifMatch);
      if (etag !== draft.etag) throw new WeaverError('STORE_ETAG_MISMATCH');
      const document = await frozen(context.store, draft.document);
      const pins = document === draft.document ? undefined : document;
      const published = await workflows.publish(id, request.body?.note ?? '', etag, pins);
      const { version } = published;
      await forgetDraftsThatRun(context.store, context.cache, owner);
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
        summary: 'Copy a version into the draft; with If-Match, 412 when somebody saved the draft in between',
        params: byVersion,
        headers: z.looseObject({ 'if-match': z.string().optional() }),
        response: { 200: api.draft },
      },
    },
    async (request, reply) => {
      const { id } = await found(context, request.params.id);
      const ifMatch = request.headers['if-match'];
      const etag = ifMatch === undefined || ifMatch === '*' ? undefined : unquoted(ifMatch);
      const draft = await workflows.restore(id, request.params.version, etag);
      await forgetDraft(context.cache, id);
      return reply.header('etag', quoted(draft.etag)).send(draft);
    },
  );
}
