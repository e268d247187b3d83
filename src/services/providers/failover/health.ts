/** What is known of one provider at one kind of work: how fast it has been in each language, and whether it is well. */
import type { LanguageTag } from '../../../types/language.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { aboutTheRequest } from '../shared/failure.ts';
import { Breaker, type BreakerState } from './breaker.ts';
import { LatencyWindow } from './latencyWindow.ts';

export type Work = 'recogniser' | 'synthesiser' | 'model' | 'embedder';

/** Samples from which on the provider's own P95 is believed. */
export const ENOUGH_SAMPLES = 50;

/** P95 to assume for a provider that nobody has published and that has not been measured, ms. */
const assumedP95Ms: Readonly<Record<Work, number>> = {
  recogniser: 800,
  synthesiser: 500,
  model: 1_500,
  embedder: 400,
};

/**
 * Added to the measured P95: a very steady provider's samples lie within a few ms of each other, and a timer among them
 * would call half of them late.
 */
const MARGIN_MS = 10;
/** A timer below this would fire on the machine's own hiccups, ms. */
const LEAST_HEDGE_MS = 40;
/**
 * The timer never exceeds this many times the published (or assumed) P95 or, once measured, the best median that the
 * provider has had here. A provider that has turned slow would otherwise teach its timer to wait for it.
 */
const MOST_TIMES_P95 = 1.5;
/** Published P95s are 1.1 to 3.5 times their medians, those of fast services about twice. */
const MOST_TIMES_MEDIAN = 2.5;
/** So many requests in a row that it calls wrong or unsupported are no fault of the requests: a model or place is gone. */
const REFUSALS_IN_A_ROW = 5;

const lasting: ReadonlySet<ProviderFailure['kind']> = new Set(['refused', 'quota']);

export interface HealthCounts {
  requests: number;
  failures: number;
  /** First-output timers that ran out. */
  slow: number;
  /** Requests sent beside a slow one, and those of them that came too late to be used. */
  hedges: number;
  hedgesLost: number;
  /** What was paid for and thrown away: characters to synthesise, tokens asked of a model, ms of audio to recognise. */
  wastedUnits: number;
}

export class ProviderHealth {
  readonly provider: string;
  readonly work: Work;
  readonly breaker = new Breaker();
  readonly counts: HealthCounts = {
    requests: 0,
    failures: 0,
    slow: 0,
    hedges: 0,
    hedgesLost: 0,
    wastedUnits: 0,
  };
  lastFailure: { readonly kind: ProviderFailure['kind']; readonly at: number } | null = null;
  readonly #published: number | undefined;
  #refusals = 0;
  readonly #latencies = new Map<LanguageTag, LatencyWindow>();
  readonly #changed: (change: 'opened' | 'closed') => void;

  /**
   * @param published the provider's published P95, ms
   * @param changed told when the breaker opens or closes
   */
  constructor(
    work: Work,
    provider: string,
    published: number | undefined,
    changed: (change: 'opened' | 'closed') => void,
  ) {
    this.work = work;
    this.provider = provider;
    this.#published = published;
    this.#changed = changed;
  }

  get languages(): Iterable<[LanguageTag, LatencyWindow]> {
    return this.#latencies;
  }

  state(now: number): BreakerState {
    return this.breaker.state(now);
  }

  /** P95 that a request's timer starts from, with where it comes from. */
  p95(language: LanguageTag): { readonly ms: number; readonly from: 'measured' | 'published' | 'assumed' } {
    const window = this.#latencies.get(language);
    if (window && window.count >= ENOUGH_SAMPLES) return { ms: window.quantile(0.95) ?? 0, from: 'measured' };
    if (this.#published !== undefined) return { ms: this.#published, from: 'published' };
    return { ms: assumedP95Ms[this.work], from: 'assumed' };
  }

  /** How long a request may be without output before another provider is asked too, ms. */
  hedgeAfterMs(language: LanguageTag): number {
    const known = this.#latencies.get(language)?.baseline(ENOUGH_SAMPLES) ?? Number.POSITIVE_INFINITY;
    const expected = this.#published ?? assumedP95Ms[this.work];
    const measured = Number.isFinite(known) ? known * MOST_TIMES_MEDIAN : 0;
    const most = Math.max(expected * MOST_TIMES_P95, measured);
    const { ms, from } = this.p95(language);
    return Math.max(LEAST_HEDGE_MS, Math.min(from === 'measured' ? ms + MARGIN_MS : ms, most));
  }

  /** A first output came, `ms` after its request. `noSign`: a sample, but neither for nor against its health. */
  firstOutput(language: LanguageTag, ms: number, noSign: boolean, now: number): void {
    let window = this.#latencies.get(language);
    if (!window) this.#latencies.set(language, (window = new LatencyWindow()));
    window.record(ms, now);
    this.#refusals = 0;
    if (!noSign) this.#record('ok', now);
  }

  slow(now: number): void {
    this.counts.slow++;
    this.#record('slow', now);
  }

  failed(failure: ProviderFailure, now: number): void {
    const own = aboutTheRequest.has(failure.kind);
    if (failure.kind === 'aborted' || (own && !this.#refusesAll(failure.kind))) {
      this.breaker.dropProbe();
      return;
    }
    this.counts.failures++;
    this.lastFailure = { kind: failure.kind, at: now };
    this.#record('failed', now, own || lasting.has(failure.kind));
  }

  /** Five refused requests in a row, of whatever calls. */
  #refusesAll(kind: ProviderFailure['kind']): boolean {
    if (kind !== 'invalid-request' && kind !== 'unsupported') return false;
    return ++this.#refusals >= REFUSALS_IN_A_ROW;
  }

  #record(outcome: 'ok' | 'slow' | 'failed', now: number, isLasting = false): void {
    const change = this.breaker.record(outcome, now, isLasting);
    if (change) this.#changed(change);
  }
}
