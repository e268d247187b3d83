import type { Transaction } from 'kysely';
import type { CachePurge, CachePurged } from '../../types/cacheJournal.ts';
import { IDS_PER_STATEMENT, parts } from './cacheParts.ts';
import type { Tables } from './schema.ts';

type Trx = Transaction<Tables>;

/** Whether it says anything but the workspace. An empty list does: it names nothing, and nothing is forgotten. */
export function saysWhat(what: CachePurge): boolean {
  const { workflowId, workflowVersion, nodeId, entryIds, callSids, all } = what;
  return [workflowId, workflowVersion, nodeId, entryIds, callSids, all].some((field) => field !== undefined);
}

export async function purgeCache(trx: Trx, what: CachePurge): Promise<CachePurged> {
  if (what.callSids) {
    const { entryIds, observations } = await forgetCalls(trx, what, what.callSids);
    // A label knows its workflow but not its place in it: it cannot match a narrower purge.
    const labels = isNarrow(what) ? 0 : await removeLabels(trx, what, what.callSids);
    return { entryIds, observations, labels, audio: 0 };
  }
  const { entryIds, observations } = await removeEntries(trx, what);
  if (isNarrow(what)) return { entryIds, observations, labels: 0, audio: 0 };
  const labels = await removeLabels(trx, what);
  await removeModels(trx, what);
  return { entryIds, observations, labels, audio: await removeAudio(trx, what) };
}

/** Less than a whole workflow. What holds for all of its versions and nodes is left then. */
function isNarrow({ workflowVersion, nodeId, entryIds }: CachePurge): boolean {
  return workflowVersion !== undefined || nodeId !== undefined || entryIds !== undefined;
}

async function removeEntries(trx: Trx, what: CachePurge) {
  const entryIds: string[] = [];
  let observations = 0;
  for (const ids of entryParts(what)) {
    const { count } = await trx
      .selectFrom('cache_observations')
      .select((e) => e.fn.countAll<number | string>().as('count'))
      .where('entry_id', 'in', idsInScope(trx, what, ids))
      .executeTakeFirstOrThrow();
    observations += Number(count);
    const removed = await trx
      .deleteFrom('cache_entries')
      .where('id', 'in', idsInScope(trx, what, ids))
      .returning('id')
      .execute();
    for (const { id } of removed) entryIds.push(id);
  }
  return { entryIds, observations };
}

async function forgetCalls(trx: Trx, what: CachePurge, callSids: readonly string[]) {
  const touched = new Set<string>();
  let observations = 0;
  for (const ids of entryParts(what)) {
    for (const sids of parts(callSids, IDS_PER_STATEMENT)) {
      const removed = await trx
        .deleteFrom('cache_observations')
        .where('call_sid', 'in', sids)
        .where('entry_id', 'in', idsInScope(trx, what, ids))
        .returning('entry_id')
        .execute();
      observations += removed.length;
      for (const { entry_id } of removed) touched.add(entry_id);
    }
  }
  const entryIds = await removeUnsupported(trx, [...touched]);
  await removeUnsupportedAnswers(trx, [...touched]);
  return { entryIds, observations };
}

/** Answers of these entries that no call got any more, and that no operator has judged: their wording was the calls' own. */
async function removeUnsupportedAnswers(trx: Trx, touched: readonly string[]): Promise<void> {
  for (const part of parts(touched, IDS_PER_STATEMENT))
    await trx
      .deleteFrom('cache_answers')
      .where('entry_id', 'in', part)
      .where('standing', '=', 'learned')
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('cache_observations')
              .select('cache_observations.call_sid')
              .whereRef('cache_observations.entry_id', '=', 'cache_answers.entry_id')
              .whereRef('cache_observations.answer_id', '=', 'cache_answers.answer_id'),
          ),
        ),
      )
      .execute();
}

/** Of these entries, those that no call is evidence of any more, and that no operator has judged. */
async function removeUnsupported(trx: Trx, touched: readonly string[]): Promise<string[]> {
  const entryIds: string[] = [];
  for (const part of parts(touched, IDS_PER_STATEMENT)) {
    const removed = await trx
      .deleteFrom('cache_entries')
      .where('id', 'in', part)
      .where('id', 'not in', (e) =>
        e.selectFrom('cache_observations').select('entry_id').where('entry_id', 'in', part),
      )
      .where('id', 'not in', (e) =>
        e
          .selectFrom('cache_answers')
          .select('entry_id')
          .where('entry_id', 'in', part)
          .where('standing', 'in', ['authored', 'reported']),
      )
      .returning('id')
      .execute();
    for (const { id } of removed) entryIds.push(id);
  }
  return entryIds;
}

/** `null`: whatever the entry. */
function entryParts({ entryIds }: CachePurge): Iterable<string[] | null> {
  return entryIds ? parts(entryIds, IDS_PER_STATEMENT) : [null];
}

function idsInScope(trx: Trx, what: CachePurge, ids: readonly string[] | null) {
  const { workflowId, workflowVersion, nodeId } = what;
  let query = trx.selectFrom('cache_entries').select('id').where('workspace', '=', what.workspace);
  if (workflowId !== undefined) query = query.where('workflow_id', '=', workflowId);
  if (workflowVersion !== undefined) query = query.where('workflow_version', '=', workflowVersion);
  if (nodeId !== undefined) query = query.where('node_id', '=', nodeId);
  if (ids !== null) query = query.where('id', 'in', ids);
  return query;
}

async function removeLabels(trx: Trx, what: CachePurge, callSids?: readonly string[]): Promise<number> {
  let removed = 0;
  for (const sids of callSids ? parts(callSids, IDS_PER_STATEMENT) : [null]) {
    let query = trx.deleteFrom('cache_labels').where('workspace', '=', what.workspace);
    if (what.workflowId !== undefined) query = query.where('workflow_id', '=', what.workflowId);
    if (sids !== null) query = query.where('call_sid', 'in', sids);
    const { numDeletedRows } = await query.executeTakeFirstOrThrow();
    removed += Number(numDeletedRows);
  }
  return removed;
}

async function removeModels(trx: Trx, what: CachePurge): Promise<void> {
  let query = trx.deleteFrom('cache_models').where('workspace', '=', what.workspace);
  if (what.workflowId !== undefined) query = query.where('workflow_id', '=', what.workflowId);
  await query.execute();
}

async function removeAudio(trx: Trx, what: CachePurge): Promise<number> {
  let query = trx.deleteFrom('cache_audio').where('workspace', '=', what.workspace);
  if (what.workflowId !== undefined) query = query.where('workflow_id', '=', what.workflowId);
  const { numDeletedRows } = await query.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
