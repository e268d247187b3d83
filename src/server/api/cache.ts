import { z } from 'zod';
import type { CachePurge } from '../../types/cacheJournal.ts';
import * as api from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { Workflow } from '../../types/workflow.ts';
import { forgetCalls } from '../cache.ts';
import { explainFor } from '../cacheExplain.ts';
import { cacheReportOf } from '../cacheReport.ts';
import type { ServerContext } from '../context.ts';
import type { Api } from './api.ts';

const tags = ['Response cache'];
const byAnswer = z.object({ entryId: z.string().min(1).max(64), answerId: z.string().min(1).max(64) });

/** The response cache. What shows callers' words needs the scope `calls`, as their records do; changes need `admin`. */
export function cacheRoutes(app: Api, context: ServerContext): void {
  readingRoutes(app, context);
  changingRoutes(app, context);
}

function readingRoutes(app: Api, context: ServerContext): void {
  const { cache } = context;
  app.get(
    '/cache/stats',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'How the cache has done since the start, and how far each workflow is from its certificate',
        response: { 200: api.cacheReport },
      },
    },
    async () => cacheReportOf(context),
  );
  app.get(
    '/cache/entries',
    {
      config: { needs: 'calls' },
      schema: {
        tags,
        summary: 'What it holds, the newest first; nextCursor for more',
        querystring: api.cacheEntryQuery,
        response: { 200: api.cacheEntryPage },
      },
    },
    async (request) => {
      const { workflow, version, node, text, limit, cursor } = request.query;
      const workflowId = await idOf(context, workflow);
      return cache.entries({ workflowId, workflowVersion: version, nodeId: node, text }, { limit, cursor });
    },
  );
  app.post(
    '/cache/explain',
    {
      config: { needs: 'calls' },
      schema: {
        tags,
        summary: 'What it would do with these words, and why',
        body: api.cacheExplainRequest,
        response: { 200: api.cacheExplainAnswer },
      },
    },
    async (request) => explainFor(context, await found(context, request.body.workflow), request.body),
  );
}

function changingRoutes(app: Api, context: ServerContext): void {
  const { cache, log } = context;
  const config = { needs: 'admin' as const };
  app.post(
    '/cache/purge',
    {
      config,
      schema: {
        tags,
        summary: 'Forget: what a call or all calls of a number taught, what matches, or everything',
        body: api.cachePurgeRequest,
        response: { 200: api.cachePurgeAnswer },
      },
    },
    async (request) => {
      const what = await purgeOf(context, request.body);
      const { entryIds, observations, labels, audio } = await (what.callSids
        ? forgetCalls(context, what.callSids)
        : cache.purge(what));
      const forgotten = { entries: entryIds.length, observations, labels, audio };
      log.info(forgotten, 'the response cache was told to forget');
      const calls = request.body.caller === undefined ? undefined : what.callSids?.length;
      return { ...forgotten, ...(calls !== undefined && { calls }) };
    },
  );
  app.post(
    '/cache/entries/:entryId/answers/:answerId',
    {
      config,
      schema: {
        tags,
        summary:
          'An operator’s word on an answer: wrong (reported), approved (authored), or neither (learned)',
        params: byAnswer,
        body: api.cacheJudgement,
        response: { 200: api.judgedAnswer },
      },
    },
    async (request) => {
      const { entryId, answerId } = request.params;
      const { standing } = request.body;
      if (!(await cache.judge(entryId, answerId, standing)))
        throw new WeaverError('CACHE_ENTRY_UNKNOWN', { entry: entryId, answer: answerId });
      return { entryId, answerId, standing };
    },
  );
}

/** In the cache's own terms. With nothing given the cache itself refuses (CACHE_PURGE_EMPTY). */
async function purgeOf(
  context: ServerContext,
  request: api.CachePurgeRequest,
): Promise<Omit<CachePurge, 'workspace'>> {
  const { workflow, version, node, text, call, caller, all } = request;
  if (caller !== undefined) return { callSids: await context.store.calls.withNumber(asStored(caller)) };
  const workflowId = await idOf(context, workflow);
  if (text !== undefined) {
    const entryIds = context.cache.matching({ workflowId, workflowVersion: version, nodeId: node, text });
    return { entryIds };
  }
  return {
    ...(workflowId !== undefined && { workflowId }),
    ...(version !== undefined && { workflowVersion: version }),
    ...(node !== undefined && { nodeId: node }),
    ...(call !== undefined && { callSids: [call] }),
    ...(all && { all }),
  };
}

/** Numbers are kept without what people put between the digits. */
function asStored(caller: string): string {
  return /^\+?[\d\s().-]+$/.test(caller.trim()) ? caller.replace(/[\s().-]/g, '') : caller.trim();
}

/** Of a workflow that is gone its id is left. */
async function idOf({ store }: ServerContext, workflow: string | undefined): Promise<string | undefined> {
  return workflow && ((await store.workflows.get(workflow))?.id ?? workflow);
}

/** @throws WeaverError STORE_NOT_FOUND */
async function found({ store }: ServerContext, idOrSlug: string): Promise<Workflow> {
  const one = await store.workflows.get(idOrSlug);
  if (!one) throw new WeaverError('STORE_NOT_FOUND', { kind: 'workflow', id: idOrSlug });
  return one;
}
