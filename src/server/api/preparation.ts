import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import * as api from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { ServerContext } from '../context.ts';
import type { Api } from './api.ts';

const byId = z.object({ id: z.string().min(1).max(128) }).describe('Id or slug');
const wanted = z.object({ version: z.coerce.number().int().min(0).optional() });
const tags = ['Workflows'];

/** So that nothing between closes a stream on which nothing happens. */
const COMMENT_EVERY_MS = 15_000;
const MOST_STREAMS = 100;

/** How far the scripted lines of a workflow are synthesised. */
export function preparationRoutes(app: Api, context: ServerContext): void {
  const { preparations, store } = context;
  const present = async (idOrSlug: string, version: number | undefined) => {
    const workflow = await store.workflows.get(idOrSlug);
    if (!workflow) throw new WeaverError('STORE_NOT_FOUND', { kind: 'workflow', id: idOrSlug });
    const state = preparations.state(workflow.id, version);
    if (!state)
      throw new WeaverError('STORE_NOT_FOUND', { kind: 'preparation of the workflow', id: idOrSlug });
    return { id: workflow.id, state };
  };
  app.get(
    '/workflows/:id/prepare',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'How far the scripted lines are synthesised, of the newest version that was made ready here',
        params: byId,
        querystring: wanted,
        response: { 200: api.preparation },
      },
    },
    async ({ params, query }) => (await present(params.id, query.version)).state,
  );
  app.get(
    '/workflows/:id/prepare/events',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary:
          'The same as server-sent events, each a Preparation; the stream ends when it is done or failed',
        params: byId,
        querystring: wanted,
        produces: ['text/event-stream'],
        response: { 200: z.string().describe('data: a Preparation, as JSON') },
      },
    },
    async ({ params, query }, reply) => {
      const { id, state } = await present(params.id, query.version);
      if (preparations.watched >= MOST_STREAMS)
        throw new WeaverError('API_TOO_MANY_STREAMS', { limit: MOST_STREAMS });
      stream(context, id, state, reply);
    },
  );
}

function stream(
  { preparations, clock }: ServerContext,
  workflowId: string,
  first: api.Preparation,
  reply: FastifyReply,
): void {
  reply.hijack();
  const { raw } = reply;
  // Gone while the state was looked up: its end was told to nobody.
  if (raw.destroyed) return;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  let timer: unknown = null;
  const comment = () => {
    raw.write(': \n\n');
    timer = clock.after(COMMENT_EVERY_MS, comment);
  };
  const tell = (state: api.Preparation) => {
    if (state.version !== first.version) return;
    const over = state.state === 'done' || state.state === 'failed';
    // Who reads slowly misses steps on the way, not the end.
    if (over || !raw.writableNeedDrain) raw.write(`data: ${JSON.stringify(state)}\n\n`);
    if (over) raw.end();
  };
  const leave = preparations.watch(workflowId, tell);
  raw.on('close', () => {
    clock.cancel(timer);
    leave();
  });
  timer = clock.after(COMMENT_EVERY_MS, comment);
  tell(first);
}
