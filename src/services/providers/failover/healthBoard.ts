/** The health of all providers of the process, and the order in which they are asked. */
import { Emitter } from '../../../lib/emitter.ts';
import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type { ProviderHealthReport } from '../../../types/providerHealth.ts';
import { ENOUGH_SAMPLES, ProviderHealth, type Work } from './health.ts';

export type HealthEvents = {
  /** A provider is no longer asked first. */
  opened: [health: ProviderHealth];
  /** It is asked first again. */
  recovered: [health: ProviderHealth];
};

export interface HealthBoardOptions {
  readonly clock?: Clock;
  /** Published P95 of a provider, ms. */
  readonly published?: (work: Work, provider: string) => number | undefined;
}

export interface Ranked {
  readonly name: string;
  readonly health: ProviderHealth;
  /** Asked beside the first, to find out whether it is well again. */
  readonly probe: boolean;
}

/** Measured medians must differ this much before the configured order is left, as a factor and in ms. */
const CLEARLY_SLOWER = 2;
const CLEARLY_SLOWER_MS = 150;

/** Requests sent beside late ones: so many at once, then one for every five requests. */
const MOST_HEDGES = 60;
const HEDGES_A_REQUEST = 0.2;

/** What the first, second and third provider in the order are meant to reach, ms to the first output; shown, not enforced. */
export const rankTargetsMs = [200, 300, 400] as const;

export class HealthBoard extends Emitter<HealthEvents> {
  readonly clock: Clock;
  readonly #published: (work: Work, provider: string) => number | undefined;
  readonly #all = new Map<string, ProviderHealth>();
  readonly #hedges = new Map<Work, number>();

  constructor(options: HealthBoardOptions = {}) {
    super();
    this.clock = options.clock ?? systemClock;
    this.#published = options.published ?? (() => undefined);
  }

  of(work: Work, provider: string): ProviderHealth {
    const key = `${work} ${provider}`;
    let health = this.#all.get(key);
    if (!health) {
      const made = new ProviderHealth(work, provider, this.#published(work, provider), (change) =>
        this.emit(change === 'opened' ? 'opened' : 'recovered', made),
      );
      health = made;
      this.#all.set(key, made);
    }
    return health;
  }

  /**
   * The order to ask in: the given one, but clearly slower ones behind, open ones last (soonest to be tried again
   * first). A half-open one is marked as a probe, once; if nothing else is left it is simply asked. `takeProbe` false
   * leaves probes alone, for a look that asks nobody.
   */
  rank(work: Work, language: LanguageTag, names: readonly string[], takeProbe = true): Ranked[] {
    const now = this.clock.now();
    const all = names.map((name) => this.of(work, name));
    if (takeProbe)
      this.#hedges.set(
        work,
        Math.min(MOST_HEDGES, (this.#hedges.get(work) ?? MOST_HEDGES) + HEDGES_A_REQUEST),
      );
    const closed = bySpeed(
      all.filter((health) => health.state(now) === 'closed'),
      language,
      now,
    );
    const open = all
      .filter((health) => health.state(now) !== 'closed')
      .sort((a, b) => a.breaker.openUntil - b.breaker.openUntil);
    const ranked = [...closed, ...open].map((health) => ({ name: health.provider, health, probe: false }));
    if (!takeProbe || closed.length === 0) return ranked;
    const at = open.findIndex((health) => health.breaker.takeProbe(now));
    if (at < 0) return ranked;
    const index = closed.length + at;
    return ranked.with(index, { ...(ranked[index] as Ranked), probe: true });
  }

  /**
   * Whether one more request may be sent beside a late one. When everything is late, the cause is most likely our own
   * (the line, this machine), and twice the requests would make it worse. Failures are replaced without asking.
   */
  mayHedge(work: Work): boolean {
    const left = this.#hedges.get(work) ?? MOST_HEDGES;
    if (left < 1) return false;
    this.#hedges.set(work, left - 1);
    return true;
  }

  /** A provider's settings have changed: what was known of it is of another key or place. */
  forget(provider: string): void {
    for (const [key, health] of this.#all) if (health.provider === provider) this.#all.delete(key);
  }

  report(): ProviderHealthReport[] {
    const now = this.clock.now();
    return [...this.#all.values()].map((health) => ({
      provider: health.provider,
      work: health.work,
      state: health.state(now),
      counts: { ...health.counts },
      lastFailure: health.lastFailure && {
        kind: health.lastFailure.kind,
        agoMs: Math.round(now - health.lastFailure.at),
      },
      languages: [...health.languages].map(([language, window]) => ({
        language,
        samples: window.count,
        p50Ms: round(window.quantile(0.5)),
        p95Ms: round(window.quantile(0.95)),
        hedgeAfterMs: Math.round(health.hedgeAfterMs(language)),
        hedgeFrom: health.p95(language).from,
      })),
    }));
  }
}

function round(ms: number | null): number {
  return Math.round(ms ?? 0);
}

/** A stable order: only a provider that is measured as clearly slower than the one behind it changes places with it. */
function bySpeed(healths: ProviderHealth[], language: LanguageTag, now: number): ProviderHealth[] {
  const sorted = [...healths];
  for (let i = sorted.length - 1; i > 0; i--) {
    const [before, after] = [sorted[i - 1], sorted[i]];
    if (before && after && clearlySlower(before, after, language, now))
      [sorted[i - 1], sorted[i]] = [after, before];
  }
  return sorted;
}

function clearlySlower(a: ProviderHealth, b: ProviderHealth, language: LanguageTag, now: number): boolean {
  const [slow, fast] = [measured(a, language, now), measured(b, language, now)];
  return slow !== null && fast !== null && slow > fast * CLEARLY_SLOWER && slow > fast + CLEARLY_SLOWER_MS;
}

/** Of the last minutes only: one that is no longer asked first gets no new samples, and is given another chance. */
function measured(health: ProviderHealth, language: LanguageTag, now: number): number | null {
  for (const [known, window] of health.languages)
    if (known === language && window.fresh(now) >= ENOUGH_SAMPLES) return window.quantile(0.5);
  return null;
}
