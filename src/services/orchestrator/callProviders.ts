/** The providers of one call: each made once a language, and what happens to them told to the call and to the figures. */
import type { LanguageTag } from '../../types/language.ts';
import type { LanguageModel, Recogniser, Synthesiser } from '../../types/ports.ts';
import type { JsonValue } from '../../types/json.ts';
import type { ErrorCode } from '../../types/errors/index.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import { failureCode } from '../../types/failureCode.ts';
import type { ProviderWatch, Work } from '../providers/index.ts';
import { ExpectMore, type MoreOf } from './expectMore.ts';
import { PreparedVoice } from './preparedVoice.ts';
import { reading, type ReadingOf } from './readAloud.ts';
import { voiceFor, type ProviderSet, type ProviderUse } from './providerSet.ts';

export type ProviderChange =
  | 'failover'
  | 'recovery'
  | 'failure'
  | 'hedge'
  /** Asked beside the one that answered: a hedge that lost. */
  | 'waste'
  /** Prepared in vain, estimated: no hedge, so the two add up. */
  | 'speculation'
  /** A clause that was synthesised while the agent was asking: spoken, or not. */
  | 'prediction-used'
  | 'prediction-unused'
  | 'first-output';

/** For the figures: what happened to whom, at which work, in which language. */
export interface ProviderNews {
  readonly change: ProviderChange;
  readonly work: Work;
  readonly language: LanguageTag;
  readonly provider: string;
  /** With `failover`: whom it replaces. */
  readonly from?: string;
  /** Milliseconds of a first output; characters, tokens or ms of audio of waste and speculation. */
  readonly amount?: number;
}

export interface CallProvidersOptions {
  readonly set: ProviderSet;
  readonly config: WorkflowConfig;
  readonly failover: boolean;
  /** How texts are read aloud. Absent: as they are written. */
  readonly readingOf?: ReadingOf | undefined;
  /** What else the recogniser is told to expect. Absent: nothing. */
  readonly moreOf?: MoreOf | undefined;
  /** Whether clauses are synthesised before anybody wants to hear them. */
  readonly speculation?: boolean | undefined;
  /** For the call's timeline. */
  note(code: ErrorCode, detail: Record<string, JsonValue>): void;
  news(news: ProviderNews): void;
  /** A first output, or how long one had been silent (`longer`) when another answered, ms. */
  latency?(
    work: Work,
    language: LanguageTag,
    provider: string,
    ms: number,
    how: { readonly longer: boolean },
  ): void;
}

export class CallProviders {
  readonly #options: CallProvidersOptions;
  readonly #use: ProviderUse;
  readonly #recognisers = new Map<LanguageTag, Recogniser | null>();
  readonly #synthesisers = new Map<LanguageTag, Synthesiser | null>();
  readonly #serving = new Map<string, string>();

  constructor(options: CallProvidersOptions) {
    this.#options = options;
    this.#use = { failover: options.failover, watch: this.#watch() };
  }

  /** null: nobody here understands the language; asked again the next time. */
  recogniser(language: LanguageTag): Recogniser | null {
    return this.#once(this.#recognisers, language, () => {
      const { set, config, moreOf } = this.#options;
      const recogniser = set.recogniser(voiceFor(config, language), this.#use)?.provider ?? null;
      return recogniser && moreOf ? new ExpectMore(recogniser, moreOf) : recogniser;
    });
  }

  synthesiser(language: LanguageTag): Synthesiser | null {
    return this.#once(this.#synthesisers, language, () => {
      const { set, config, readingOf } = this.#options;
      const own = set.synthesiser(voiceFor(config, language), this.#use)?.provider ?? null;
      const aloud = reading(own, readingOf);
      if (!aloud || !this.#options.speculation) return aloud;
      return new PreparedVoice(aloud, (characters, tag) =>
        this.wasted('synthesiser', tag, aloud.name, characters),
      );
    });
  }

  /** Characters or tokens that were paid for and thrown away. */
  wasted(work: Work, language: LanguageTag, provider: string, amount: number): void {
    if (amount > 0) this.#options.news({ change: 'speculation', work, language, provider, amount });
  }

  /** What became of a clause that was synthesised for a likely answer. */
  predicted(used: boolean, language: LanguageTag, provider: string): void {
    const change = used ? 'prediction-used' : 'prediction-unused';
    this.#options.news({ change, work: 'synthesiser', language, provider });
  }

  model(): LanguageModel | null {
    return this.#options.set.model(this.#options.config, this.#use);
  }

  /** Who did the work last in that language; until then who would. */
  serving(work: Work, language: LanguageTag): string | undefined {
    return this.#serving.get(`${work} ${language}`);
  }

  #once<Part>(
    known: Map<LanguageTag, Part | null>,
    language: LanguageTag,
    make: () => Part | null,
  ): Part | null {
    const part = known.get(language) ?? make();
    known.set(language, part);
    return part;
  }

  #watch(): ProviderWatch {
    const { note, news, latency } = this.#options;
    return {
      failover: ({ work, language, from, to, reason }) => {
        // Not `from` and `to`: those are telephone numbers, which the log takes out.
        note('PROVIDER_FAILOVER', { work, language, provider: to, replaces: from, reason });
        news({ change: 'failover', work, language, provider: to, from });
      },
      recovered: ({ work, language, provider }) => {
        note('PROVIDER_RECOVERED', { work, language, provider });
        news({ change: 'recovery', work, language, provider });
      },
      failed: (work, language, failure) => {
        const { provider } = failure;
        note(failureCode(failure), { work, language, provider });
        news({ change: 'failure', work, language, provider });
      },
      hedged: (work, language, slow, beside) => {
        note('PROVIDER_HEDGED', { work, language, slow, beside });
        news({ change: 'hedge', work, language, provider: slow });
      },
      firstOutput: (work, language, provider, amount) => {
        this.#serving.set(`${work} ${language}`, provider);
        latency?.(work, language, provider, amount, { longer: false });
        news({ change: 'first-output', work, language, provider, amount });
      },
      outrun: (work, language, provider, ms) => latency?.(work, language, provider, ms, { longer: true }),
      wasted: (work, language, provider, amount) =>
        news({ change: 'waste', work, language, provider, amount }),
    };
  }
}
