import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { instant } from './callRows.ts';
import type { CallFilter } from './repositories.ts';
import type { Tables } from './schema.ts';

/** Their calls are tests of a flow: figures of theirs never mix with those of callers. */
export const testCarriers = ['simulator', 'browser'] as const;

/** The condition of a list of calls, without its paging. */
export function matches(filter: CallFilter) {
  return (e: ExpressionBuilder<Tables, 'calls'>): Expression<SqlBool> => {
    const conditions: Expression<SqlBool>[] = [];
    const { workflowId, workflowVersion, status, language, end, from, to } = filter;
    if (workflowId !== undefined) conditions.push(e('workflow_id', '=', workflowId));
    if (workflowVersion !== undefined) conditions.push(e('workflow_version', '=', workflowVersion));
    if (status !== undefined) conditions.push(e('status', '=', status));
    if (language !== undefined) conditions.push(e('language', '=', language));
    if (end !== undefined) conditions.push(e('end_reason', '=', end));
    if (from !== undefined) conditions.push(e('started_at', '>=', instant('from', from)));
    if (to !== undefined) conditions.push(e('started_at', '<', instant('to', to)));
    return e.and([...conditions, ...further(e, filter)]);
  };
}

function further(e: ExpressionBuilder<Tables, 'calls'>, filter: CallFilter): Expression<SqlBool>[] {
  const { origin, errors, minLatency, number } = filter;
  const conditions: Expression<SqlBool>[] = [];
  if (origin !== undefined)
    conditions.push(e('carrier', origin === 'simulated' ? 'in' : 'not in', testCarriers));
  if (errors !== undefined) conditions.push(e('errors', errors ? '<>' : '=', '[]'));
  if (minLatency !== undefined)
    conditions.push(
      e.exists(
        e
          .selectFrom('turns')
          .select('turns.call_sid')
          .whereRef('turns.call_sid', '=', 'calls.call_sid')
          .where('turns.latency_ms', '>=', minLatency),
      ),
    );
  if (number !== undefined) {
    // Nothing that `like` understands may come from outside.
    const part = `%${number.replace(/[^+0-9]/g, '')}%`;
    conditions.push(e.or([e('from_number', 'like', part), e('to_number', 'like', part)]));
  }
  return conditions;
}
