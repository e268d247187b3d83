/** The cache as one call sees it. */
import type { CacheQuestion, CacheReply, CacheSettings, CallCache, FreshAnswer } from '../../types/cache.ts';
import { placesFor, type CacheOwner, type Looked } from './scope.ts';
import { isCallersOwn } from './lookup.ts';
import { fill } from './template.ts';
import { isShort } from './words.ts';
import type { Embedded } from './search/embedded.ts';
import { replyOf, type WorkspaceCache } from './workspaceCache.ts';
import { WORD_PLACES } from './evidence/places.ts';

export interface CallCacheOptions {
  readonly cache: WorkspaceCache;
  readonly owner: CacheOwner;
  readonly settings: CacheSettings;
  readonly callSid: string;
  /** Who calls: the number, else the call itself. Only its hash is kept. */
  readonly caller: string;
  readonly keepWords: boolean;
  /** Uniform in [0, 1): which hits are audited. */
  readonly random: () => number;
}

export function createCallCache(options: CallCacheOptions): CallCache & { over(): void } {
  const { cache, owner, settings, callSid, caller, keepWords, random } = options;
  /** What was asked last, so that a question is analysed once. */
  let last: { question: CacheQuestion; looked: Looked } | null = null;
  const keys = cache.keysFor(owner, caller);
  const audited = new WeakMap<CacheQuestion, string>();
  let ended = false;

  const look = (question: CacheQuestion): Looked => {
    if (last?.question === question) return last.looked;
    const looked = keys.of(question);
    last = { question, looked };
    return looked;
  };
  const vectorOf = ({ words, question }: Looked) =>
    settings.semantic && keepWords ? cache.embedding.vector(words, question.language) : undefined;
  const decide = (looked: Looked, vector?: Embedded): CacheReply | null =>
    cache.served(cache.decide(looked, settings, callSid, vector));

  /** A defect of the cache costs an answer from it, never the call. */
  const safely = <T>(otherwise: T, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      cache.failed(error);
      return otherwise;
    }
  };
  const later = (question: CacheQuestion): Promise<CacheReply | null> | null => {
    const looked = look(question);
    if (question.bypass !== null || !settings.semantic || !keepWords || isShort(looked.words)) return null;
    if (vectorOf(looked) || !cache.embedding.mayEmbed(question.language)) return null;
    // Only a certified workflow would serve what is found.
    const models = cache.models.models(owner, settings.wrongAmongHits);
    if (!models.embedded?.certificate || !cache.memory.scope(looked.scopeKey)) return null;
    return cache.embedding
      .request(looked.words, question.language)
      .then((vector) => (vector ? safely(null, () => decide(looked, vector)) : null));
  };

  return {
    hearing(words, language) {
      if (settings.semantic && keepWords && !isShort(words)) void cache.embedding.request(words, language);
    },
    ask: (question) =>
      safely(null, () => {
        const looked = look(question);
        return decide(looked, vectorOf(looked));
      }),
    preview: (question) =>
      safely(null, () => {
        const looked = keys.of(question);
        return replyOf(cache.previewed(looked, settings, callSid, vectorOf(looked)));
      }),
    askLater: (question) => safely(null, () => later(question)),
    learn: (question: CacheQuestion, fresh: FreshAnswer) =>
      safely(undefined, () => {
        // What a model says to a call that is over is nobody's lesson: the call may be forgotten already.
        if (ended) return;
        const served = audited.get(question) ?? null;
        cache.learn({ looked: look(question), fresh, callSid, settings, keepWords, audited: served });
      }),
    likely: (question) => safely([], () => likely(options, question)),
    audits(question, reply) {
      if (random() >= settings.auditShare) return false;
      audited.set(question, reply.answerId);
      return true;
    },
    over() {
      ended = true;
      cache.callOver(callSid);
    },
  };
}

/** Answers that have followed here, the most frequent first. */
function likely(
  { cache, owner, settings, caller }: CallCacheOptions,
  question: Omit<CacheQuestion, 'words'>,
): readonly string[] {
  if (!settings.pattern) return [];
  const looked = cache.keysFor(owner, caller).of({ ...question, words: '' });
  const scope = cache.memory.scope(looked.scopeKey);
  if (!scope) return [];
  const texts = new Set<string>();
  for (const place of placesFor(looked).slice(WORD_PLACES)) {
    const tally = cache.memory.counts.tally(place);
    const sorted = [...(tally ?? [])].sort((a, b) => b[1] - a[1]);
    for (const [id] of sorted) {
      const answer = scope.answers.get(id);
      // What is made ready is spoken aloud by a provider: one caller's answer is made for no other.
      if (!answer || isCallersOwn(looked, answer)) continue;
      const text = fill(answer.answer.template, question.slots);
      if (text) texts.add(text);
      if (texts.size >= MOST_LIKELY) return [...texts];
    }
  }
  return [...texts];
}

/** Five cover three quarters of what is said next on real telephone lines (docs/cache.md). */
const MOST_LIKELY = 5;
