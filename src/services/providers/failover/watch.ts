/** What a call is told about its providers. Every method returns at once. */
import type { LanguageTag } from '../../../types/language.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import type { Work } from './health.ts';

/**
 * Why another provider answers: a failure's kind, or its first output did not come in time (`slow`), or it was known to be
 * unwell (`open`) or to be clearly slower for minutes (`slower`).
 */
export type FailoverReason = ProviderFailure['kind'] | 'slow' | 'open' | 'slower';

export interface ProviderWatch {
  /** From now on `to` serves this call where `from` did or should have. */
  failover?(event: {
    readonly work: Work;
    readonly language: LanguageTag;
    readonly from: string;
    readonly to: string;
    readonly reason: FailoverReason;
  }): void;
  /** The call's first choice serves it again. */
  recovered?(event: { readonly work: Work; readonly language: LanguageTag; readonly provider: string }): void;
  /** A provider failed; others may still answer. */
  failed?(work: Work, language: LanguageTag, failure: ProviderFailure): void;
  /** A second provider was asked beside a slow one. */
  hedged?(work: Work, language: LanguageTag, slow: string, beside: string): void;
  /** First output of the one that answers, ms after it was asked. */
  firstOutput?(work: Work, language: LanguageTag, provider: string, ms: number): void;
  /** Had `ms` and had said nothing when another one answered. */
  outrun?(work: Work, language: LanguageTag, provider: string, ms: number): void;
  /** Asked for and thrown away; units as in `HealthCounts.wastedUnits`. */
  wasted?(work: Work, language: LanguageTag, provider: string, units: number): void;
}

/** Who serves a call in one kind of work, so that a change is told once and not for every clause. */
export class Serving {
  readonly #work: Work;
  readonly #language: LanguageTag;
  readonly first: string;
  readonly #watch: ProviderWatch;
  #now: string;

  constructor(work: Work, language: LanguageTag, first: string, watch: ProviderWatch) {
    this.#work = work;
    this.#language = language;
    this.first = first;
    this.#watch = watch;
    this.#now = first;
  }

  get provider(): string {
    return this.#now;
  }

  by(provider: string, reason: FailoverReason): void {
    const from = this.#now;
    if (provider === from) return;
    this.#now = provider;
    const [work, language] = [this.#work, this.#language];
    if (provider === this.first) this.#watch.recovered?.({ work, language, provider });
    else this.#watch.failover?.({ work, language, from, to: provider, reason });
  }
}
