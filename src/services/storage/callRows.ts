import { call, type Call, type CallInfo } from '../../types/call.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { turn, type Turn } from '../../types/turn.ts';
import type { CallRow } from './schema.ts';

export function rowOfCall(info: CallInfo, startedAt: string): CallRow {
  return {
    call_sid: info.callSid,
    workflow_id: info.workflowId,
    workflow_version: info.workflowVersion,
    transport: info.transport,
    carrier: info.carrier,
    direction: info.direction,
    // PostgreSQL's text has no NUL; a carrier's header might.
    from_number: info.from.replaceAll('\0', ''),
    to_number: info.to.replaceAll('\0', ''),
    language: info.language,
    status: 'live',
    started_at: startedAt,
    ended_at: null,
    duration_ms: null,
    end_reason: null,
    errors: '[]',
    path: '[]',
  };
}

/** `turn_count` comes from a count: bigint, as text, on PostgreSQL. */
export function callOfRow(row: CallRow & { turn_count: number | string | bigint | null }): Call {
  return readable('call', row.call_sid, () =>
    call.parse({
      callSid: row.call_sid,
      transport: row.transport,
      carrier: row.carrier,
      direction: row.direction,
      from: row.from_number,
      to: row.to_number,
      workflowId: row.workflow_id,
      workflowVersion: row.workflow_version,
      language: row.language,
      status: row.status,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      durationMs: row.duration_ms,
      end: row.end_reason,
      turnCount: Number(row.turn_count ?? 0),
      errors: JSON.parse(row.errors),
      path: JSON.parse(row.path),
    }),
  );
}

export function turnOfText(callSid: string, text: string): Turn {
  return readable('turn of call', callSid, () => turn.parse(JSON.parse(text)));
}

/** What a stored row says; raises `STORE_CORRUPT` when it cannot be read. */
export function readable<T>(kind: string, id: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    // What is wrong in a row may quote a caller: the cause is only named.
    const reason = cause instanceof Error ? cause.name : 'unknown';
    throw new WeaverError('STORE_CORRUPT', { kind, id, reason });
  }
}

/** Ours has milliseconds and Z, so that instants order as text. */
export function instant(field: string, iso: string): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) throw new WeaverError('STORE_FILTER_INVALID', { field });
  return new Date(ms).toISOString();
}

export interface Cursor {
  readonly startedAt: string;
  readonly callSid: string;
}

export function encodeCursor({ startedAt, callSid }: Cursor): string {
  return Buffer.from(JSON.stringify([startedAt, callSid])).toString('base64url');
}

export function decodeCursor(text: string): Cursor {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === 2) {
      const [startedAt, callSid]: unknown[] = parts;
      if (typeof startedAt === 'string' && typeof callSid === 'string' && !callSid.includes('\0')) {
        return { startedAt: instant('cursor', startedAt), callSid };
      }
    }
  } catch {
    // Not base64 of JSON: refused below like any other stranger.
  }
  throw new WeaverError('STORE_CURSOR_INVALID');
}
