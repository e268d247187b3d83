/** One answer of a model on its way, asked for in earnest or ahead of the decision: how far it is, and what is done about it. */
import type { Delivery, Generation, LanguageModel, ModelRequest, ModelSink } from '../../../types/ports.ts';
import { ClauseCutter, clauseOptionsFor } from '../../audio/index.ts';
import type { CallBudget, TurnAccount } from './callBudget.ts';
import type { LatencySketch } from './sketch.ts';
import { forecast, plan, type Expected, type Means, type Planned, type Remaining } from './plan.ts';

const nothing: Expected = { p50: 0, p90: 0 };
/** Before the decision only how the answer is spoken is settled: nobody waits yet. */
const notYet = { hedge: false, bridging: false } as const;

export class AnswerWatch implements Generation {
  delivery: Delivery | undefined;
  readonly #call: CallBudget;
  readonly #model: string;
  readonly #handle: Generation;
  readonly #askedAt: number;
  #cutter: ClauseCutter;
  #spoken: Planned[] = [];
  #firstAt: number | undefined;
  #clauseAt: number | undefined;
  #account: TurnAccount | null = null;
  #timers: unknown[] = [];
  #over = false;

  constructor(call: CallBudget, model: LanguageModel, request: ModelRequest, sink: ModelSink) {
    this.#call = call;
    this.#model = model.name;
    this.#askedAt = this.#now;
    this.#planAhead();
    this.#cutter = new ClauseCutter(clauseOptionsFor(this.delivery));
    this.#handle = model.generate(request, {
      text: (delta) => {
        this.#text(delta);
        sink.text(delta);
      },
      toolCall: (name, args) => {
        this.#first();
        sink.toolCall(name, args);
      },
      progress: () => sink.progress?.(),
      done: (usage) => {
        if (this.#firstAt !== undefined) this.#clause();
        this.#end();
        sink.done(usage);
      },
      failed: (failure) => {
        this.#end();
        sink.failed(failure);
      },
    });
  }

  cancel(): void {
    const { learned } = this.#call.options;
    // Nobody will know how long it would have taken.
    if (!this.#over && this.#firstAt === undefined)
      learned.of('model', this.#asked, this.#call.language).recordLonger(this.#now - this.#askedAt);
    this.#end();
    this.#handle.cancel();
  }

  /** The turn is decided, and this is its answer. */
  wanted(): void {
    const account = this.#call.present;
    if (!account || this.#account) return;
    this.#account = account;
    const now = this.#now;
    const { learned, budget, settings } = this.#call.options;
    const early = account.decided.at - this.#askedAt;
    if (early > 0) learned.of('lead', this.#model, this.#call.language).record(early);
    const expected = this.#call.foresee(account, this.#remaining(now));
    const spentMs = now - account.decided.at;
    const means = this.#means(now);
    const switches = { ...settings, bridging: settings.bridging.enabled };
    const actions = plan(expected, spentMs, budget, switches, means);
    if (means.clauseOpen) this.#speakBy(actions);
    const settledAt = (this.#clauseAt ?? this.#firstAt ?? now) - account.decided.at;
    for (const spoken of this.#spoken)
      if (spoken.action !== 'shorterFirstClause' || this.#clauseAt !== undefined)
        this.#acted(spoken, settledAt);
    for (const action of actions) this.#act(action);
  }

  get #now(): number {
    return this.#call.options.clock.now();
  }

  /** Whom the model's part waits for. */
  get #asked(): string {
    return this.#handle.beside?.()?.asked ?? this.#model;
  }

  #planAhead(): void {
    const { learned, budget, settings } = this.#call.options;
    const { language } = this.#call;
    const stages: Remaining = {
      model: learned.left('model', this.#model, language),
      clause: learned.left('clause', this.#model, language),
      voice: this.#call.voiceLeft(0),
    };
    const spentMs = -learned.left('lead', this.#model, language).p50;
    const means: Means = { second: null, clauseOpen: true, faster: this.#faster(), bridgeAfterMs: null };
    const expected = forecast(stages, spentMs);
    this.#speakBy(plan(expected, spentMs, budget, { ...settings, ...notYet }, means));
  }

  #remaining(now: number): Remaining {
    const { learned } = this.#call.options;
    const { language } = this.#call;
    const voiceAsked = this.#clauseAt;
    if (voiceAsked !== undefined) {
      const there = this.#call.voiceAt >= voiceAsked;
      return {
        model: nothing,
        clause: nothing,
        voice: there ? nothing : this.#call.voiceLeft(now - voiceAsked),
      };
    }
    const voice = this.#call.voiceLeft(0);
    if (this.#firstAt !== undefined)
      return {
        model: nothing,
        clause: learned.left('clause', this.#model, language, now - this.#firstAt),
        voice,
      };
    return {
      model: learned.left('model', this.#asked, language, now - this.#askedAt),
      clause: learned.left('clause', this.#model, language),
      voice,
    };
  }

  #means(now: number): Means {
    const bridge = this.#firstAt === undefined && this.#call.phrase() !== null;
    const clauseOpen = this.#firstAt === undefined;
    return {
      second: this.#second(now),
      clauseOpen,
      faster: clauseOpen ? this.#faster() : null,
      bridgeAfterMs: bridge ? this.#call.options.settings.bridging.afterMs : null,
    };
  }

  #second(now: number): Means['second'] {
    const pair = this.#firstAt === undefined ? this.#handle.beside?.() : null;
    if (!pair) return null;
    const { learned, allowance } = this.#call.options;
    const { language } = this.#call;
    const first = learned.of('model', pair.asked, language);
    const second = learned.of('model', pair.beside, language);
    const silentMs = now - this.#askedAt;
    return {
      p50: second.quantile(0.5),
      notBeforeMs: first.quantile(1 - allowance.share) - silentMs,
      gainMs: (ms) => expectedGain(first, second, silentMs + ms),
    };
  }

  #faster(): Expected | null {
    const { faster, learned } = this.#call.options;
    const named = faster(this.#call.language);
    return named && learned.left('voice', named.provider, this.#call.language);
  }

  /** How it is spoken, as long as nothing of it is on its way to a voice. */
  #speakBy(actions: readonly Planned[]): void {
    const clause = actions.find((one) => one.action === 'shorterFirstClause');
    const voice = actions.some((one) => one.action === 'fasterVoice')
      ? this.#call.options.faster(this.#call.language)
      : null;
    this.#spoken = actions.filter(
      ({ action }) => action === 'shorterFirstClause' || action === 'fasterVoice',
    );
    this.delivery =
      clause || voice
        ? { ...(clause && { firstClauseMs: clause.firstClauseMs }), ...(voice && { voice }) }
        : undefined;
    this.#cutter = new ClauseCutter(clauseOptionsFor(this.delivery));
  }

  #act(action: Planned): void {
    if (action.action === 'hedge') this.#after(action.inMs, () => this.#hedge(action));
    if (action.action === 'bridging') this.#after(action.inMs, () => this.#bridge(action));
  }

  #hedge(action: Planned): void {
    const { allowance } = this.#call.options;
    if (this.#firstAt !== undefined || !this.#handle.beside?.() || !allowance.take()) return;
    if (this.#handle.hedge?.()) this.#acted(action);
  }

  /** It is asked again whether the answer is late: a second model may have come to help. */
  #bridge(action: Planned): void {
    const account = this.#account;
    const phrase = this.#call.phrase();
    if (!account || phrase === null || this.#firstAt !== undefined) return;
    const now = this.#now;
    const { p50 } = forecast(this.#remaining(now), now - account.decided.at);
    if (p50 <= this.#call.options.budget.maxMs) return;
    this.#call.bridged(phrase);
    this.#acted(action);
  }

  #acted({ action, gainMs }: Planned, atMs?: number): void {
    const account = this.#account;
    if (account) this.#call.acted(account, action, atMs ?? this.#now - account.decided.at, gainMs);
  }

  #text(delta: string): void {
    if (delta === '') return;
    this.#first();
    if (this.#clauseAt !== undefined) return;
    const [clause] = this.#cutter.push(delta);
    if (clause !== undefined) this.#clause(clause);
  }

  #first(): void {
    this.#firstAt ??= this.#now;
    this.#stopTimers();
  }

  /** There is something to speak. `clause`: absent where the whole text is shorter than a clause. */
  #clause(clause?: string): void {
    if (this.#clauseAt !== undefined) return;
    this.#clauseAt = this.#now;
    const cut = this.#spoken.find(({ action }) => action === 'shorterFirstClause');
    if (!cut) {
      const { learned } = this.#call.options;
      learned.of('clause', this.#model, this.#call.language).record(this.#now - (this.#firstAt ?? this.#now));
      return;
    }
    const didCut = clause !== undefined && !/\p{P}$/u.test(clause.trimEnd());
    if (!didCut) this.#spoken = this.#spoken.filter((one) => one !== cut);
    else if (this.#account) this.#acted(cut);
  }

  #after(ms: number, fn: () => void): void {
    this.#timers.push(this.#call.options.clock.after(ms, fn));
  }

  #stopTimers(): void {
    for (const timer of this.#timers.splice(0)) this.#call.options.clock.cancel(timer);
  }

  #end(): void {
    this.#over = true;
    this.#stopTimers();
  }
}

/** Values a side: 64 pairs cost some microseconds, and no more is known than that. */
const PAIRS = 8;

/**
 * Mean of how much sooner the second would speak than a first that has been silent for `silentMs`; nothing where it would be
 * later. Not a difference of medians: what is feared of the first is its tail.
 */
function expectedGain(first: LatencySketch, second: LatencySketch, silentMs: number): number {
  const others = second.spread(PAIRS);
  let sum = 0;
  for (const total of first.spread(PAIRS, silentMs))
    for (const other of others) sum += Math.max(0, total - silentMs - other);
  return sum / (PAIRS * PAIRS);
}
