/** What the cache would do with an utterance, and why: for people. */
import type { Explanation } from '../../types/apiCache.ts';
import type { CacheQuestion, CacheSettings } from '../../types/cache.ts';
import { featureNames, type Candidate } from './evidence/candidates.ts';
import { lookUp, type Decision } from './lookup.ts';
import type { CacheOwner } from './scope.ts';
import type { WorkspaceCache } from './workspaceCache.ts';

export type { Explanation };

const SHOWN = 10;

export interface ExplainOptions {
  readonly owner: CacheOwner;
  readonly question: CacheQuestion;
  readonly settings: CacheSettings;
}

/** Waits for an embedding, unlike a call. */
export async function explain(
  cache: WorkspaceCache,
  { owner, question, settings }: ExplainOptions,
): Promise<Explanation> {
  const { memory } = cache;
  const looked = cache.keysFor(owner, 'nobody').of(question);
  const vector = settings.semantic ? await cache.embedding.request(looked.words, question.language) : null;
  const models = cache.models.models(owner, settings.wrongAmongHits, vector?.by);
  const { agreeing } = models;
  // Not `cache.decide`: what operators ask is not counted among what callers ask.
  const decision = lookUp(
    looked,
    { memory, language: cache.language, settings, models, agreeing, callSid: '' },
    vector ?? undefined,
  );
  const scope = memory.scope(looked.scopeKey);
  const textOf = (answerId: string) => {
    const answer = scope?.answers.get(answerId)?.answer;
    return answer ? answer.template || `(${answer.act})` : answerId;
  };
  return {
    decision: decision.layer ? 'hit' : 'miss',
    layer: decision.layer,
    reason: decision.reason,
    bypass: question.bypass,
    text: decision.text ?? null,
    entryId: decision.entry?.row.id ?? null,
    answerId: decision.answer?.id ?? null,
    score: decision.score ?? null,
    threshold: decision.threshold ?? null,
    agreeing: agreeing === Infinity ? null : agreeing,
    embedded: vector !== null,
    near: decision.neighbours.slice(0, SHOWN).map((near) => {
      const [top] = [...(memory.counts.tally(near.place) ?? [])].sort((a, b) => b[1] - a[1]);
      return {
        words: memory.at(near.place)?.row.words ?? null,
        answer: top ? textOf(top[0]) : null,
        similarity: round(near.similarity),
        cosine: near.dense === null ? null : round(near.dense),
        spelling: round(near.lexical),
        sameContext: near.sameContext,
        vetoes: [...near.vetoes],
        calls: memory.counts.total(near.place),
      };
    }),
    candidates: likeliest(decision)
      .slice(0, SHOWN)
      .map((one) => ({
        answer: textOf(one.answer),
        agreeing: one.agreeing,
        disagreeing: one.disagreeing,
        features: named(one),
      })),
  };
}

/** Without a model of what is likely, what most calls agree on comes first. */
function likeliest({ best, candidates }: Decision): Candidate[] {
  return [...candidates].sort(
    (a, b) =>
      Number(b === best) - Number(a === best) ||
      b.agreeing - a.agreeing ||
      b.nearest - a.nearest ||
      Number(b.byWords) - Number(a.byWords),
  );
}

function named({ features }: Candidate): Record<string, number> {
  return Object.fromEntries(featureNames.map((name, i) => [name, round(features[i] ?? 0)]));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
