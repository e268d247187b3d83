/**
 * Whether a provider is worth asking first. It opens on errors and on slowness alike: to a caller a provider that is
 * late is as dead as one that refuses. Pure but for the time that it is told.
 *
 * Open means "not first", never "not at all": when all are open the least bad is asked (see `HealthBoard.rank`).
 */
export type Outcome = 'ok' | 'slow' | 'failed';
export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** Errors in a row that open it. */
  readonly failuresInARow: number;
  /** Requests in a row, late or failed, that open it. A healthy provider is late once in twenty, by definition of its P95. */
  readonly badInARow: number;
  /** Or this share of bad ones among the last {@link BreakerOptions.recent}. */
  readonly badShare: number;
  readonly recent: number;
  /** Outcomes older than this are forgotten, ms. */
  readonly memoryMs: number;
  /** How long it stays open at first, ms; twice as long after each probe that fails, up to the longest. */
  readonly openMs: number;
  readonly longestOpenMs: number;
  /** A refused key or an empty account does not mend itself in seconds. */
  readonly refusedMs: number;
}

export const defaultBreakerOptions = {
  failuresInARow: 3,
  badInARow: 4,
  badShare: 0.6,
  recent: 10,
  memoryMs: 60_000,
  openMs: 5_000,
  longestOpenMs: 120_000,
  refusedMs: 30_000,
} as const satisfies BreakerOptions;

export class Breaker {
  readonly #options: BreakerOptions;
  #outcomes: { readonly outcome: Outcome; readonly at: number }[] = [];
  #openUntil: number | null = null;
  #openMs: number;
  #probing = false;

  constructor(options: Partial<BreakerOptions> = {}) {
    this.#options = { ...defaultBreakerOptions, ...options };
    this.#openMs = this.#options.openMs;
  }

  state(now: number): BreakerState {
    if (this.#openUntil === null) return 'closed';
    return now >= this.#openUntil ? 'half-open' : 'open';
  }

  /** When an open one may be probed; for telling the least bad. */
  get openUntil(): number {
    return this.#openUntil ?? 0;
  }

  /** Takes the one probe that a half-open breaker allows. False: somebody else is probing, or it is not half-open. */
  takeProbe(now: number): boolean {
    if (this.#probing || this.state(now) !== 'half-open') return false;
    this.#probing = true;
    return true;
  }

  /** The probe came to no result (the call ended): another request may try. */
  dropProbe(): void {
    this.#probing = false;
  }

  /** Returns how the state changed, if it did. `lasting`: a refused key or an empty account. */
  record(outcome: Outcome, now: number, lasting = false): 'opened' | 'closed' | null {
    if (this.#openUntil !== null) return this.#whileOpen(outcome, now);
    this.#outcomes.push({ outcome, at: now });
    const oldest = now - this.#options.memoryMs;
    this.#outcomes = this.#outcomes.filter(({ at }) => at >= oldest).slice(-this.#options.recent);
    if (!(lasting && outcome === 'failed') && !this.#tooBad()) return null;
    this.#open(now, lasting);
    return 'opened';
  }

  /** Requests that were under way when it opened still end; only the probe's success, or any success after its time, closes. */
  #whileOpen(outcome: Outcome, now: number): 'closed' | null {
    if (this.state(now) === 'open' && !this.#probing) return null;
    this.#probing = false;
    if (outcome === 'ok') {
      this.#openUntil = null;
      this.#openMs = this.#options.openMs;
      this.#outcomes = [];
      return 'closed';
    }
    this.#openMs = Math.min(this.#options.longestOpenMs, this.#openMs * 2);
    this.#openUntil = now + this.#openMs;
    return null;
  }

  #open(now: number, lasting: boolean): void {
    if (lasting) this.#openMs = Math.max(this.#openMs, this.#options.refusedMs);
    this.#openUntil = now + this.#openMs;
    this.#probing = false;
    this.#outcomes = [];
  }

  #tooBad(): boolean {
    const { failuresInARow, badInARow, badShare, recent } = this.#options;
    const lastAre = (n: number, bad: (outcome: Outcome) => boolean) =>
      this.#outcomes.length >= n && this.#outcomes.slice(-n).every(({ outcome }) => bad(outcome));
    if (lastAre(failuresInARow, (it) => it === 'failed')) return true;
    if (lastAre(badInARow, (it) => it !== 'ok')) return true;
    const bad = this.#outcomes.filter(({ outcome }) => outcome !== 'ok').length;
    return this.#outcomes.length >= recent && bad / this.#outcomes.length >= badShare;
  }
}
