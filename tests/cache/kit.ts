/** A cache, callers who ask it and a model that answers them, in a few words. */
import type { PredictiveCacheOptions, WorkflowCache } from '../../src/services/predictiveCache.ts';
import { PredictiveCache } from '../../src/services/predictiveCache.ts';
import { featureNames } from '../../src/services/cache/evidence/candidates.ts';
import {
  cacheSettings,
  type CacheQuestion,
  type CacheReply,
  type CacheSettings,
  type CacheSlot,
  type FreshAnswer,
} from '../../src/types/cache.ts';
import type { CacheContents, CacheJournal } from '../../src/types/cacheJournal.ts';
import type { JsonValue } from '../../src/types/json.ts';
import type { Embedder } from '../../src/types/ports.ts';

export const owner = { workflowId: 'clinic', workflowVersion: 1 } as const;

export const GROUNDS =
  'We are open Monday to Friday from nine to six. We are at 12 Harbour Road. A consultation is 380 dollars.\n' +
  '我哋星期一至五朝早九點到下晝六點。診金三百八十蚊。';

export function question(words: string, over: Partial<CacheQuestion> = {}): CacheQuestion {
  return {
    nodeId: 'hours',
    language: 'en-US',
    voice: '',
    words,
    heard: [],
    said: ['What would you like to know?'],
    path: [],
    depends: {},
    slots: [],
    grounds: GROUNDS,
    bypass: null,
    ...over,
  };
}

export function slot(name: string, ...texts: readonly string[]): CacheSlot {
  const expressions = [name, `sayTime(${name}, lang)`, `sayDigits(${name}, lang)`];
  return {
    name,
    personal: true,
    forms: texts.map((text, i) => ({ expression: expressions[i] ?? name, text })),
  };
}

export function settingsOf(over: Partial<CacheSettings> = {}): CacheSettings {
  return cacheSettings.parse({ auditShare: 0, ...over });
}

export function said(text: string): FreshAnswer {
  return { text, toolCalls: [] };
}

export interface Line {
  readonly cache: PredictiveCache;
  readonly calls: WorkflowCache;
  /** A new call asks once: what the cache says, without learning. */
  ask(asked: CacheQuestion): CacheReply | null;
  /** The same once the words are understood by meaning. */
  askLater(asked: CacheQuestion): Promise<CacheReply | null>;
  /** So many new calls ask and are answered by the model. */
  teach(asked: CacheQuestion, answer: FreshAnswer, times?: number): Promise<void>;
}

export interface LineOptions extends Omit<PredictiveCacheOptions, 'journal'> {
  readonly settings?: CacheSettings;
  readonly keepWords?: boolean;
  /** Accept models that accept whatever is at least a little alike. */
  readonly certified?: boolean;
}

let callSids = 0;
export function newCallSid(): string {
  return `CA${++callSids}`;
}

export async function openLine(options: LineOptions = {}): Promise<Line> {
  const { settings = settingsOf(), keepWords = true, certified = false, ...rest } = options;
  const journal = certified ? journalWith(modelsFor(settings.wrongAmongHits)) : undefined;
  const cache = await PredictiveCache.open({ ...rest, ...(journal && { journal }) });
  const calls = cache.workflow(owner, settings, keepWords);
  return {
    cache,
    calls,
    ask: (asked) => calls.call(newCallSid()).ask(asked),
    async askLater(asked) {
      return (await calls.call(newCallSid()).askLater(asked)) ?? null;
    },
    async teach(asked, answer, times = 1) {
      for (let i = 0; i < times; i++) {
        const call = calls.call(newCallSid());
        call.learn(asked, answer);
        await cache.flush();
        call.over();
      }
    },
  };
}

/** A model as it is stored: the share of the neighbours' votes decides, and anything passes. */
export function modelsFor(delta: number, version: number = owner.workflowVersion): JsonValue {
  const standard = (width: number, weigh: (i: number) => number) => ({
    mean: Array.from({ length: width }, () => 0),
    deviation: Array.from({ length: width }, () => 1),
    weights: [0, ...Array.from({ length: width }, (_, i) => weigh(i))],
  });
  const model = {
    choose: standard(featureNames.length, (i) => (/share|^surest$/.test(featureNames[i] ?? '') ? 1 : 0)),
    accept: standard(4, () => 0),
    certificate: { threshold: 0, passed: 1_000, wrong: 0 },
    delta,
    confidence: 0.9,
    labels: 1_000,
  };
  return { plain: model, embedded: model, agreeing: 3, labels: 1_000, delta, version, embedder: 'toy' };
}

/** Remembers nothing; begins with these models. */
export function journalWith(
  models: JsonValue | readonly JsonValue[],
  workflowIds: readonly string[] = [owner.workflowId],
): CacheJournal {
  const contents: CacheContents = {
    entries: [],
    answers: [],
    observations: [],
    vectors: [],
    labels: [],
    models: workflowIds.flatMap((workflowId) => [models].flat().map((model) => ({ workflowId, model }))),
  };
  return {
    load: () => Promise.resolve(contents),
    write: () => Promise.resolve(),
    purge: () => Promise.resolve({ entryIds: [], observations: 0, labels: 0, audio: 0 }),
    putAudio: () => Promise.resolve(),
    loadAudio: () => Promise.resolve([]),
    removeAudio: () => Promise.resolve(),
  };
}

/** Understands by first letters of words: enough to be a vector. */
export function toyEmbedder(vectorOf: (text: string) => readonly number[] = letters): Embedder {
  return {
    name: 'toy',
    dimensions: 26,
    supports: () => true,
    warm: () => Promise.resolve(),
    embed: (texts) => Promise.resolve(texts.map((text) => unit(vectorOf(text)))),
    close: () => Promise.resolve(),
  };
}

function letters(text: string): number[] {
  const counts = Array.from({ length: 26 }, () => 0.01);
  for (const word of text.toLowerCase().split(/[^a-z]+/)) {
    const at = word.charCodeAt(0) - 97;
    if (at >= 0 && at < 26) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}
