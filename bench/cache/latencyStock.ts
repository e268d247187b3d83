/** A cache full of made-up sentences, and questions that each of its layers answers. */
import { vetoes, values, isElliptical } from '../../src/services/cache/veto/index.ts';
import { featureNames } from '../../src/services/cache/evidence/candidates.ts';
import { lookUp, type LookupContext } from '../../src/services/cache/lookup.ts';
import { CacheMemory } from '../../src/services/cache/memory.ts';
import { entryIdOf } from '../../src/services/cache/learner.ts';
import { CallKeys, type Looked } from '../../src/services/cache/scope.ts';
import type { Embedded } from '../../src/services/cache/search/embedded.ts';
import type { AcceptModel } from '../../src/services/cache/accept/acceptModel.ts';
import type { CacheLanguage } from '../../src/services/cache/cacheLanguage.ts';
import { soundKey } from '../../src/services/language/index.ts';
import { seededRandom } from '../../src/types/clock.ts';
import { cacheSettings, type CacheLayer, type CacheQuestion } from '../../src/types/cache.ts';
import { CONTEXTS, EARLIER, sentenceMaker, SURE_CONTEXT } from './latencyTexts.ts';

/** Look-ups before the measured ones: a server has been running for a while. */
const WARM = 3_000;
/** Calls for each entry where one answer always follows: in 100 scopes too the pattern has its 500 to go by. */
const SURE_CALLS = 21;
const DIMENSIONS = 512;
const owner = { workspace: 'default', workflowId: 'bench', workflowVersion: 1 };
const language: CacheLanguage = { sound: soundKey, vetoes, values, isElliptical };

export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly count: number;
}

export interface LayerTimes {
  /** From the question to the decision, its keys included; ms. */
  readonly times: Times;
  /** How many were answered, by this layer. */
  readonly answered: number;
}

/** What an entry is there to measure. */
type Kind = 'plain' | 'templated' | 'sure';

interface Asked {
  readonly question: CacheQuestion;
  readonly vector?: Embedded;
}

export class Stock {
  readonly memory = new CacheMemory();
  readonly #random = seededRandom(11);
  readonly #texts = sentenceMaker(seededRandom(7));
  readonly #known: {
    readonly question: CacheQuestion;
    readonly vector: Float32Array;
    readonly kind: Kind;
  }[] = [];
  readonly #scopes: number;

  constructor(entries: number, scopes: number) {
    this.#scopes = scopes;
    for (let i = 0; i < entries; i++) this.#learn(i);
    for (let call = 0; call < SURE_CALLS * entries; call++) this.memory.callOver(`call${call}`);
  }

  get vectorMb(): number {
    let bytes = 0;
    for (const { search } of this.memory.scopes.values()) bytes += search.bytes;
    return bytes / 2 ** 20;
  }

  measure(layer: CacheLayer, rounds: number): LayerTimes {
    const context = this.#context(layer);
    const times: number[] = [];
    let answered = 0;
    for (let round = -WARM; round < rounds; round++) {
      const { question, vector } = this.#asked(layer, round);
      // What the call knows from its turns before: the scope, and the lines that were said until then.
      const keys = new CallKeys(owner, language, classless, 'asker');
      keys.of({ ...question, words: 'hello', said: question.said.slice(0, -1) });
      const began = process.hrtime.bigint();
      const looked = keys.of(question);
      const decision = lookUp(looked, context, vector);
      const took = Number(process.hrtime.bigint() - began) / 1e6;
      if (round < 0) continue;
      times.push(took);
      if (decision.layer === layer) answered++;
    }
    return { times: summary(times), answered };
  }

  #context(layer: CacheLayer): LookupContext {
    const settings = cacheSettings.parse({ similarityFloor: 0 });
    const model = layer === 'exact' || layer === 'contextual' ? null : anything;
    return {
      memory: this.memory,
      language,
      settings,
      models: { plain: model, embedded: model },
      agreeing: 3,
      callSid: 'asking',
    };
  }

  #asked(layer: CacheLayer, round: number): Asked {
    const kind: Kind = layer === 'contextual' ? 'templated' : layer === 'pattern' ? 'sure' : 'plain';
    let one = this.#any();
    while (one.kind !== kind) one = this.#any();
    const { question, vector } = one;
    if (layer === 'exact' || layer === 'contextual') return { question: { ...question } };
    // Another name in it: no evidence by its words, and what follows is sure all the same.
    if (layer === 'pattern') return { question: { ...question, words: this.#texts.password(1e6 + round) } };
    // Words that nobody said like this before; their vector is at hand.
    const words = `${question.words} ${this.#texts.word()}`;
    return { question: { ...question, words }, vector: { vector: near(vector, this.#random), by: 'bench' } };
  }

  #any() {
    return this.#known[Math.floor(this.#random.next() * this.#known.length)]!;
  }

  #learn(i: number): void {
    const scope = i % this.#scopes;
    const turn = Math.floor(i / this.#scopes);
    // One in four has an answer with a caller's value, one in four stands where the same answer always follows.
    const kind: Kind = turn % 4 === 3 ? 'templated' : turn % 4 === 2 ? 'sure' : 'plain';
    const question: CacheQuestion = {
      nodeId: `node${scope}`,
      language: 'en-US',
      voice: '',
      words: kind === 'sure' ? this.#texts.password(i) : this.#texts.sentence(i),
      heard: [],
      said: [...EARLIER, kind === 'sure' ? SURE_CONTEXT : CONTEXTS[turn % CONTEXTS.length]!],
      path: [],
      depends: {},
      slots: [{ name: 'time', personal: true, forms: [{ expression: 'time', text: '10:30' }] }],
      grounds: '',
      bypass: null,
    };
    const vector = randomVector(this.#random);
    const looked = new CallKeys(owner, language, classless, `caller ${turn}`).of(question);
    const entryId = entryIdOf(looked);
    const number = kind === 'sure' ? 'one' : turn % 50;
    const template =
      kind === 'templated' ? `Yes, at {{ time }}, number ${number}.` : `It is number ${number}.`;
    const answerId = `${kind} ${number}`;
    this.memory.putEntry(rowOf(looked, entryId), looked.scopeKey, { vector, by: 'bench' });
    const answer = { template, act: null, slots: kind === 'templated' ? ['time'] : [] };
    this.memory.putAnswer({ entryId, answerId, answer, standing: 'learned' });
    const calls = kind === 'sure' ? SURE_CALLS : 3;
    for (let call = 0; call < calls; call++)
      this.#observe(looked, { entryId, answerId, call: SURE_CALLS * i + call });
    this.#known.push({ question, vector, kind });
  }

  #observe(
    { circumstances }: Looked,
    { entryId, answerId, call }: { entryId: string; answerId: string; call: number },
  ): void {
    this.memory.observe({
      entryId,
      answerId,
      callSid: `call${call}`,
      values: `values${call % 7}`,
      circumstances: JSON.stringify(circumstances),
      at: '2026-11-24T00:00:00.000Z',
    });
  }
}

/** Every score is above its threshold: the whole way to a hit is walked. */
const anything: AcceptModel = {
  choose: logistic(featureNames.length),
  accept: logistic(4),
  certificate: { threshold: 0, passed: 1_000, wrong: 0 },
  delta: 0.01,
  confidence: 0.9,
  labels: 1_000,
};

function logistic(width: number) {
  const all = (value: number) => Array.from({ length: width }, () => value);
  return { mean: all(0), deviation: all(1), weights: [0, ...all(0.01)] };
}

function rowOf({ scope, context, key, heard }: Looked, id: string) {
  const at = '2026-11-24T00:00:00.000Z';
  return { id, scope, context, key, words: heard, createdAt: at, usedAt: at, hits: 0, expiresAt: null };
}

function randomVector(random: { next(): number }): Float32Array {
  return unit(Float32Array.from({ length: DIMENSIONS }, () => random.next() - 0.5));
}

function near(vector: Float32Array, random: { next(): number }): Float32Array {
  return unit(vector.map((value) => value + (random.next() - 0.5) * 0.03));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

export function summary(times: number[]): Times {
  const sorted = times.sort((a, b) => a - b);
  const at = (p: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? 0) * 1e4) / 1e4;
  return { p50: at(50), p95: at(95), p99: at(99), count: times.length };
}

const classless = () => undefined;
