/**
 * Asks providers in order until one gives output: the one mechanism behind failover and hedging of all four kinds.
 *
 * The first is asked at once. When its first output does not come within its P95, the next is asked beside it; when it
 * fails, the next is asked in its place. The first to give output wins, the others are told to stop and their cost is
 * counted. After that the winner is watched: an error or a silence in mid-stream is told to the owner, who knows how to
 * go on from there.
 */
import type { Cancellable, ProviderFailure } from '../../../types/ports.ts';
import { failure as failureBy, failureOf } from '../shared/failure.ts';
import type { Ranked } from './healthBoard.ts';
import { runnerOf, worseOf, type RaceOptions, type Runner } from './raceOptions.ts';
import type { FailoverReason } from './watch.ts';

/** A timer that fires later than this after its time was held up by this process, ms. */
const HELD_UP_MS = 20;

export class Race implements Cancellable {
  readonly #options: RaceOptions;
  #next = 0;
  #runners: Runner[] = [];
  #winner: Runner | undefined;
  #lastFailure: ProviderFailure | undefined;
  #reason: FailoverReason;
  #over = false;
  #lastOutputAt = 0;
  #watchdog: unknown;

  constructor(options: RaceOptions) {
    this.#options = options;
    const first = options.ranked.find(({ name }) => name === options.serving?.first);
    const closed = first?.health.state(this.#clock.now()) === 'closed';
    this.#reason = options.reason ?? (closed ? 'slower' : 'open');
    const probe = options.ranked.find((ranked) => ranked.probe);
    // Beside the first, so that finding out costs the caller nothing; before it, so that it is asked whatever happens.
    if (probe) this.#ask(probe);
    if (!this.#over) this.#askNext();
  }

  /** Whether a probe is still out after the race was won. It may go on: nobody hears it. */
  get probing(): boolean {
    return this.#over && this.#live.length > 0;
  }

  /** Whom {@link hedge} would ask, and beside whom; null: nobody is left who is well, or it is decided. */
  get beside(): { readonly asked: string; readonly beside: string } | null {
    const asked = this.#live.findLast(({ ranked }) => !ranked.probe);
    const next = this.#options.ranked.slice(this.#next).find(({ probe }) => !probe);
    if (this.#over || this.#winner || !asked || next?.health.state(this.#clock.now()) !== 'closed')
      return null;
    return { asked: asked.ranked.name, beside: next.name };
  }

  /** Asks the next one beside the last, before that one's time has run out: somebody waits, and cannot wait so long. */
  hedge(): boolean {
    const pair = this.beside;
    return pair !== null && this.#askBeside(pair.asked);
  }

  /** Stops everything, silently; a probe too. One request is the owner's own, who says whether it was waste. */
  cancel(): void {
    this.#over = true;
    this.#clock.cancel(this.#watchdog);
    const own = this.#winner ?? this.#live.find(({ ranked }) => !ranked.probe) ?? this.#live[0];
    for (const runner of this.#runners) this.#stop(runner, runner !== own);
  }

  get #clock() {
    return this.#options.board.clock;
  }

  #askNext(): boolean {
    for (;;) {
      const ranked = this.#options.ranked[this.#next++];
      if (!ranked) return false;
      if (ranked.probe) continue; // it was asked at the beginning
      this.#ask(ranked);
      return true;
    }
  }

  #ask(ranked: Ranked): void {
    const { language } = this.#options;
    const runner = runnerOf(ranked, this.#clock.now());
    this.#runners.push(runner);
    ranked.health.counts.requests++;
    const dueMs = ranked.health.hedgeAfterMs(language);
    runner.timer = this.#clock.after(dueMs, () => this.#due(runner, dueMs));
    try {
      const handle = this.#options.start(ranked.name, {
        output: () => this.#output(runner),
        failed: (failure) => this.#failed(runner, failure),
        done: () => this.#done(runner),
      });
      runner.handle = handle;
      // It was over before it could be told to stop.
      if (runner.over) handle.cancel();
    } catch (error) {
      // A defect of an adapter ends no call.
      this.#failed(runner, failureOf(ranked.name, error));
    }
  }

  /**
   * The timer has run out. When it is late itself this process was held up, and what the provider has sent may lie
   * unread in the socket: that is read first.
   */
  #due(runner: Runner, dueMs: number): void {
    const heldUp = this.#clock.now() - runner.askedAt - dueMs > HELD_UP_MS;
    if (heldUp) runner.timer = this.#clock.after(1, () => this.#tooLate(runner));
    else this.#tooLate(runner);
  }

  #output(runner: Runner): boolean {
    if (runner === this.#winner) {
      this.#lastOutputAt = this.#clock.now();
      return !this.#over;
    }
    if (runner.over) return false;
    this.#measure(runner);
    if (this.#winner || this.#over) {
      // A probe that answered: it is well again, and that was all we wanted.
      this.#stop(runner);
      return false;
    }
    this.#win(runner);
    return true;
  }

  #win(runner: Runner): void {
    this.#winner = runner;
    this.#clock.cancel(this.#watchdog);
    for (const other of this.#runners) if (other !== runner) this.#lose(other);
    const { work, language, watch, serving } = this.#options;
    serving?.by(runner.ranked.name, this.#reason);
    watch.firstOutput?.(work, language, runner.ranked.name, this.#clock.now() - runner.askedAt);
    this.#lastOutputAt = this.#clock.now();
    this.#watchWinner();
  }

  /** The others are told to stop. A probe goes on in silence until it has shown how it is. */
  #lose(runner: Runner): void {
    if (runner.over || (runner.ranked.probe && !runner.late)) return;
    const { health } = runner.ranked;
    const outrun = this.#runners.indexOf(runner) < this.#runners.indexOf(this.#winner as Runner);
    if (runner.late || outrun) this.#outrunBy(runner);
    else health.counts.hedgesLost++;
    this.#stop(runner);
  }

  /**
   * Not measured to its end: it took at least this long. Left out, the fast ones alone would make the P95. One that was hedged
   * before its time is counted as its P95: as the time it had, it would draw the P95 down, hedge by hedge.
   */
  #outrunBy({ ranked, late, askedAt }: Runner): void {
    const { work, language, watch } = this.#options;
    const { health, name } = ranked;
    const now = this.#clock.now();
    const ms = now - askedAt;
    if (late) health.slow(now);
    health.firstOutput(language, late ? ms : Math.max(ms, health.p95(language).ms), true, now);
    watch.outrun?.(work, language, name, ms);
  }

  #measure(runner: Runner): void {
    const now = this.#clock.now();
    this.#clock.cancel(runner.timer);
    const noSign = runner.late && !this.#outran(runner, now);
    runner.ranked.health.firstOutput(this.#options.language, now - runner.askedAt, noSign, now);
  }

  /**
   * Late and still the first: a sign of health only if another had all its time and was no faster. Before that it says
   * nothing, neither for nor against.
   */
  #outran(runner: Runner, now: number): boolean {
    const { language } = this.#options;
    const hadItsTime = (it: Runner) => now - it.askedAt >= it.ranked.health.p95(language).ms;
    return !this.#winner && this.#live.some((it) => it !== runner && hadItsTime(it));
  }

  #tooLate(runner: Runner): void {
    if (runner.over || runner === this.#winner) return;
    runner.late = true;
    if (this.#winner || this.#over) {
      runner.ranked.health.slow(this.#clock.now());
      this.#stop(runner); // a probe that is still not well
      return;
    }
    if (!this.#askBeside(runner.ranked.name)) this.#nobodyLeft();
  }

  #askBeside(slow: string): boolean {
    const { board, work, language, watch } = this.#options;
    this.#reason = 'slow';
    const before = this.#runners.length;
    if (!board.mayHedge(work) || !this.#askNext()) return false;
    const beside = this.#runners[before]?.ranked;
    if (!beside) return true;
    beside.health.counts.hedges++;
    watch.hedged?.(work, language, slow, beside.name);
    return true;
  }

  /** All have been asked and all are late: they get a last grace. */
  #nobodyLeft(): void {
    if (this.#watchdog !== undefined || !this.#live.every((each) => each.late)) return;
    this.#watchdog = this.#clock.after(this.#options.giveUpMs, () => this.#giveUp());
  }

  #failed(runner: Runner, failure: ProviderFailure): void {
    if (runner.over) return;
    const { board, work, language, watch } = this.#options;
    runner.ranked.health.failed(failure, board.clock.now());
    if (failure.kind === 'aborted') runner.ranked.health.breaker.dropProbe();
    watch.failed?.(work, language, failure);
    this.#end(runner);
    if (runner === this.#winner) {
      this.#finish();
      this.#options.broken(failure, runner.ranked.name);
      return;
    }
    if (this.#winner || this.#over) return;
    this.#lastFailure = worseOf(this.#lastFailure, failure);
    this.#reason = failure.kind;
    if (this.#askNext()) return;
    if (this.#live.length > 0) return this.#nobodyLeft();
    this.#finish();
    this.#options.allFailed(this.#lastFailure ?? failure);
  }

  #done(runner: Runner): boolean {
    if (runner.over) return false;
    // A probe may end after the race: it is measured all the same.
    if (runner !== this.#winner && !this.#output(runner)) return false;
    if (this.#over) return false;
    this.#end(runner);
    this.#finish();
    return true;
  }

  get #live(): Runner[] {
    return this.#runners.filter((runner) => !runner.over);
  }

  #giveUp(): void {
    this.#watchdog = undefined;
    const now = this.#clock.now();
    for (const runner of this.#live) {
      const stalled = failureBy(runner.ranked.name, 'stalled', `no output for ${this.#options.giveUpMs} ms`);
      runner.ranked.health.failed(stalled, now);
      this.#lastFailure = worseOf(this.#lastFailure, stalled);
      this.#stop(runner);
    }
    this.#finish();
    const { work } = this.#options;
    this.#options.allFailed(
      this.#lastFailure ?? failureBy('none', 'unavailable', `no ${work} is configured`),
    );
  }

  /** One timer for a whole stream: it looks when the last output was, instead of being set anew for each. */
  #watchWinner(): void {
    const { nextOutputMs } = this.#options;
    if (nextOutputMs === 0 || this.#over) return;
    const due = this.#lastOutputAt + nextOutputMs - this.#clock.now();
    this.#watchdog = this.#clock.after(Math.max(1, due), () => {
      const { ranked } = this.#winner as Runner;
      if (this.#clock.now() - this.#lastOutputAt < nextOutputMs) return this.#watchWinner();
      const stalled = failureBy(ranked.name, 'stalled', `no more output for ${nextOutputMs} ms`);
      const { handle } = this.#winner as Runner;
      this.#failed(this.#winner as Runner, stalled);
      handle?.cancel();
    });
  }

  #finish(): void {
    this.#over = true;
    this.#clock.cancel(this.#watchdog);
  }

  #end(runner: Runner): void {
    runner.over = true;
    this.#clock.cancel(runner.timer);
  }

  /** Tells a provider to stop and counts what it cost. */
  #stop(runner: Runner, wasted = runner !== this.#winner): void {
    if (runner.over) return;
    this.#end(runner);
    if (runner.ranked.probe) runner.ranked.health.breaker.dropProbe();
    if (wasted) {
      const { work, language, units, watch } = this.#options;
      runner.ranked.health.counts.wastedUnits += units;
      watch.wasted?.(work, language, runner.ranked.name, units);
    }
    runner.handle?.cancel();
  }
}
