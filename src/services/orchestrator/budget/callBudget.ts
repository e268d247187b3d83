/**
 * The latency budget of one call's turns: it watches the model's answers on their way, forecasts decision → audio when a turn
 * is decided, and carries out what {@link plan} says. The conversation knows nothing of it but that answers may be `wanted`.
 */
import type { Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type { LanguageModel, PreferredVoice } from '../../../types/ports.ts';
import type { Turn } from '../../../types/turn.ts';
import type { BudgetAction, BudgetSettings, BudgetStage, TurnBudget } from '../../../types/turnBudget.ts';
import type { HedgeAllowance } from './allowance.ts';
import { AnswerWatch } from './answerWatch.ts';
import type { LearnedLatencies } from './learned.ts';
import { forecast, type Budget, type Expected, type Forecast, type Remaining } from './plan.ts';
import { spentOf } from './spent.ts';

export interface CallBudgetOptions {
  readonly clock: Clock;
  readonly budget: Budget;
  readonly settings: BudgetSettings;
  readonly learned: LearnedLatencies;
  readonly allowance: HedgeAllowance;
  /** The call's first language. */
  readonly language: LanguageTag;
  /** Who speaks it; null: the carrier. */
  synthesiser(language: LanguageTag): string | null;
  /** The workflow's faster voice for a language. */
  faster(language: LanguageTag): PreferredVoice | null;
  /** Says a phrase before the answer. */
  bridge(text: string): void;
  /** An action took effect. */
  acted(action: BudgetAction): void;
  /** At the decision the turn looks as if it will miss `maxMs`. */
  late(turnIndex: number, forecastMs: number, stage: BudgetStage): void;
}

/** A turn that was decided and has no answer yet, or is still being spoken. */
export interface DecidedTurn {
  readonly index: number;
  /** Of the decision, on the call's clock. */
  readonly at: number;
  readonly language: LanguageTag;
  /** Whether the caller waits for it: greetings and reprompts answer nobody. */
  readonly answers: boolean;
  /** Whether a model is asked for the answer. */
  readonly model: boolean;
  /** Whether the first clause of what is said at once is there as audio, or on its way. */
  readonly ready: boolean;
}

/** What is noted of such a turn. */
export interface TurnAccount {
  readonly decided: DecidedTurn;
  forecast: Expected | null;
  actions: TurnBudget['actions'];
}

const nothing: Expected = { p50: 0, p90: 0 };

export class CallBudget {
  readonly options: CallBudgetOptions;
  readonly #turns = new Map<number, TurnAccount>();
  #language: LanguageTag;
  #present: TurnAccount | null = null;
  #voiceAt = Number.NEGATIVE_INFINITY;
  #phrase = 0;
  #ears: { readonly lighter: boolean } | null = null;

  constructor(options: CallBudgetOptions) {
    this.options = options;
    this.#language = options.language;
  }

  get language(): LanguageTag {
    return this.#language;
  }

  /** When a synthesiser last gave the first audio of a clause. */
  get voiceAt(): number {
    return this.#voiceAt;
  }

  /** The turn that was decided last. */
  get present(): TurnAccount | null {
    return this.#present;
  }

  /** The model as the conversation asks it. */
  watched(model: LanguageModel): LanguageModel {
    return {
      name: model.name,
      capabilities: model.capabilities,
      warm: () => model.warm(),
      close: () => model.close(),
      generate: (request, sink) => new AnswerWatch(this, model, request, sink),
    };
  }

  /** First outputs of providers. `longer`: it took longer than that, and another answered. */
  latency(
    work: string,
    language: LanguageTag,
    provider: string,
    ms: number,
    { longer }: { readonly longer: boolean },
  ): void {
    if (work !== 'model' && work !== 'synthesiser') return;
    const sketch = this.options.learned.of(work === 'model' ? 'model' : 'voice', provider, language);
    if (longer) return sketch.recordLonger(ms);
    sketch.record(ms);
    if (work === 'synthesiser') this.#voiceAt = this.options.clock.now();
  }

  /** Whether less is done for the caller's audio is noted in each turn. */
  hearsWith(ears: { readonly lighter: boolean }): void {
    this.#ears = ears;
  }

  /** Before what the turn says, or asks, is carried out. */
  decided(turn: DecidedTurn): void {
    const known = this.#turns.get(turn.index);
    // The caller's noise had stopped the answer, and it goes on.
    if (known?.decided.at === turn.at) return;
    const account: TurnAccount = { decided: turn, forecast: null, actions: [] };
    this.#present = account;
    this.#turns.set(turn.index, account);
    this.#language = turn.language;
    if (!turn.answers) return;
    this.options.allowance.turn(turn.model);
    if (this.#ears?.lighter) this.acted(account, 'lighterAudio', 0, 0);
    if (turn.model) return;
    const voice = turn.ready ? nothing : this.voiceLeft(0);
    this.foresee(account, { model: nothing, clause: nothing, voice });
  }

  /** Notes the forecast, and says so when it misses. */
  foresee(account: TurnAccount, stages: Remaining): Forecast {
    const { clock, budget, late } = this.options;
    const { at, index } = account.decided;
    const expected = forecast(stages, clock.now() - at);
    account.forecast = { p50: Math.round(expected.p50), p90: Math.round(expected.p90) };
    if (account.decided.answers && expected.p50 > budget.maxMs)
      late(index, account.forecast.p50, longest(stages));
    return expected;
  }

  /** What a model's answer takes from asking to its first audio at the median, ms: what is begun earlier mostly waits. */
  answerMs(model: string): number {
    const { learned } = this.options;
    const median = (stage: 'model' | 'clause') => learned.left(stage, model, this.#language).p50;
    return median('model') + median('clause') + this.voiceLeft(0).p50;
  }

  /** The voice's part, when it was asked for a clause `forMs` ago. Nothing where the carrier speaks. */
  voiceLeft(forMs: number): Expected {
    const { synthesiser, learned } = this.options;
    const name = synthesiser(this.#language);
    return name === null ? nothing : learned.left('voice', name, this.#language, forMs);
  }

  acted(account: TurnAccount, action: BudgetAction, atMs: number, gainMs: number): void {
    account.actions = [
      ...account.actions,
      { action, atMs: Math.round(atMs), expectedGainMs: Math.round(gainMs) },
    ];
    this.options.acted(action);
  }

  /** The phrase that bridges next; null: there is none for the language. */
  phrase(): string | null {
    const { phrases } = this.options.settings.bridging;
    const own = phrases[this.#language] ?? phrases[this.#language.split('-', 1)[0] ?? ''] ?? [];
    return own.length === 0 ? null : (own[this.#phrase % own.length] ?? null);
  }

  bridged(text: string): void {
    this.#phrase++;
    this.options.bridge(text);
  }

  /** The turn with what its budget came to. */
  finished(turn: Turn): Turn {
    const account = this.#turns.get(turn.index);
    for (const index of this.#turns.keys()) if (index <= turn.index) this.#turns.delete(index);
    if (!account?.decided.answers) return turn;
    const { targetMs, maxMs } = this.options.budget;
    const { forecast: forecastMs, actions } = account;
    return { ...turn, budget: { targetMs, maxMs, forecastMs, actions, spentMs: spentOf(turn.timeline) } };
  }
}

function longest({ model, clause, voice }: Remaining): BudgetStage {
  if (model.p50 >= clause.p50 && model.p50 >= voice.p50) return 'model';
  return clause.p50 >= voice.p50 ? 'clause' : 'voice';
}
