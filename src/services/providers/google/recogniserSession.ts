import type { Expectation } from '../../../types/expectation.ts';
import type { ProviderFailure, RecogniserSession, RecogniserSink } from '../../../types/ports.ts';
import { TurnText } from '../shared/turnText.ts';
import type { Recognition, RecognitionEvents } from './recognition.ts';

/** One turn: its streams in the order of the speech, and the finals that are still owed. */
interface Turn {
  readonly expectation: Expectation | undefined;
  readonly streams: Recognition[];
  /** For each final that is owed: how many of the streams it is about. */
  readonly owed: number[];
  /** The stream that takes audio. */
  open: Recognition | undefined;
  partial: string;
}

/**
 * A caller's ear. A turn is one stream, ended by half-closing it, or several: after a pause that was no end, and where a
 * stream comes near the service's limit. Between turns there is no stream at all, so nothing can grow stale but the
 * connection, which the client renews.
 */
export class GoogleSession implements RecogniserSession {
  readonly #start: (expectation: Expectation | undefined, events: RecognitionEvents) => Recognition;
  readonly #sink: RecogniserSink;
  readonly #expectation: Expectation | undefined;
  readonly #gone: () => void;
  #turn: Turn | undefined;
  #dead = false;

  /**
   * @param start opens a stream
   * @param gone called once, when nothing more comes of the session
   */
  constructor(
    start: (expectation: Expectation | undefined, events: RecognitionEvents) => Recognition,
    sink: RecogniserSink,
    expectation: Expectation | undefined,
    gone: () => void,
  ) {
    this.#start = start;
    this.#sink = sink;
    this.#expectation = expectation;
    this.#gone = gone;
  }

  begin(expectation?: Expectation): void {
    if (this.#dead) return;
    this.discard();
    this.#turn = newTurn(expectation ?? this.#expectation);
  }

  write(pcm: Int16Array): void {
    if (this.#dead || pcm.length === 0) return;
    const turn = (this.#turn ??= newTurn(this.#expectation));
    const stream = (turn.open ??= this.#next(turn));
    stream.write(pcm);
    if (stream.full) finishOpen(turn);
  }

  finish(): void {
    if (this.#dead) return;
    const turn = (this.#turn ??= newTurn(this.#expectation));
    finishOpen(turn);
    turn.owed.push(turn.streams.length);
    // Never from within the call: who asks may not be ready for the answer.
    queueMicrotask(() => this.#pay(turn));
  }

  discard(): void {
    const turn = this.#turn;
    this.#turn = undefined;
    for (const stream of turn?.streams ?? []) stream.cancel();
  }

  close(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.discard();
    this.#gone();
  }

  /** Ends the session, and says so. */
  fail(failure: ProviderFailure): void {
    if (this.#dead) return;
    this.close();
    this.#sink.failed(failure);
  }

  /** Dead from the start, which is said a moment later. */
  refuse(failure: ProviderFailure): void {
    this.close();
    queueMicrotask(() => this.#sink.failed(failure));
  }

  #next(turn: Turn): Recognition {
    const stream: Recognition = this.#start(turn.expectation, {
      heard: () => this.#heard(turn),
      ended: () => {
        if (turn.open === stream) turn.open = undefined;
        this.#pay(turn);
      },
      idle: () => {
        if (turn.open === stream) finishOpen(turn);
      },
      failed: (failure) => {
        if (this.#turn === turn) this.fail(failure);
      },
    });
    turn.streams.push(stream);
    return stream;
  }

  #heard(turn: Turn): void {
    if (this.#turn !== turn) return;
    const text = textOf(turn.streams);
    if (text === '' || text === turn.partial) return;
    turn.partial = text;
    this.#sink.partial(text);
  }

  /** Gives the finals whose streams have all ended. The sink may begin, finish or close meanwhile. */
  #pay(turn: Turn): void {
    for (;;) {
      const count = turn.owed[0];
      if (this.#turn !== turn || count === undefined) return;
      const streams = turn.streams.slice(0, count);
      if (!streams.every(({ done }) => done)) return;
      turn.owed.shift();
      const confidence = mean(streams.flatMap(({ confidences }) => confidences));
      this.#sink.final(textOf(streams), confidence === undefined ? {} : { confidence });
    }
  }
}

function newTurn(expectation: Expectation | undefined): Turn {
  return { expectation, streams: [], owed: [], open: undefined, partial: '' };
}

function finishOpen(turn: Turn): void {
  turn.open?.finish();
  turn.open = undefined;
}

function textOf(streams: readonly Recognition[]): string {
  const whole = new TurnText();
  for (const { text } of streams) whole.settle(text.text);
  return whole.text;
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
