/** What the cache would answer, and why: the layers in order, from the surest. */
import type { CacheLayer, CacheSettings } from '../../types/cache.ts';
import { judge, type AcceptModel } from './accept/acceptModel.ts';
import type { CacheLanguage } from './cacheLanguage.ts';
import { binomialTail, LEVEL } from './accept/certificate.ts';
import type { OwnTally } from './evidence/counts.ts';
import { WORD_PLACES } from './evidence/places.ts';
import { isEverybodys } from './callers.ts';
import { conflictOf, alike } from './conflict.ts';
import { candidatesOf, type Candidate } from './evidence/candidates.ts';
import type { Neighbour } from './evidence/neighbour.ts';
import { isPrivate } from './keepable.ts';
import type { Embedded } from './search/embedded.ts';
import type { CacheMemory, Entry, KnownAnswer } from './memory.ts';
import { placesFor, type Looked } from './scope.ts';
import { fill } from './template.ts';
import { isShort } from './words.ts';

/** Calls that must agree before their answer is served to the same words. */
export const AGREEING = 3;
/** Fewer calls than this are no pattern, whatever the bound. */
const PATTERN_CALLS = 10;
/** Acts of the agent after which the same words must have got the same answer before it counts after any act. */
const CONTEXTS = 3;
const SHORT_CONTEXTS = 5;

export type MissReason =
  | 'bypass'
  | 'private-question'
  | 'nothing-known'
  | 'layer-off'
  | 'too-few-agree'
  | 'not-certified'
  | 'below-threshold'
  | 'below-floor'
  | 'vetoed'
  | 'pattern-alone'
  | 'reported'
  | 'callers-own'
  | 'value-missing';

export interface Decision {
  readonly layer: CacheLayer | null;
  readonly reason: MissReason | 'authored' | 'agreeing-calls' | 'certified';
  readonly answer?: KnownAnswer;
  readonly entry?: Entry;
  readonly text?: string;
  readonly score?: number;
  readonly threshold?: number;
  readonly candidates: readonly Candidate[];
  readonly best?: Candidate;
  readonly neighbours: readonly Neighbour[];
}

export interface LookupContext {
  readonly memory: CacheMemory;
  readonly language: CacheLanguage;
  readonly settings: CacheSettings;
  /** With an embedding and without; null: not certified. */
  readonly models: { readonly embedded: AcceptModel | null; readonly plain: AcceptModel | null };
  /** Raised above {@link AGREEING} when audits say that the exact layer errs. */
  readonly agreeing: number;
  readonly callSid: string;
}

export function lookUp(looked: Looked, context: LookupContext, embedded?: Embedded): Decision {
  const { question } = looked;
  if (question.bypass !== null) return miss('bypass');
  if (isPrivate(question.words, question)) return miss('private-question');
  if (!context.memory.scope(looked.scopeKey)) return miss('nothing-known');
  return exact(looked, context) ?? pattern(looked, context) ?? byEvidence(looked, context, embedded);
}

/** The very words: right after the same act of the agent, else after several acts with always the same answer. */
function exact(looked: Looked, context: LookupContext): Decision | null {
  const { memory, callSid } = context;
  const own = memory.own(callSid);
  const entry = memory.at(looked.place);
  const authored = [...(entry?.answers.values() ?? [])].find(({ standing }) => standing === 'authored');
  if (authored)
    return offer(looked, context, { answerId: authored.answerId, entry, layer: 'exact', reason: 'authored' });
  const same = memory.sameWords(looked.scopeKey, looked.key);
  if (same.size === 0) return null;
  const here = entry && agreed([entry], context, own);
  if (here)
    return offer(looked, context, { answerId: here, entry, layer: 'exact', reason: 'agreeing-calls' });
  // "Yes" is another answer after every question; a whole question seldom is.
  if (looked.elliptical || same.size < (isShort(looked.words) ? SHORT_CONTEXTS : CONTEXTS)) return null;
  const anywhere = agreed([...same], context, own);
  if (anywhere === null) return null;
  return offer(looked, context, { answerId: anywhere, entry, layer: 'exact', reason: 'agreeing-calls' });
}

/** What the exact layer has to go by, for a label: the answer most calls got, they, and those that got another. */
export function exactEvidence(
  looked: Looked,
  { memory, callSid }: Pick<LookupContext, 'memory' | 'callSid'>,
): { answerId: string; agreeing: number; disagreeing: number } | null {
  const own = memory.own(callSid);
  const entry = memory.at(looked.place);
  const same = memory.sameWords(looked.scopeKey, looked.key);
  const here = entry && memory.counts.total(entry.place, own) > 0 ? [entry] : [...same];
  const tally = tallyOf(here, memory, own);
  const total = [...tally.values()].reduce((sum, count) => sum + count, 0);
  const [top] = [...tally].sort((a, b) => b[1] - a[1]);
  return top && top[1] > 0 ? { answerId: top[0], agreeing: top[1], disagreeing: total - top[1] } : null;
}

function tallyOf(
  entries: readonly Entry[],
  memory: CacheMemory,
  own: OwnTally | undefined,
): Map<string, number> {
  const tally = new Map<string, number>();
  for (const { place, answers } of entries)
    for (const { answerId, standing } of answers.values())
      // What is reported has no evidence left.
      if (standing !== 'reported')
        tally.set(answerId, (tally.get(answerId) ?? 0) + memory.counts.count(place, answerId, own));
  return tally;
}

/** The answer on which enough calls agree over all these entries; null: they do not. */
function agreed(entries: readonly Entry[], context: LookupContext, own: OwnTally | undefined): string | null {
  const { memory, settings, agreeing } = context;
  const total = entries.reduce((sum, { place }) => sum + memory.counts.total(place, own), 0);
  for (const [answerId, count] of tallyOf(entries, memory, own))
    if (count >= agreeing && total - count <= Math.floor(count * settings.wrongAmongHits)) return answerId;
  return null;
}

function offer(looked: Looked, context: LookupContext, what: Offer): Decision {
  return serve(looked, context, what, { candidates: [], neighbours: [] });
}

/**
 * What has followed here so often, whatever callers said, that the share of other answers is within the bound with the
 * certificate's confidence. Only words that differ in values from what was said then (a name, a number): not what denies or
 * asks something else.
 */
function pattern(looked: Looked, context: LookupContext): Decision | null {
  const { memory, language, settings, callSid } = context;
  const own = memory.own(callSid);
  for (const place of placesFor(looked).slice(WORD_PLACES)) {
    const total = memory.counts.total(place, own);
    if (total < PATTERN_CALLS) continue;
    for (const answerId of memory.counts.tally(place)?.keys() ?? []) {
      const wrong = total - memory.counts.count(place, answerId, own);
      if (
        wrong > total * settings.wrongAmongHits ||
        binomialTail(wrong, total, settings.wrongAmongHits) > LEVEL
      )
        continue;
      const samples = memory.samples(looked.scopeKey, looked.context, answerId);
      const kin = samples.some(
        (words) =>
          alike(looked.words, words) &&
          language.vetoes(looked.words, words, looked.question.language).every((kind) => VALUES.has(kind)),
      );
      if (kin)
        return offer(looked, context, {
          answerId,
          entry: memory.at(looked.place),
          layer: 'pattern',
          reason: 'certified',
        });
    }
  }
  return null;
}

/** Neighbours, and what usually follows, weighed by the accept model. */
function byEvidence(looked: Looked, context: LookupContext, embedded?: Embedded): Decision {
  const { memory, settings, models, callSid } = context;
  const seen = evidenceFor(looked, context, embedded);
  const { candidates } = seen;
  if (candidates.length === 0) return miss('nothing-known', seen);
  const model = embedded ? models.embedded : models.plain;
  const certificate = model?.certificate;
  if (!model || !certificate) {
    const entry = memory.at(looked.place);
    const known = entry !== undefined && memory.counts.total(entry.place, memory.own(callSid)) > 0;
    return miss(known ? 'too-few-agree' : 'not-certified', seen);
  }
  const { best: index, score } = judge(model, candidates);
  const best = candidates[index]!;
  const found = { ...seen, best, score, threshold: certificate.threshold };
  if (score < certificate.threshold) return miss('below-threshold', found);
  // The pattern answers by its own evidence only.
  if (!best.byWords) return miss('pattern-alone', found);
  const layer = best.agreeing > 0 ? 'exact' : 'semantic';
  if (layer === 'semantic' && best.nearest <= 0) return miss('vetoed', found);
  if (layer === 'semantic' && cosineOf(best, found.neighbours) < settings.similarityFloor)
    return miss('below-floor', found);
  const entry = memory.at(looked.place);
  return serve(looked, context, { answerId: best.answer, entry, layer, reason: 'certified' }, found);
}

interface Seen {
  readonly candidates: readonly Candidate[];
  readonly neighbours: readonly Neighbour[];
  readonly best?: Candidate;
  readonly score?: number;
  readonly threshold?: number;
}

/** Also for labels: what the cache would have had to go by. */
export function evidenceFor(
  looked: Looked,
  { memory, language, callSid }: Pick<LookupContext, 'memory' | 'language' | 'callSid'>,
  embedded?: Embedded,
): { candidates: Candidate[]; neighbours: Neighbour[] } {
  const { question } = looked;
  const neighbours =
    memory.scope(looked.scopeKey)?.search.search({
      words: looked.words,
      context: looked.context,
      embedded,
      conflict: (heard, remembered, byMeaning) =>
        conflictOf(heard, remembered, question.language, language, byMeaning),
    }) ?? [];
  const own = memory.own(callSid);
  return {
    candidates: candidatesOf({ counts: memory.counts, own, places: placesFor(looked), neighbours }),
    neighbours,
  };
}

interface Offer {
  readonly answerId: string;
  readonly entry: Entry | undefined;
  readonly layer: CacheLayer;
  readonly reason: 'authored' | 'agreeing-calls' | 'certified';
}

/** The last checks, which hold for every layer: not reported, not somebody else's, every slot has a value. */
function serve(looked: Looked, { memory, settings }: LookupContext, offer: Offer, seen: Seen): Decision {
  const { answerId, entry, layer, reason } = offer;
  const answer = memory.scope(looked.scopeKey)?.answers.get(answerId);
  if (!answer) return miss('nothing-known', seen);
  const reported = [...memory.sameWords(looked.scopeKey, looked.key)].some(
    ({ answers }) => answers.get(answerId)?.standing === 'reported',
  );
  if (reported) return miss('reported', seen);
  if (reason !== 'authored' && isCallersOwn(looked, answer)) return miss('callers-own', seen);
  const templated = answer.answer.slots.length > 0;
  const served: CacheLayer = templated ? 'contextual' : layer;
  if (!settings[served] || !settings[layer]) return miss('layer-off', seen);
  const text = fill(answer.answer.template, looked.question.slots);
  if (text === null) return miss('value-missing', seen);
  return { ...seen, layer: served, reason, answer, ...(entry && { entry }), text };
}

/** Whether it may be about those who got it, and about nobody else. */
export function isCallersOwn({ values: asker }: Looked, { values }: KnownAnswer): boolean {
  return !isEverybodys(values.keys(), asker);
}

/** The nearest neighbour that speaks for the candidate, by meaning where there is an embedding. */
function cosineOf(best: Candidate, neighbours: readonly Neighbour[]): number {
  const nearest = neighbours.find(
    ({ similarity, vetoes }) => vetoes.length === 0 && similarity === best.nearest,
  );
  return nearest?.dense ?? best.nearest;
}

/** Differences that may not matter: an answer that follows whatever the value is does not depend on it. */
const VALUES: ReadonlySet<string> = new Set(['number', 'name', 'date', 'unit']);

function miss(reason: MissReason, seen: Seen = { candidates: [], neighbours: [] }): Decision {
  return { ...seen, layer: null, reason };
}
