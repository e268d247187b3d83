/** Lists of calls as files: CSV for spreadsheets, JSON for programs. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import * as api from '../../types/api.ts';
import type { ListedCall } from '../../types/api.ts';
import type { ServerContext } from '../context.ts';
import type { Api } from './api.ts';
import { filterOf } from './calls.ts';

const PAGE = 500;
const MOST = 100_000;

export function callExportRoutes(app: Api, context: ServerContext): void {
  app.get(
    '/calls/export',
    {
      config: { needs: 'calls' },
      schema: {
        tags: ['Calls'],
        summary: 'The filtered list as a file, the last call first',
        querystring: api.callQuery
          .omit({ limit: true, cursor: true })
          .extend({ format: z.enum(['csv', 'json']).default('csv') }),
      },
    },
    async (request, reply) => {
      const { format, ...query } = request.query;
      const filter = await filterOf(context, { ...query, limit: PAGE });
      const pages = (cursor?: string) =>
        context.store.calls.list({ ...filter, ...(cursor === undefined ? {} : { cursor }) });
      const day = new Date(context.clock.wall()).toISOString().slice(0, 10);
      return reply
        .header('content-disposition', `attachment; filename="calls-${day}.${format}"`)
        .header('cache-control', 'no-store')
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
        .send(Readable.from(format === 'csv' ? csv(allOf(pages)) : json(allOf(pages))));
    },
  );
}

type Pages = (cursor?: string) => Promise<{ calls: readonly ListedCall[]; nextCursor: string | null }>;

async function* allOf(pages: Pages): AsyncGenerator<ListedCall> {
  let given = 0;
  let cursor: string | undefined;
  do {
    const { calls, nextCursor } = await pages(cursor);
    for (const call of calls) {
      if (given++ >= MOST) return;
      yield call;
    }
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const columns = [
  ['callSid', (call) => call.callSid],
  ['startedAt', (call) => call.startedAt],
  ['endedAt', (call) => call.endedAt],
  ['durationMs', (call) => call.durationMs],
  ['workflowId', (call) => call.workflowId],
  ['workflowVersion', (call) => call.workflowVersion],
  ['language', (call) => call.language],
  ['carrier', (call) => call.carrier],
  ['transport', (call) => call.transport],
  ['direction', (call) => call.direction],
  ['from', (call) => call.from],
  ['to', (call) => call.to],
  ['status', (call) => call.status],
  ['end', (call) => call.end],
  ['turns', (call) => call.turnCount],
  ['slowestMs', (call) => call.slowestMs],
  ['errors', (call) => call.errors.join(' ')],
] as const satisfies readonly (readonly [string, (call: ListedCall) => string | number | null])[];

async function* csv(calls: AsyncIterable<ListedCall>): AsyncGenerator<string> {
  yield `${columns.map(([name]) => name).join(',')}\r\n`;
  for await (const call of calls) yield `${columns.map(([, value]) => csvCell(value(call))).join(',')}\r\n`;
}

async function* json(calls: AsyncIterable<ListedCall>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const call of calls) {
    yield separator + JSON.stringify(call);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/**
 * One cell by RFC 4180. A spreadsheet takes text that begins with one of `= + - @` for a formula, and callers choose what
 * their carrier sends as a number: such text gets an apostrophe, telephone numbers excepted.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) && !/^\+[0-9]{1,15}$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
