import { z } from 'zod';
import * as api from '../../types/api.ts';
import type { Call } from '../../types/call.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { forgetCalls } from '../cache.ts';
import type { CallFilter } from '../../services/storage/index.ts';
import type { ServerContext } from '../context.ts';
import { replayStored } from '../replayStored.ts';
import type { Api } from './api.ts';

const bySid = z.object({ callSid: z.string().min(1).max(256) });
const tags = ['Calls'];
const SLOWEST = 10;

/** Stored calls. All of them need the scope `calls`: they hold numbers and what was said. */
export function callRoutes(app: Api, context: ServerContext): void {
  const { calls } = context.store;
  const config = { needs: 'calls' } as const;
  app.get(
    '/calls',
    {
      config,
      schema: {
        tags,
        summary: 'Calls, the last first; nextCursor for more',
        querystring: api.callQuery,
        response: { 200: api.callPage },
      },
    },
    async (request) => calls.list(await filterOf(context, request.query)),
  );
  app.get(
    '/calls/slowest',
    {
      config,
      schema: {
        tags,
        summary: 'The slowest turns, speech end → audio',
        querystring: api.monitoringQuery,
        response: { 200: api.slowTurnList },
      },
    },
    async (request) => slowestTurns(context, request.query),
  );
  app.get(
    '/calls/:callSid',
    {
      config,
      schema: { tags, summary: 'A call with its turns', params: bySid, response: { 200: api.callDetail } },
    },
    async (request) => ({
      call: await found(context, request.params.callSid),
      turns: await calls.turns(request.params.callSid),
      recording: await context.recordings.has(request.params.callSid),
    }),
  );
  app.get(
    '/calls/:callSid/turns',
    {
      config,
      schema: { tags, summary: 'The turns of a call', params: bySid, response: { 200: api.turnList } },
    },
    async (request) => {
      await found(context, request.params.callSid);
      return { turns: await calls.turns(request.params.callSid) };
    },
  );
  app.get(
    '/calls/:callSid/events',
    {
      config,
      schema: {
        tags,
        summary: 'What the call was replayed from',
        params: bySid,
        response: { 200: api.callEventList },
      },
    },
    async (request) => {
      await found(context, request.params.callSid);
      const events = await calls.events(request.params.callSid);
      return { events: events.map(({ seq, at, json }) => ({ seq, at, event: json })) };
    },
  );
  app.get(
    '/calls/:callSid/replay',
    {
      config,
      schema: {
        tags,
        summary: 'The call once more from its events, without I/O',
        params: bySid,
        response: { 200: api.replayResult },
      },
    },
    async (request) => replayStored(context.store, await found(context, request.params.callSid)),
  );
  app.post(
    '/calls/:callSid/hang-up',
    { config, schema: { tags, summary: 'End a live call', params: bySid, response: { 202: z.null() } } },
    async (request, reply) => {
      context.desk.hangUp(request.params.callSid);
      return reply.code(202).send(null);
    },
  );
  app.delete(
    '/calls/:callSid',
    {
      config,
      schema: {
        tags,
        summary:
          'Delete a call for good: record, turns, events, recording, and what it taught the response cache',
        params: bySid,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { callSid } = await found(context, request.params.callSid);
      // First: after a crash in between, the call is still there to be deleted again.
      await forgetCalls(context, [callSid]);
      await context.recordings.remove([callSid]);
      await calls.remove(callSid);
      return reply.code(204).send(null);
    },
  );
}

async function found(context: ServerContext, callSid: string): Promise<Call> {
  const call = await context.store.calls.get(callSid);
  if (!call) throw new WeaverError('CALL_UNKNOWN', { callSid });
  return call;
}

/** As the store wants it. */
export async function filterOf(
  context: ServerContext,
  { workflow, version, from, to, ...rest }: z.output<typeof api.callQuery>,
): Promise<CallFilter> {
  const workflowId = workflow && ((await context.store.workflows.get(workflow))?.id ?? workflow);
  return defined({ ...rest, workflowId, workflowVersion: version, from: utc(from), to: utc(to) });
}

function defined<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

async function slowestTurns(
  { store, clock }: ServerContext,
  { origin, window }: z.output<typeof api.monitoringQuery>,
): Promise<{ turns: api.SlowTurn[] }> {
  const from = new Date(clock.wall() - window * 60_000).toISOString();
  const found = await store.calls.slowest({ from, origin, limit: SLOWEST });
  const turns = found.map(({ turn, ...call }) => {
    const { index, nodeId, language, source, clocks } = turn;
    return { ...call, index, nodeId, language, source, speechEndToAudioMs: clocks.speechEndToAudioMs ?? 0 };
  });
  return { turns };
}

function utc(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString();
}
