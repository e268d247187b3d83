import { createHash } from 'node:crypto';
import { cachedAnswer } from '../../types/cache.ts';
import type {
  CacheWrite,
  StoredCacheAnswer,
  StoredCacheAudio,
  StoredCacheEntry,
  StoredCacheLabel,
  StoredCacheObservation,
  StoredCacheVector,
} from '../../types/cacheJournal.ts';
import type { JsonValue } from '../../types/json.ts';
import { readable } from './callRows.ts';
import type {
  CacheAnswerRow,
  CacheAudioRow,
  CacheEntryRow,
  CacheLabelRow,
  CacheModelRow,
  CacheObservationRow,
  CacheVectorRow,
} from './schema.ts';

/** A write in the form of its row: nothing that its owner changes later can change it. */
export type CacheRowWrite =
  | { readonly kind: 'entry'; readonly row: CacheEntryRow }
  | { readonly kind: 'answer'; readonly row: CacheAnswerRow }
  | { readonly kind: 'observation'; readonly row: CacheObservationRow }
  | { readonly kind: 'vector'; readonly row: CacheVectorRow }
  | { readonly kind: 'label'; readonly row: CacheLabelRow }
  | { readonly kind: 'model'; readonly row: CacheModelRow }
  | { readonly kind: 'used'; readonly row: CacheUseRow }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'audio'; readonly row: CacheAudioRow }
  | { readonly kind: 'remove-audio'; readonly id: string };

export type CacheUseRow = Pick<CacheEntryRow, 'id' | 'hits' | 'used_at'>;

export function rowOfWrite(write: CacheWrite): CacheRowWrite {
  switch (write.kind) {
    case 'entry':
      return { kind: 'entry', row: rowOfEntry(write.entry) };
    case 'answer': {
      const { entryId, answerId, answer, standing } = write.answer;
      const row = { entry_id: entryId, answer_id: answerId, answer: JSON.stringify(answer), standing };
      return { kind: 'answer', row };
    }
    case 'observation':
      return { kind: 'observation', row: rowOfObservation(write.observation) };
    case 'vector': {
      const { entryId, embedder, vector } = write.vector;
      return { kind: 'vector', row: { entry_id: entryId, embedder, vector: own(vector) } };
    }
    case 'label':
      return { kind: 'label', row: rowOfLabel(write.label) };
    case 'model': {
      const { workspace, workflowId, model, at } = write;
      const row = { workspace, workflow_id: workflowId, model: JSON.stringify(model), updated_at: at };
      return { kind: 'model', row };
    }
    case 'used':
      return { kind: 'used', row: { id: write.entryId, hits: write.hits, used_at: write.usedAt } };
    case 'remove':
      return { kind: 'remove', id: write.entryId };
  }
}

function rowOfEntry(entry: StoredCacheEntry): CacheEntryRow {
  const { scope } = entry;
  return {
    id: entry.id,
    workspace: scope.workspace,
    workflow_id: scope.workflowId,
    workflow_version: scope.workflowVersion,
    node_id: scope.nodeId,
    language: scope.language,
    voice: scope.voice,
    depends: scope.depends,
    context: entry.context,
    entry_key: JSON.stringify(entry.key),
    words: JSON.stringify(entry.words),
    created_at: entry.createdAt,
    used_at: entry.usedAt,
    hits: entry.hits,
    expires_at: entry.expiresAt,
  };
}

export function entryOfRow(row: CacheEntryRow): StoredCacheEntry {
  return readable('cache entry', row.id, () => ({
    id: row.id,
    scope: {
      workspace: row.workspace,
      workflowId: row.workflow_id,
      workflowVersion: row.workflow_version,
      nodeId: row.node_id,
      language: row.language,
      voice: row.voice,
      depends: row.depends,
    },
    context: row.context,
    key: JSON.parse(row.entry_key) as string,
    words: JSON.parse(row.words) as string | null,
    createdAt: row.created_at,
    usedAt: row.used_at,
    hits: row.hits,
    expiresAt: row.expires_at,
  }));
}

export function answerOfRow(row: CacheAnswerRow): StoredCacheAnswer {
  return readable('cache answer', row.answer_id, () => ({
    entryId: row.entry_id,
    answerId: row.answer_id,
    answer: cachedAnswer.parse(JSON.parse(row.answer)),
    standing: row.standing as StoredCacheAnswer['standing'],
  }));
}

function rowOfObservation(observation: StoredCacheObservation): CacheObservationRow {
  return {
    entry_id: observation.entryId,
    answer_id: observation.answerId,
    call_sid: observation.callSid,
    values_hash: observation.values,
    circumstances: observation.circumstances,
    observed_at: observation.at,
  };
}

export function observationOfRow(row: CacheObservationRow): StoredCacheObservation {
  return {
    entryId: row.entry_id,
    answerId: row.answer_id,
    callSid: row.call_sid,
    values: row.values_hash,
    circumstances: row.circumstances,
    at: row.observed_at,
  };
}

export function vectorOfRow(row: CacheVectorRow): StoredCacheVector {
  return { entryId: row.entry_id, embedder: row.embedder, vector: own(row.vector) };
}

function rowOfLabel(label: StoredCacheLabel): CacheLabelRow {
  return {
    workspace: label.workspace,
    id: label.id,
    workflow_id: label.workflowId,
    call_sid: label.callSid,
    labelled_at: label.at,
    label: JSON.stringify(label.label),
  };
}

export function labelOfRow(row: CacheLabelRow): StoredCacheLabel {
  return readable('cache label', row.id, () => ({
    id: row.id,
    workspace: row.workspace,
    workflowId: row.workflow_id,
    at: row.labelled_at,
    callSid: row.call_sid,
    label: JSON.parse(row.label) as JsonValue,
  }));
}

export function modelOfRow(row: CacheModelRow): { workflowId: string; model: JsonValue } {
  return readable('cache model of workflow', row.workflow_id, () => ({
    workflowId: row.workflow_id,
    model: JSON.parse(row.model) as JsonValue,
  }));
}

export function rowOfAudio(audio: StoredCacheAudio): CacheAudioRow {
  return {
    workspace: audio.workspace,
    id: audioId(audio.key),
    audio_key: JSON.stringify(audio.key),
    workflow_id: audio.workflowId,
    mulaw: own(audio.mulaw),
    used_at: audio.usedAt,
    hits: audio.hits,
  };
}

export function audioOfRow(row: CacheAudioRow): StoredCacheAudio {
  return readable('cache audio', row.id, () => ({
    key: JSON.parse(row.audio_key) as string,
    workspace: row.workspace,
    workflowId: row.workflow_id,
    mulaw: own(row.mulaw),
    usedAt: row.used_at,
    hits: row.hits,
  }));
}

export function audioId(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/**
 * A copy with memory of its own. A view into a pool would be sent to the SQLite thread with all of its pool, and what the
 * databases give may lie at an odd place, where no `Float32Array` can begin.
 */
function own(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
