import type { Expectation } from '../../../types/expectation.ts';
import type {
  EndOfTurnHint,
  ProviderFailure,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import type { Chain } from './chain.ts';
import type { Ranked } from './healthBoard.ts';
import { Race } from './race.ts';
import type { Entrant } from './raceOptions.ts';
import { RecogniserLeg, type LegSink } from './recogniserLeg.ts';
import { TurnAudio } from './turnAudio.ts';

/** After all were asked and none gave its final in its time: the turn is not understood. */
const GIVE_UP_MS = 2_500;
const RATE = 8_000;

/**
 * A call's ear over several providers. A finish that follows another before its final has come is answered once, by the
 * final of the whole turn.
 * While the caller speaks one of them listens (two, when one is being tried again);
 * at each `finish` a race for the final begins, in which the others hear the turn from memory.
 */
export class FailoverEar implements RecogniserSession, LegSink {
  readonly #chain: Chain<Recogniser>;
  readonly #options: RecogniserOptions;
  readonly #sink: RecogniserSink;
  readonly #legs = new Map<string, RecogniserLeg>();
  readonly #audio = new TurnAudio(RATE);
  #ranked: readonly Ranked[] = [];
  #turn = 0;
  #expectation: Expectation | undefined;
  /** Whose partials the call sees. */
  #lead: RecogniserLeg | undefined;
  #race: Race | undefined;
  /** A race that is won, with a probe still out. */
  #lingering: Race | undefined;
  /** The race's entrant for each leg that owes its final. */
  readonly #owed = new Map<RecogniserLeg, Entrant>();
  /** Providers that failed in this turn. */
  #failed: string[] = [];
  #inTurn = false;
  #closed = false;

  constructor(chain: Chain<Recogniser>, options: RecogniserOptions, sink: RecogniserSink) {
    this.#chain = chain;
    this.#options = options;
    this.#sink = sink;
    // The handshake is over before the caller has said the first word.
    const [first] = chain.board.rank('recogniser', chain.language, names(chain), false);
    if (first) this.#leg(first.name);
  }

  begin(expectation?: Expectation): void {
    if (this.#closed) return;
    this.#endTurn();
    // What it has not shown by now it shows another time: its session is needed.
    this.#lingering?.cancel();
    this.#lingering = undefined;
    this.#turn++;
    this.#inTurn = true;
    this.#expectation = expectation;
    this.#ranked = this.#chain.ranked();
    const [first, ...others] = this.#ranked;
    if (!first) return;
    this.#lead = this.#listen(first.name);
    const probe = others.find((ranked) => ranked.probe);
    if (probe) this.#listen(probe.name);
  }

  write(pcm: Int16Array): void {
    if (!this.#inTurn) return;
    this.#audio.write(pcm);
    for (const leg of this.#legs.values()) if (leg.turn === this.#turn) leg.write(pcm);
  }

  finish(): void {
    if (!this.#inTurn) return;
    this.#race?.cancel();
    this.#owed.clear();
    const { board, language, watch, serving } = this.#chain;
    const race = new Race({
      board,
      work: 'recogniser',
      language,
      watch,
      serving,
      ranked: this.#order(),
      giveUpMs: GIVE_UP_MS,
      nextOutputMs: 0,
      units: Math.round(this.#audio.ms),
      start: (name, entrant) => this.#askFinal(name, entrant),
      allFailed: (failure) => this.#notUnderstood(failure),
      broken: () => undefined, // a final is whole: there is no mid-stream
    });
    this.#race = race;
  }

  discard(): void {
    this.#endTurn();
  }

  close(): void {
    if (this.#closed) return;
    this.#race?.cancel();
    this.#endTurn();
    this.#lingering?.cancel();
    this.#closed = true;
    for (const leg of this.#legs.values()) leg.close();
    this.#legs.clear();
  }

  // ---- what the legs say

  partial(leg: RecogniserLeg, text: string): void {
    if (leg === this.#lead && leg.turn === this.#turn) this.#sink.partial(text);
  }

  endOfTurn(leg: RecogniserLeg, hint: EndOfTurnHint): void {
    if (leg === this.#lead && leg.turn === this.#turn) this.#sink.endOfTurn?.(hint);
  }

  final(leg: RecogniserLeg, text: string, detail: { confidence?: number; language?: string }): void {
    const entrant = this.#owed.get(leg);
    this.#owed.delete(leg);
    // A probe may answer after its turn is over: then it only shows how it is.
    if (!entrant?.done() || leg.turn !== this.#turn) return;
    // What the caller adds to this turn is heard by the one who understood it so far.
    const before = this.#lead;
    this.#lead = leg;
    if (before && before !== leg) this.#replace(before);
    this.#sink.final(text, detail);
  }

  failed(leg: RecogniserLeg, failure: ProviderFailure): void {
    this.#legs.delete(leg.name);
    leg.close();
    if (this.#closed) return;
    const entrant = this.#owed.get(leg);
    this.#owed.delete(leg);
    if (this.#inTurn) this.#failed.push(leg.name);
    if (entrant) return entrant.failed(failure);
    this.#failedWhileListening(leg, failure);
  }

  /** It broke while the caller was speaking, or between turns: nobody waits for it yet. */
  #failedWhileListening(leg: RecogniserLeg, failure: ProviderFailure): void {
    const { board, language, watch } = this.#chain;
    board.of('recogniser', leg.name).failed(failure, board.clock.now());
    watch.failed?.('recogniser', language, failure);
    if (!this.#inTurn || leg !== this.#lead) return;
    const next = this.#order().find(({ name }) => !this.#failed.includes(name));
    if (!next) return; // `finish` will tell
    this.#chain.serving.by(next.name, failure.kind);
    this.#lead = this.#listen(next.name);
  }

  /** The lead first, then the others as they were ranked at the turn's beginning; those that failed in it last. */
  #order(): Ranked[] {
    const bad = new Set(this.#failed);
    const good = this.#ranked.filter(({ name }) => !bad.has(name));
    const lead = good.filter(({ name }) => name === this.#lead?.name);
    const others = good.filter(({ name }) => name !== this.#lead?.name);
    const order = [...lead, ...others].map((ranked, at) => (at === 0 ? { ...ranked, probe: false } : ranked));
    // Everybody has failed: the least bad is tried once more.
    return order.length > 0 ? order : this.#ranked.slice(0, 1).map((ranked) => ({ ...ranked, probe: false }));
  }

  #askFinal(name: string, entrant: Entrant): { cancel(): void } {
    const heard = this.#legs.get(name);
    const leg = heard && !heard.dead && heard.turn === this.#turn ? heard : this.#listen(name);
    if (leg.dead) {
      // It failed while it was being opened, and has told so already.
      entrant.failed({
        provider: name,
        kind: 'unavailable',
        retryable: true,
        message: 'it could not be opened',
      });
      return { cancel: () => undefined };
    }
    this.#owed.set(leg, entrant);
    leg.finish();
    return {
      cancel: () => {
        if (this.#owed.get(leg) === entrant) this.#owed.delete(leg);
        // The lead goes on listening: only its final is not waited for.
        if (leg !== this.#lead) leg.discard();
      },
    };
  }

  /** Lets a provider hear the present turn, from its beginning. */
  #listen(name: string): RecogniserLeg {
    const leg = this.#leg(name);
    leg.hear(this.#turn, this.#audio, this.#expectation);
    return leg;
  }

  #leg(name: string): RecogniserLeg {
    const open = this.#legs.get(name);
    if (open && !open.dead) return open;
    const { language, callSid } = this.#options;
    const leg = new RecogniserLeg(
      this.#chain.part(name),
      { language, sampleRate: RATE, ...(callSid === undefined ? {} : { callSid }) },
      this,
    );
    if (!leg.dead) this.#legs.set(name, leg);
    return leg;
  }

  #notUnderstood(failure: ProviderFailure): void {
    // Whoever still owes an answer may be connected to nobody: the next turn gets new sessions.
    for (const leg of this.#legs.values()) if (leg.turn === this.#turn) this.#replace(leg);
    this.#lead = undefined;
    if (this.#inTurn) this.#sink.failed(failure);
  }

  /** A session that was late with its final may be dead without knowing: the next turn opens another. */
  #replace(leg: RecogniserLeg): void {
    if (this.#legs.get(leg.name) === leg) this.#legs.delete(leg.name);
    leg.close();
  }

  #endTurn(): void {
    this.#inTurn = false;
    const probing = this.#probing;
    if (probing) this.#lingering = this.#race;
    else this.#race?.cancel();
    this.#race = undefined;
    if (!probing) for (const { probe, health } of this.#ranked) if (probe) health.breaker.dropProbe();
    this.#ranked = [];
    this.#failed = [];
    this.#lead = undefined;
    this.#audio.clear();
    for (const leg of this.#legs.values()) {
      // A probe that still owes its final of this turn is let alone: that final tells how it is.
      if (probing && this.#owed.has(leg)) continue;
      this.#owed.delete(leg);
      if (leg.turn === this.#turn) leg.discard();
    }
  }

  /** The race is won, and a probe is still out. Its own timer ends it. */
  get #probing(): boolean {
    return this.#race?.probing ?? false;
  }
}

function names({ parts }: Chain<Recogniser>): string[] {
  return parts.map(({ name }) => name);
}
