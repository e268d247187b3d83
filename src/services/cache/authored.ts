/** Answers that a flow's author wrote or an operator approved: served from the first call on. */
import type { CacheQuestion, CachedAnswer } from '../../types/cache.ts';
import type { CacheWrite, StoredCacheAnswer, StoredCacheEntry } from '../../types/cacheJournal.ts';
import { answerId } from './agreement.ts';
import { entryIdOf } from './learner.ts';
import type { CacheOwner } from './scope.ts';
import type { WorkspaceCache } from './workspaceCache.ts';

export interface AuthoredAnswer {
  readonly owner: CacheOwner;
  /** Where and after what: as the call would ask. */
  readonly question: CacheQuestion;
  readonly answer: CachedAnswer;
}

/** Puts it in; resolves when it is committed. */
export async function authored(
  cache: WorkspaceCache,
  { owner, question, answer }: AuthoredAnswer,
): Promise<{ entryId: string; answerId: string }> {
  const looked = cache.keysFor(owner, 'nobody').of(question);
  const id = entryIdOf(looked);
  const at = cache.now();
  const entry: StoredCacheEntry = {
    id,
    scope: looked.scope,
    context: looked.context,
    key: looked.key,
    words: looked.heard,
    createdAt: at,
    usedAt: at,
    hits: 0,
    expiresAt: null,
  };
  const stored: StoredCacheAnswer = { entryId: id, answerId: answerId(answer), answer, standing: 'authored' };
  const writes: CacheWrite[] = [
    { kind: 'entry', entry },
    { kind: 'answer', answer: stored },
  ];
  cache.memory.putEntry(entry, looked.scopeKey);
  cache.memory.putAnswer(stored);
  await cache.author(writes);
  return { entryId: id, answerId: stored.answerId };
}
