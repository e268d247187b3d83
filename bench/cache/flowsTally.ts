/** Counts what a setup's turns were answered with, and judges what the cache said by what the oracle might have said. */
import { cutClauses, promptKey, type PromptCache } from '../../src/services/audio/index.ts';
import type { CacheStats, PredictiveCache } from '../../src/services/predictiveCache.ts';
import type { AnswerSource } from '../../src/types/answer.ts';
import type { CacheReply } from '../../src/types/cache.ts';
import type { Turn } from '../../src/types/turn.ts';
import { clopperPearson } from './interval.ts';
import type { BenchLanguage } from './flowsIntents.ts';
import type { Oracle, Reply } from './flowsOracle.ts';
import type { PlannedCall, Setup, SetupName } from './flowsSetups.ts';

export interface Part {
  /** Turns in which a caller spoke, by what answered them; acts without words count by what decided them. */
  readonly bySource: Readonly<Partial<Record<AnswerSource, number>>>;
  readonly turns: number;
  /** Share that no model was waited for. */
  readonly withoutModel: number;
  /** Of the turns that would have gone to the model. */
  readonly hitRate: number;
  readonly hits: number;
  readonly wrong: number;
  /** 95 %, Clopper and Pearson. */
  readonly wrongInterval: readonly [low: number, high: number];
}

export interface SetupResult {
  readonly setup: SetupName;
  readonly delta: number;
  readonly all: Part;
  readonly secondHalf: Part;
  /** Of the second half: where there is an embedder (English) and where there is none. */
  readonly byLanguage: Readonly<Record<BenchLanguage, Part>>;
  /** Answered clauses whose audio was in memory; of those that the cache answered, too. */
  readonly audio: { readonly clauses: number; readonly ready: number; readonly readyOfHits: number | null };
  readonly certifiedAtCall: number | null;
  readonly course: readonly {
    readonly call: number;
    readonly labels: number;
    readonly certified: boolean;
    readonly hits: number;
  }[];
  readonly modelCalls: number;
  readonly modelCallsSaved: number;
  readonly audits: { readonly made: number; readonly wrong: number };
  readonly wrongHits: readonly WrongHit[];
  readonly cache: CacheStats;
  readonly errors: readonly string[];
  readonly goals: { readonly withoutModel: boolean; readonly wrong: boolean; readonly audio: boolean };
}

export interface HeardTurn {
  readonly turn: Turn;
  /** null: not from the cache. */
  readonly reply: CacheReply | null;
}

export interface WrongHit {
  readonly words: string;
  readonly meant: string | null;
  readonly source: string;
  readonly heard: string;
  readonly right: string;
}

interface Counted {
  readonly language: BenchLanguage;
  readonly late: boolean;
  readonly source: AnswerSource;
  readonly wrong: boolean;
}

export interface TallyOptions {
  readonly setup: Setup;
  readonly delta: number;
  readonly oracle: Oracle;
  readonly audio: PromptCache;
  readonly cache: PredictiveCache;
}

export class FlowTally {
  readonly #options: TallyOptions;
  readonly #counted: Counted[] = [];
  readonly #wrongHits: WrongHit[] = [];
  readonly #course: SetupResult['course'][number][] = [];
  #clauses = { all: 0, ready: 0, hits: 0, hitsReady: 0 };
  #calls = 0;
  #certifiedAt: number | null = null;

  constructor(options: TallyOptions) {
    this.#options = options;
  }

  /** A call has ended. */
  add(plan: PlannedCall, turns: readonly HeardTurn[], late: boolean): void {
    this.#calls++;
    let line = 0;
    for (const { turn, reply } of turns) {
      if (turn.input !== 'speech') continue;
      const said = plan.lines[line++];
      // An act without words leaves no source in the turn; with words, whoever spoke is the source.
      const acted = reply?.text === '' ? reply.layer : null;
      const source = acted ?? turn.source;
      if (!said || source === null) continue;
      const hit = isHit(source);
      const wrong = hit && !this.#right(plan, turn, said.id, reply);
      if (wrong) this.#noteWrong(plan, turn, said.id);
      this.#counted.push({ language: plan.language, late, source, wrong });
      this.#listen(turn, hit);
    }
    const certified = this.#options.cache.stats().workflows.some(({ mode }) => mode === 'certified');
    if (certified) this.#certifiedAt ??= this.#calls;
    if (this.#calls % 25 === 0) this.#course.push(this.#state(certified));
  }

  progress(calls: number): string {
    const { all } = this.#parts();
    const { labels, certified } = this.#state(this.#certifiedAt !== null);
    return `${calls} calls, ${JSON.stringify(all.bySource)}, wrong ${all.wrong}/${all.hits}, ${labels} labels${certified ? ', certified' : ''}`;
  }

  result(errors: readonly string[]): SetupResult {
    const { setup, delta, cache, oracle } = this.#options;
    const { all, secondHalf } = this.#parts();
    const spoken = (language: BenchLanguage) =>
      partOf(this.#counted.filter((one) => one.late && one.language === language));
    const { all: clauses, ready, hits, hitsReady } = this.#clauses;
    const stats = cache.stats();
    const audio = {
      clauses,
      ready: ready / Math.max(1, clauses),
      readyOfHits: hits === 0 ? null : hitsReady / hits,
    };
    return {
      setup: setup.name,
      delta,
      all,
      secondHalf,
      byLanguage: { 'en-US': spoken('en-US'), 'zh-HK': spoken('zh-HK') },
      audio,
      certifiedAtCall: this.#certifiedAt,
      course: this.#course,
      modelCalls: oracle.asked,
      modelCallsSaved: all.hits - stats.audits,
      audits: { made: stats.audits, wrong: stats.auditsWrong },
      wrongHits: this.#wrongHits.slice(0, 10),
      cache: stats,
      errors: errors.slice(0, 5),
      goals: {
        withoutModel: secondHalf.withoutModel >= 0.6,
        wrong: all.hits === 0 || all.wrong <= all.hits * delta,
        audio: audio.ready >= 0.9,
      },
    };
  }

  #state(certified: boolean): SetupResult['course'][number] {
    const labels = this.#options.cache.stats().workflows.reduce((sum, one) => sum + one.labels, 0);
    const hits = this.#counted.filter(({ source }) => isHit(source)).length;
    return { call: this.#calls, labels, certified, hits };
  }

  #parts(): { all: Part; secondHalf: Part } {
    return { all: partOf(this.#counted), secondHalf: partOf(this.#counted.filter(({ late }) => late)) };
  }

  /** What the oracle might have answered this caller. */
  #possible(
    { workflowId, language, variables }: PlannedCall,
    nodeId: string,
    id: string | null,
  ): readonly Reply[] {
    const { setup, oracle } = this.#options;
    const document = setup.documents.find((one) => one.id === workflowId)?.document;
    const node = document?.flow.nodes.find((one) => one.id === nodeId);
    const { knowledge = [] } = (node?.data ?? {}) as {
      knowledge?: { questions: Record<string, string[]>; answer: Record<string, string> }[];
    };
    const facts = knowledge.map(
      ({ questions, answer }) => [questions[language]?.[0] ?? '', answer[language] ?? ''] as const,
    );
    return oracle.replies({ language, facts: new Map(facts), known: variables, tools: ['finish_done'] }, id);
  }

  #right(plan: PlannedCall, turn: Turn, id: string | null, reply: CacheReply | null): boolean {
    const heard = plainly(reply?.text ?? turn.agent);
    const act = reply?.act ?? null;
    return this.#possible(plan, turn.nodeId, id).some(
      (one) => plainly(one.text) === heard && one.act === act,
    );
  }

  #noteWrong(plan: PlannedCall, turn: Turn, id: string | null): void {
    const [right] = this.#possible(plan, turn.nodeId, id);
    this.#wrongHits.push({
      words: turn.caller,
      meant: id,
      source: turn.source ?? '',
      heard: turn.agent,
      right: right?.text ?? '',
    });
  }

  /** As the mouth would: clause by clause, from memory where it is there, else synthesised and kept. */
  #listen({ agent, language }: Turn, hit: boolean): void {
    const { audio } = this.#options;
    for (const clause of cutClauses(agent)) {
      if (clause.trim() === '') continue;
      const key = promptKey(clause, language, undefined, undefined, 'stand-in');
      const ready = audio.get(key) !== undefined;
      if (!ready) audio.set(key, new Uint8Array(160));
      this.#clauses.all++;
      if (ready) this.#clauses.ready++;
      if (hit) this.#clauses.hits++;
      if (hit && ready) this.#clauses.hitsReady++;
    }
  }
}

function isHit(source: AnswerSource): boolean {
  return source !== 'scripted' && source !== 'generated';
}

function plainly(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function partOf(counted: readonly Counted[]): Part {
  const bySource: Partial<Record<AnswerSource, number>> = {};
  for (const { source } of counted) bySource[source] = (bySource[source] ?? 0) + 1;
  const hits = counted.filter(({ source }) => isHit(source)).length;
  const wrong = counted.filter((one) => one.wrong).length;
  const generated = bySource.generated ?? 0;
  return {
    bySource,
    turns: counted.length,
    withoutModel: counted.length === 0 ? 0 : 1 - generated / counted.length,
    hitRate: hits / Math.max(1, hits + generated),
    hits,
    wrong,
    wrongInterval: clopperPearson(wrong, hits),
  };
}
