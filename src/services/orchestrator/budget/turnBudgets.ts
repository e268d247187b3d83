/** The latency budgets of a workflow's turns: what its calls learn together, and who is told when a turn is late. */
import type { Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type { PreferredVoice } from '../../../types/ports.ts';
import type { Turn } from '../../../types/turn.ts';
import type { BudgetAction } from '../../../types/turnBudget.ts';
import type { WorkflowConfig } from '../../../types/workflowConfig.ts';
import type { PerformanceAlert } from '../options.ts';
import { voiceFor } from '../providerSet.ts';
import { HedgeAllowance } from './allowance.ts';
import { CallBudget } from './callBudget.ts';
import { LearnedLatencies } from './learned.ts';
import type { Budget } from './plan.ts';
import { mostOf, spentOf } from './spent.ts';

export interface TurnBudgetsOptions {
  readonly clock: Clock;
  readonly config: WorkflowConfig;
  readonly budget: Budget;
  /** false: turns are measured, and nothing is done for the late ones. */
  readonly enabled: boolean;
  alert(alert: PerformanceAlert): void;
}

/** What a call's budget needs of the call. */
export interface BudgetedCall {
  readonly callSid: string;
  readonly language: LanguageTag;
  synthesiser(language: LanguageTag): string | null;
  bridge(text: string): void;
  acted(action: BudgetAction): void;
}

export class TurnBudgets {
  readonly #options: TurnBudgetsOptions;
  readonly #learned = new LearnedLatencies();
  readonly #allowance = new HedgeAllowance();

  constructor(options: TurnBudgetsOptions) {
    this.#options = options;
  }

  /** Whether less is done for the callers' audio while the machine is overloaded. */
  get lighterAudio(): boolean {
    const { enabled, config } = this.#options;
    return enabled && config.performance.budget.lighterAudio;
  }

  /** null: there is none. */
  call(call: BudgetedCall): CallBudget | null {
    const { clock, config, budget, enabled, alert } = this.#options;
    if (!enabled) return null;
    const { callSid } = call;
    return new CallBudget({
      ...call,
      clock,
      budget,
      settings: config.performance.budget,
      learned: this.#learned,
      allowance: this.#allowance,
      faster: (language) => fasterVoice(config, language),
      late: (turnIndex, valueMs, stage) =>
        alert({
          callSid,
          turnIndex,
          clock: 'decisionToAudio',
          kind: 'forecast',
          valueMs,
          limitMs: budget.maxMs,
          stage,
        }),
    });
  }

  /** A turn is over: whether it was late, and at which stage. */
  measured(callSid: string, turn: Turn): void {
    const valueMs = turn.clocks.decisionToAudioMs;
    if (valueMs === null) return;
    const { targetMs, maxMs } = this.#options.budget;
    const kind = valueMs > maxMs ? 'max' : valueMs > targetMs ? 'target' : null;
    if (!kind) return;
    const limitMs = kind === 'max' ? maxMs : targetMs;
    const stage = mostOf(spentOf(turn.timeline));
    const clock = 'decisionToAudio';
    this.#options.alert({ callSid, turnIndex: turn.index, clock, kind, valueMs, limitMs, stage });
  }
}

function fasterVoice(config: WorkflowConfig, language: LanguageTag): PreferredVoice | null {
  const { fasterVoice: named } = voiceFor(config, language);
  if (!named) return null;
  return { provider: named.provider, ...(named.voiceId === undefined ? {} : { voice: named.voiceId }) };
}
