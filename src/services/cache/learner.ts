/** What a generated answer teaches: a label for what the cache would have said, and an observation. Off the call path. */
import { randomUUID } from 'node:crypto';
import type { CacheSettings, CachedAnswer, FreshAnswer } from '../../types/cache.ts';
import type { CacheWrite, StoredCacheEntry } from '../../types/cacheJournal.ts';
import type { JsonValue } from '../../types/json.ts';
import { classOf, type AgreementOptions } from './agreement.ts';
import { keptCandidates, type VerifiedLabel } from './accept/storedLabel.ts';
import { isPrivate, keepable } from './keepable.ts';
import { evidenceFor, exactEvidence } from './lookup.ts';
import type { Embedded } from './search/embedded.ts';
import type { CacheMemory } from './memory.ts';
import { bytesOf } from './vectorBytes.ts';
import { shortHash } from './hash.ts';
import type { Looked } from './scope.ts';

export interface Lesson {
  readonly looked: Looked;
  readonly fresh: FreshAnswer;
  readonly callSid: string;
  readonly settings: CacheSettings;
  /** Whether callers' words may be written down. */
  readonly keepWords: boolean;
  /** The class that was served before the answer was generated as well. */
  readonly audited: string | null;
}

export interface LearnerParts extends AgreementOptions {
  readonly memory: CacheMemory;
  readonly now: () => string;
}

export interface Learned {
  readonly writes: readonly CacheWrite[];
  readonly label: VerifiedLabel | null;
  readonly refused: (ReturnType<typeof keepable> & { ok: false }) | null;
  readonly entryId: string | null;
  /** Whether the class that was served is the model's; null: nothing was served, or the answer has no class. */
  readonly auditRight: boolean | null;
}

/** Memory is changed here; `writes` are for the journal. */
export async function learn(lesson: Lesson, parts: LearnerParts): Promise<Learned> {
  const { looked, fresh } = lesson;
  const { question, scopeKey } = looked;
  const { memory, language, embedding } = parts;
  if (question.bypass !== null || isPrivate(question.words, question))
    return { writes: [], label: null, refused: null, entryId: null, auditRight: null };
  const vector = lesson.keepWords ? await embedding.request(looked.words, question.language) : null;
  const kept = keepable(question, fresh, language);
  const known = memory.scope(scopeKey)?.answers.values() ?? [];
  const answer = kept.ok ? kept.answer : null;
  const answerId = answer ? await classOf(answer, known, question.language, parts) : null;
  // After the last await: what follows happens at once, so that a label never knows its own lesson.
  const label = labelOf(lesson, parts, answerId, vector);
  const writes: CacheWrite[] = label ? [labelWrite(label, lesson, parts)] : [];
  const { audited } = lesson;
  const auditRight = audited === null || answerId === null ? null : answerId === audited;
  if (!kept.ok || !answer || answerId === null)
    return { writes, label, refused: kept.ok ? null : kept, entryId: null, auditRight };
  const entryId = observe(lesson, parts, { answer, answerId, vector }, writes);
  return { writes, label, refused: null, entryId, auditRight };
}

/** null: the cache had nothing to say, and nothing can be learned about it. */
function labelOf(
  { looked, callSid, audited }: Lesson,
  { memory, language }: LearnerParts,
  answerId: string | null,
  vector: Embedded | null,
): VerifiedLabel | null {
  const context = { memory, language, callSid };
  const plain = evidenceFor(looked, context).candidates;
  const embedded = vector ? evidenceFor(looked, context, vector).candidates : null;
  if (plain.length === 0 && (embedded?.length ?? 0) === 0) return null;
  const top = exactEvidence(looked, context);
  return {
    callSid,
    plain: keptCandidates(plain, answerId),
    embedded: embedded && keptCandidates(embedded, answerId),
    exact: top ? [top.agreeing, top.disagreeing, top.answerId === answerId] : null,
    audit: audited !== null,
    by: 'agreement',
    version: looked.owner.workflowVersion,
    embedder: vector?.by ?? '',
  };
}

function labelWrite(label: VerifiedLabel, { looked, callSid }: Lesson, { now }: LearnerParts): CacheWrite {
  const { callSid: _call, ...rest } = label;
  const { workspace, workflowId } = looked.owner;
  const json = rest as unknown as JsonValue;
  return {
    kind: 'label',
    label: { id: randomUUID(), workspace, workflowId, at: now(), callSid, label: json },
  };
}

interface Observed {
  readonly answer: CachedAnswer;
  readonly answerId: string;
  readonly vector: Embedded | null;
}

function observe(
  { looked, callSid, settings, keepWords }: Lesson,
  { memory, now }: LearnerParts,
  { answer, answerId, vector }: Observed,
  writes: CacheWrite[],
): string {
  const { scopeKey, scope, context, key, heard } = looked;
  const id = entryIdOf(looked);
  const at = now();
  const known = memory.entries.get(id);
  const before = known?.row;
  const approved = [...(known?.answers.values() ?? [])].some(({ standing }) => standing === 'authored');
  const row: StoredCacheEntry = {
    id,
    scope,
    context,
    key,
    words: keepWords ? heard : null,
    createdAt: before?.createdAt ?? at,
    usedAt: at,
    hits: before?.hits ?? 0,
    expiresAt: approved ? null : expiryAfter(at, settings.ttlDays),
  };
  if (answer.template !== '') memory.worded(answer.template, answerId);
  const entry = memory.putEntry(row, scopeKey, vector ?? undefined);
  writes.push({ kind: 'entry', entry: row });
  if (!entry.answers.has(answerId)) {
    const stored = { entryId: id, answerId, answer, standing: 'learned' } as const;
    memory.putAnswer(stored);
    writes.push({ kind: 'answer', answer: stored });
  }
  const observation = {
    entryId: id,
    answerId,
    callSid,
    values: looked.values,
    circumstances: JSON.stringify(looked.circumstances),
    at,
  };
  memory.observe(observation);
  writes.push({ kind: 'observation', observation });
  if (vector)
    writes.push({
      kind: 'vector',
      vector: { entryId: id, embedder: vector.by, vector: bytesOf(vector.vector) },
    });
  return id;
}

/** Approved answers never end. */
function expiryAfter(at: string, days: number): string {
  return new Date(Date.parse(at) + days * 86_400_000).toISOString();
}

export function entryIdOf({ scopeKey, context, key }: Looked): string {
  return shortHash([scopeKey, context, key].join('\u001f'));
}
