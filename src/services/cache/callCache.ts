/** The cache as one call sees it. */
import type { CacheQuestion, CacheReply, CacheSettings, CallCache, FreshAnswer } from '../../types/cache.ts';
import type { CacheOwner, Looked } from './scope.ts';
import { isCallersOwn } from './lookup.ts';
import { fill } from './template.ts';
import { isShort } from './words.ts';
import type { Embedded } from './search/embedded.ts';
import type { WorkspaceCache } from './workspaceCache.ts';
import { EXACT_PLACE } from './evidence/places.ts';

export interface CallCacheOptions {
  readonly cache: WorkspaceCache;
  readonly owner: CacheOwner;
  readonly settings: CacheSettings;
  readonly callSid: string;
  readonly keepWords: boolean;
  /** Uniform in [0, 1): which hits are audited. */
  readonly random: () => number;
}

export function createCallCache(options: CallCacheOptions): CallCache & { over(): void } {
  const { cache, owner, settings, callSid, keepWords, random } = options;
  /** What was asked last, so that a question is analysed once. */
  let last: { question: CacheQuestion; looked: Looked } | null = null;
  let audited: CacheReply | null = null;

  const look = (question: CacheQuestion): Looked => {
    if (last?.question === question) return last.looked;
    const looked = cache.lookedUp(owner, question);
    last = { question, looked };
    return looked;
  };
  const vectorOf = ({ words, question }: Looked) =>
    settings.semantic && keepWords ? cache.embedding.vector(words, question.language) : undefined;
  const decide = (looked: Looked, vector?: Embedded): CacheReply | null =>
    cache.served(cache.decide(looked, settings, callSid, vector));

  return {
    hearing(words, language) {
      if (settings.semantic && keepWords && !isShort(words)) void cache.embedding.request(words, language);
    },
    ask(question) {
      const looked = look(question);
      return decide(looked, vectorOf(looked));
    },
    askLater(question) {
      const looked = look(question);
      if (question.bypass !== null || !settings.semantic || !keepWords || isShort(looked.words)) return null;
      if (vectorOf(looked) || !cache.embedding.mayEmbed(question.language)) return null;
      // Only a certified workflow would serve what is found.
      const models = cache.models.models(owner.workflowId, settings.wrongAmongHits);
      if (!models.embedded?.certificate || !cache.memory.scope(looked.scopeKey)) return null;
      return cache.embedding
        .request(looked.words, question.language)
        .then((vector) => (vector ? decide(looked, vector) : null));
    },
    learn(question: CacheQuestion, fresh: FreshAnswer) {
      const before = audited;
      audited = null;
      cache.learn({
        looked: look(question),
        fresh,
        callSid,
        settings,
        keepWords,
        audited: before ? before.answerId : null,
      });
    },
    likely: (question) => likely(cache, owner, question, settings),
    audits(reply) {
      if (random() >= settings.auditShare) return false;
      audited = reply;
      return true;
    },
    over: () => cache.memory.callOver(callSid),
  };
}

/** Answers that have followed here, the most frequent first. */
function likely(
  cache: WorkspaceCache,
  owner: CacheOwner,
  question: Omit<CacheQuestion, 'words'>,
  settings: CacheSettings,
): readonly string[] {
  if (!settings.pattern) return [];
  const looked = cache.lookedUp(owner, { ...question, words: '' });
  const scope = cache.memory.scope(looked.scopeKey);
  if (!scope) return [];
  const texts = new Set<string>();
  for (const place of looked.places.slice(EXACT_PLACE + 2)) {
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
