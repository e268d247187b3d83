/** What the cache would do with an utterance, and why: for people. */
import { z } from 'zod';
import type { CacheQuestion, CacheSettings } from '../../types/cache.ts';
import { featureNames, type Candidate } from './evidence/candidates.ts';
import { lookedUp, type CacheOwner } from './scope.ts';
import type { WorkspaceCache } from './workspaceCache.ts';

export const explanation = z
  .object({
    decision: z.enum(['hit', 'miss']),
    layer: z.string().nullable(),
    reason: z.string(),
    text: z.string().nullable(),
    entryId: z.string().nullable(),
    answerId: z.string().nullable(),
    /** The accept model's probability that the likeliest answer is right, and from where on it may be served. */
    score: z.number().nullable(),
    threshold: z.number().nullable(),
    embedded: z.boolean(),
    near: z.array(
      z.object({
        words: z.string().nullable(),
        answer: z.string().nullable(),
        similarity: z.number(),
        cosine: z.number().nullable(),
        spelling: z.number(),
        sameContext: z.boolean(),
        vetoes: z.array(z.string()),
        calls: z.number(),
      }),
    ),
    candidates: z.array(
      z.object({
        answer: z.string(),
        agreeing: z.number(),
        disagreeing: z.number(),
        features: z.record(z.string(), z.number()),
      }),
    ),
  })
  .meta({ id: 'CacheExplanation' });
export type Explanation = z.infer<typeof explanation>;

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
  const looked = lookedUp(owner, question, cache.language);
  const vector = settings.semantic ? await cache.embedding.request(looked.words, question.language) : null;
  const decision = cache.decide(looked, settings, '', vector ?? undefined);
  const scope = memory.scope(looked.scopeKey);
  const textOf = (answerId: string) => {
    const answer = scope?.answers.get(answerId)?.answer;
    return answer ? answer.template || `(${answer.act})` : answerId;
  };
  return {
    decision: decision.layer ? 'hit' : 'miss',
    layer: decision.layer,
    reason: decision.reason,
    text: decision.text ?? null,
    entryId: decision.entry?.row.id ?? null,
    answerId: decision.answer?.id ?? null,
    score: decision.score ?? null,
    threshold: decision.threshold ?? null,
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
    candidates: decision.candidates.slice(0, SHOWN).map((one) => ({
      answer: textOf(one.answer),
      agreeing: one.agreeing,
      disagreeing: one.disagreeing,
      features: named(one),
    })),
  };
}

function named({ features }: Candidate): Record<string, number> {
  return Object.fromEntries(featureNames.map((name, i) => [name, round(features[i] ?? 0)]));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
