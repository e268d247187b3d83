import type { Kysely, Transaction } from 'kysely';
import { WeaverError } from '../../types/errors/index.ts';
import { isForeignKeyViolation, isUniqueViolation, notFound } from './faults.ts';
import type { CallEventRow, CallRow, Tables, TurnRow } from './schema.ts';

/** A write of a live call, already in the form of its rows: nothing that its owner changes later can change it. */
export type CallWrite =
  | { readonly kind: 'start'; readonly row: CallRow }
  | { readonly kind: 'turn'; readonly row: TurnRow }
  | { readonly kind: 'events'; readonly rows: readonly CallEventRow[] }
  | { readonly kind: 'finish'; readonly callSid: string; readonly finish: FinishRow };

export interface FinishRow extends Pick<CallRow, 'ended_at' | 'end_reason'> {
  readonly ended_at: string;
  readonly duration_ms: number | undefined;
  readonly errors: string;
  readonly path: string;
  readonly language: string | undefined;
}

/** SQLite allows 32,766 parameters in a statement, PostgreSQL 65,535; a call has 16 columns. */
const ROWS_PER_STATEMENT = 500;

/**
 * Commits a batch in one transaction, kind by kind. That keeps every call's order: it starts before its turns and events,
 * and finishes after them.
 */
export async function commitCallWrites(db: Kysely<Tables>, writes: readonly CallWrite[]): Promise<void> {
  try {
    await db.transaction().execute(async (trx) => {
      const starts = new Map<string, CallRow>();
      const turns = new Map<string, TurnRow>();
      const events: CallEventRow[] = [];
      for (const write of writes) {
        if (write.kind === 'start' && !starts.has(write.row.call_sid))
          starts.set(write.row.call_sid, write.row);
        // The last one counts; PostgreSQL would refuse to update a row twice in a statement.
        if (write.kind === 'turn') turns.set(`${write.row.turn_index} ${write.row.call_sid}`, write.row);
        if (write.kind === 'events') events.push(...write.rows);
      }
      await insertStarts(trx, [...starts.values()]);
      await upsertTurns(trx, [...turns.values()]);
      await insertEvents(trx, events);
      for (const write of writes)
        if (write.kind === 'finish') await finishCall(trx, write.callSid, write.finish);
    });
  } catch (error) {
    throw explain(error, writes);
  }
}

/** Only a lone write can be told what was wrong with it; a batch is tried again one by one. */
function explain(error: unknown, writes: readonly CallWrite[]): unknown {
  const [write] = writes;
  if (!write || writes.length > 1) return error;
  if (isUniqueViolation(error)) return new WeaverError('STORE_EVENT_EXISTS');
  if (isForeignKeyViolation(error)) return notFound('call', sidOf(write));
  return error;
}

function sidOf(write: CallWrite): string {
  if (write.kind === 'finish') return write.callSid;
  return (write.kind === 'events' ? write.rows[0]?.call_sid : write.row.call_sid) ?? '';
}

async function insertStarts(trx: Transaction<Tables>, rows: readonly CallRow[]): Promise<void> {
  for (const part of parts(rows)) {
    await trx
      .insertInto('calls')
      .values(part)
      .onConflict((c) => c.column('call_sid').doNothing())
      .execute();
  }
}

async function upsertTurns(trx: Transaction<Tables>, rows: readonly TurnRow[]): Promise<void> {
  for (const part of parts(rows)) {
    await trx
      .insertInto('turns')
      .values(part)
      .onConflict((c) =>
        c.columns(['call_sid', 'turn_index']).doUpdateSet((e) => ({
          turn: e.ref('excluded.turn'),
          latency_ms: e.ref('excluded.latency_ms'),
        })),
      )
      .execute();
  }
}

async function insertEvents(trx: Transaction<Tables>, rows: readonly CallEventRow[]): Promise<void> {
  for (const part of parts(rows)) await trx.insertInto('call_events').values(part).execute();
}

async function finishCall(trx: Transaction<Tables>, callSid: string, finish: FinishRow): Promise<void> {
  const row = await trx
    .selectFrom('calls')
    .select(['started_at', 'status'])
    .where('call_sid', '=', callSid)
    .executeTakeFirst();
  if (!row) throw notFound('call', callSid);
  if (row.status !== 'live') return;
  const { duration_ms, language, ...rest } = finish;
  const lasted = Math.max(0, Date.parse(finish.ended_at) - Date.parse(row.started_at));
  await trx
    .updateTable('calls')
    .set({
      ...rest,
      status: 'ended',
      duration_ms: duration_ms ?? lasted,
      ...(language === undefined ? {} : { language }),
    })
    .where('call_sid', '=', callSid)
    .where('status', '=', 'live')
    .execute();
}

function* parts<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) yield rows.slice(at, at + ROWS_PER_STATEMENT);
}
