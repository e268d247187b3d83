/** Small valid values of what the response cache writes down. */
import type { CacheScope } from '../../../src/types/cache.ts';
import type {
  StoredCacheAnswer,
  StoredCacheAudio,
  StoredCacheEntry,
  StoredCacheLabel,
  StoredCacheObservation,
} from '../../../src/types/cacheJournal.ts';

const AT = '2026-11-01T10:00:00.000Z';

export function sampleEntry(
  id: string,
  scope: Partial<CacheScope> = {},
  changes: Partial<StoredCacheEntry> = {},
): StoredCacheEntry {
  return {
    id,
    scope: {
      workspace: 'default',
      workflowId: 'wf_1',
      workflowVersion: 1,
      nodeId: 'ask',
      language: 'zh-HK',
      voice: '',
      depends: 'hash of nothing',
      ...scope,
    },
    context: '',
    key: '我想預約',
    words: '我想預約。',
    createdAt: AT,
    usedAt: AT,
    hits: 0,
    expiresAt: null,
    ...changes,
  };
}

export function sampleAnswer(
  entryId: string,
  answerId: string,
  standing: StoredCacheAnswer['standing'] = 'learned',
): StoredCacheAnswer {
  const answer = { template: '好，{{ sayTime(time, lang) }}？', act: null, slots: ['time'] };
  return { entryId, answerId, answer, standing };
}

export function sampleObservation(
  entryId: string,
  answerId: string,
  callSid: string,
  values = 'hash',
): StoredCacheObservation {
  return { entryId, answerId, callSid, values, circumstances: `after ${values}`, at: AT };
}

export function sampleLabel(id: string, changes: Partial<StoredCacheLabel> = {}): StoredCacheLabel {
  return {
    id,
    workspace: 'default',
    workflowId: 'wf_1',
    at: AT,
    callSid: 'CA1',
    label: { features: [0.25, 1], same: true },
    ...changes,
  };
}

export function sampleAudio(key: string, changes: Partial<StoredCacheAudio> = {}): StoredCacheAudio {
  return {
    key,
    workspace: 'default',
    workflowId: 'wf_1',
    mulaw: new Uint8Array(100).fill(0xff),
    usedAt: AT,
    hits: 1,
    ...changes,
  };
}
