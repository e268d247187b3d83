/** One provider's session within a call, and what the present turn wants of it. */
import type {
  EndOfTurnHint,
  ProviderFailure,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
} from '../../../types/ports.ts';
import type { Expectation } from '../../../types/expectation.ts';
import type { TurnAudio } from './turnAudio.ts';

export interface LegSink {
  partial(leg: RecogniserLeg, text: string): void;
  endOfTurn(leg: RecogniserLeg, hint: EndOfTurnHint): void;
  final(leg: RecogniserLeg, text: string, detail: { confidence?: number; language?: string }): void;
  failed(leg: RecogniserLeg, failure: ProviderFailure): void;
}

export class RecogniserLeg {
  readonly name: string;
  /** The turn that it hears; -1: none. */
  turn = -1;
  dead = false;
  /** Finals that are still to come, one for each finish. */
  #owed = 0;
  #session: RecogniserSession | undefined;

  constructor(recogniser: Recogniser, options: RecogniserOptions, sink: LegSink) {
    this.name = recogniser.name;
    this.#session = recogniser.open(options, {
      partial: (text) => sink.partial(this, text),
      endOfTurn: (hint) => sink.endOfTurn(this, hint),
      final: (text, detail) => {
        this.#owed = Math.max(0, this.#owed - 1);
        // The caller went on meanwhile: only the newest final is of the whole turn.
        if (this.#owed === 0) sink.final(this, text, detail);
      },
      failed: (failure) => {
        if (this.dead) return;
        this.dead = true;
        this.turn = -1;
        sink.failed(this, failure);
      },
    });
    // It failed before it could be closed.
    if (this.dead) this.#session.close();
  }

  /** Hears a turn, from its beginning also when that is over. */
  hear(turn: number, audio: TurnAudio, expectation: Expectation | undefined): void {
    if (this.dead) return;
    this.turn = turn;
    this.#owed = 0;
    this.#session?.begin(expectation);
    audio.replay((pcm) => this.#session?.write(pcm));
  }

  write(pcm: Int16Array): void {
    if (!this.dead && this.turn >= 0) this.#session?.write(pcm);
  }

  finish(): void {
    if (this.dead || this.turn < 0) return;
    this.#owed++;
    this.#session?.finish();
  }

  discard(): void {
    if (!this.dead && this.turn >= 0) this.#session?.discard();
    this.turn = -1;
  }

  close(): void {
    this.dead = true;
    this.turn = -1;
    this.#session?.close();
  }
}
