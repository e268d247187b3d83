import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import type { Call, CallInfo } from '../../types/call.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import type { Turn } from '../../types/turn.ts';
import { callOfRow, decodeCursor, encodeCursor, instant, rowOfCall, turnOfText } from './callRows.ts';
import { matches, testCarriers } from './callFilter.ts';
import { commitCallWrites, type CallWrite } from './callWrites.ts';
import { notFound } from './faults.ts';
import type {
  CallEvent,
  CallFilter,
  CallFinish,
  CallPage,
  CallRepository,
  SlowTurnFilter,
  StoredSlowTurn,
} from './repositories.ts';
import type { Tables } from './schema.ts';
import { WriteQueue } from './writeQueue.ts';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;
const DAY_MS = 86_400_000;

export class KyselyCalls implements CallRepository {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #kind: 'sqlite' | 'postgres';
  readonly #queue: WriteQueue<CallWrite>;

  constructor(db: Kysely<Tables>, kind: 'sqlite' | 'postgres', clock: Clock) {
    this.#db = db;
    this.#kind = kind;
    this.#clock = clock;
    this.#queue = new WriteQueue((writes) => commitCallWrites(db, writes), clock);
  }

  async start(info: CallInfo, startedAt?: string): Promise<void> {
    await this.#queue.push({ kind: 'start', row: rowOfCall(info, this.#instant('startedAt', startedAt)) });
  }

  async finish(callSid: string, finish: CallFinish): Promise<void> {
    await this.#queue.push({
      kind: 'finish',
      callSid,
      finish: {
        ended_at: this.#instant('endedAt', finish.endedAt),
        end_reason: finish.end,
        duration_ms: finish.durationMs,
        errors: JSON.stringify(finish.errors ?? []),
        path: JSON.stringify(finish.path ?? []),
        language: finish.language,
      },
    });
  }

  async addTurn(callSid: string, turn: Turn): Promise<void> {
    await this.#queue.push({
      kind: 'turn',
      row: {
        call_sid: callSid,
        turn_index: turn.index,
        turn: JSON.stringify(turn),
        latency_ms: turn.clocks.speechEndToAudioMs,
      },
    });
  }

  async addEvents(callSid: string, events: readonly CallEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.#queue.push({
      kind: 'events',
      rows: events.map(({ seq, at, json }) => ({
        call_sid: callSid,
        seq,
        at_ms: at,
        event: JSON.stringify(json),
      })),
    });
  }

  async get(callSid: string): Promise<Call | null> {
    const row = await this.#select().where('call_sid', '=', callSid).executeTakeFirst();
    return row ? callOfRow(row) : null;
  }

  async list(filter: CallFilter = {}): Promise<CallPage> {
    const limit = filter.limit ?? DEFAULT_PAGE;
    if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) {
      throw new WeaverError('STORE_FILTER_INVALID', { field: 'limit' });
    }
    let query = this.#select().where(matches(filter));
    if (filter.cursor !== undefined) {
      const { startedAt, callSid } = decodeCursor(filter.cursor);
      query = query.where((e) =>
        e.or([
          e('started_at', '<', startedAt),
          e.and([e('started_at', '=', startedAt), e('call_sid', '<', callSid)]),
        ]),
      );
    }
    const rows = await query
      .select((e) =>
        e
          .selectFrom('turns')
          .whereRef('turns.call_sid', '=', 'calls.call_sid')
          .select((t) => t.fn.max('latency_ms').as('slowest'))
          .as('slowest_ms'),
      )
      .orderBy('started_at', 'desc')
      .orderBy('call_sid', 'desc')
      .limit(limit + 1)
      .execute();
    const calls = rows.slice(0, limit).map((row) => ({
      ...callOfRow(row),
      slowestMs: row.slowest_ms === null ? null : Number(row.slowest_ms),
    }));
    const last = rows.length > limit ? calls.at(-1) : undefined;
    return { calls, nextCursor: last ? encodeCursor(last) : null };
  }

  async turns(callSid: string): Promise<Turn[]> {
    const rows = await this.#db
      .selectFrom('turns')
      .select('turn')
      .where('call_sid', '=', callSid)
      .orderBy('turn_index')
      .execute();
    return rows.map(({ turn }) => turnOfText(callSid, turn));
  }

  async events(callSid: string): Promise<CallEvent[]> {
    const rows = await this.#db
      .selectFrom('call_events')
      .select(['seq', 'at_ms', 'event'])
      .where('call_sid', '=', callSid)
      .orderBy('seq')
      .execute();
    return rows.map(({ seq, at_ms, event }) => ({ seq, at: at_ms, json: JSON.parse(event) as JsonValue }));
  }

  async slowest({ from, origin, limit }: SlowTurnFilter): Promise<StoredSlowTurn[]> {
    const rows = await this.#db
      .selectFrom('turns')
      .innerJoin('calls', 'calls.call_sid', 'turns.call_sid')
      .select([
        'calls.call_sid',
        'calls.workflow_id',
        'calls.workflow_version',
        'calls.started_at',
        'turns.turn',
      ])
      .where('turns.latency_ms', 'is not', null)
      .where('calls.started_at', '>=', instant('from', from))
      .where('calls.carrier', origin === 'simulated' ? 'in' : 'not in', testCarriers)
      .orderBy('turns.latency_ms', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      callSid: row.call_sid,
      workflowId: row.workflow_id,
      workflowVersion: row.workflow_version,
      startedAt: row.started_at,
      turn: turnOfText(row.call_sid, row.turn),
    }));
  }

  async remove(callSid: string): Promise<void> {
    await this.flush();
    const { numDeletedRows } = await this.#db
      .deleteFrom('calls')
      .where('call_sid', '=', callSid)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw notFound('call', callSid);
    await this.#forget();
  }

  async olderThan(iso: string, workflowId?: string): Promise<string[]> {
    await this.flush();
    const rows = await this.#db
      .selectFrom('calls')
      .select('call_sid')
      .where(isOlder(instant('iso', iso), workflowId))
      .execute();
    return rows.map(({ call_sid }) => call_sid);
  }

  async withNumber(number: string): Promise<string[]> {
    await this.flush();
    const rows = await this.#db
      .selectFrom('calls')
      .select('call_sid')
      .where((e) => e.or([e('from_number', '=', number), e('to_number', '=', number)]))
      .execute();
    return rows.map(({ call_sid }) => call_sid);
  }

  async purgeOlderThan(iso: string, workflowId?: string): Promise<number> {
    const before = instant('iso', iso);
    await this.flush();
    const { numDeletedRows } = await this.#db
      .deleteFrom('calls')
      .where(isOlder(before, workflowId))
      .executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) await this.#forget();
    return Number(numDeletedRows);
  }

  async endAbandoned(startedBefore: string): Promise<number> {
    const { numUpdatedRows } = await this.#db
      .updateTable('calls')
      .set({ status: 'ended', end_reason: 'connection-lost', ended_at: this.#instant('now', undefined) })
      .where('status', '=', 'live')
      .where('started_at', '<', instant('startedBefore', startedBefore))
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  }

  flush(): Promise<void> {
    return this.#queue.flush();
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  #select() {
    return this.#db
      .selectFrom('calls')
      .selectAll('calls')
      .select((e) =>
        e
          .selectFrom('turns')
          .whereRef('turns.call_sid', '=', 'calls.call_sid')
          .select((t) => t.fn.countAll().as('count'))
          .as('turn_count'),
      );
  }

  /** SQLite has overwritten the deleted rows in its pages; the write-ahead log still holds the old ones. */
  async #forget(): Promise<void> {
    if (this.#kind === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(this.#db);
  }

  #instant(field: string, iso: string | undefined): string {
    return iso === undefined ? new Date(this.#clock.wall()).toISOString() : instant(field, iso);
  }
}

/** Calls that ended before the instant, and those still marked live that began a day before it. */
function isOlder(before: string, workflowId: string | undefined) {
  const dayBefore = new Date(Date.parse(before) - DAY_MS).toISOString();
  return (e: ExpressionBuilder<Tables, 'calls'>) => {
    const old = e.or([
      e.and([e('status', '=', 'ended'), e('ended_at', '<', before)]),
      e.and([e('status', '=', 'live'), e('started_at', '<', dayBefore)]),
    ]);
    return workflowId === undefined ? old : e.and([old, e('workflow_id', '=', workflowId)]);
  };
}
