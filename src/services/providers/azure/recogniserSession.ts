import type { Expectation } from '../../../types/expectation.ts';
import type {
  ProviderFailure,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import { mulawEncode } from '../../../lib/g711.ts';
import { azurePhraseList } from '../../../lib/speechHints/forms.ts';
import { hintPhrases } from '../../../lib/speechHints/phrases.ts';
import { failureOf } from '../shared/failure.ts';
import { TurnText } from '../shared/turnText.ts';
import { AZURE } from './failures.ts';
import { SpeechLine, type SpeechLineOptions } from './speechLine.ts';

/** Connections are replaced between turns at this age: delays were reported to grow with it, to 5 s after five minutes. */
const LINE_AGE_MS = 120_000;

interface Turn {
  readonly text: TurnText;
  readonly hints: readonly string[];
  /** Speech between two finishes. The first one is at the service, or about to be; the others wait for it. */
  readonly stretches: Stretch[];
  /** Of its phrases, the least sure one's. */
  confidence: number | undefined;
}

interface Stretch {
  /** Not given to the line yet. */
  audio: Uint8Array<ArrayBuffer>[];
  empty: boolean;
  finished: boolean;
  started: boolean;
}

/** One call's ear. Stretches of speech go to the service one after the other, each as a turn of its own. */
export class AzureSession implements RecogniserSession {
  readonly #lineOptions: SpeechLineOptions;
  readonly #options: RecogniserOptions;
  readonly #sink: RecogniserSink;
  readonly #gone: () => void;
  #line: SpeechLine | undefined;
  #turn: Turn | undefined;
  #dead = false;

  constructor(
    lineOptions: SpeechLineOptions,
    options: RecogniserOptions,
    sink: RecogniserSink,
    gone: () => void,
  ) {
    this.#lineOptions = lineOptions;
    this.#options = options;
    this.#sink = sink;
    this.#gone = gone;
    this.#connect();
  }

  begin(expectation?: Expectation): void {
    if (this.#dead) return;
    this.discard();
    const hints = this.#hints(expectation ?? this.#options.expectation);
    this.#turn = { text: new TurnText(), hints, stretches: [], confidence: undefined };
    if (!this.#line) this.#connect();
  }

  #hints(expectation: Expectation | undefined): readonly string[] {
    const { language: heardAs } = this.#lineOptions;
    return azurePhraseList(hintPhrases(expectation, { heardAs, common: true }), heardAs).phrases;
  }

  write(pcm: Int16Array): void {
    const turn = this.#turn;
    if (!turn) return;
    let last = turn.stretches.at(-1);
    if (!last || last.finished) turn.stretches.push((last = newStretch()));
    last.audio.push(mulawEncode(pcm, new Uint8Array(pcm.length)) as Uint8Array<ArrayBuffer>);
    last.empty &&= pcm.length === 0;
    this.#advance(turn);
  }

  finish(): void {
    const turn = this.#turn;
    if (!turn) return;
    let last = turn.stretches.at(-1);
    if (!last || last.finished) turn.stretches.push((last = newStretch()));
    last.finished = true;
    this.#advance(turn);
  }

  discard(): void {
    this.#turn = undefined;
    this.#line?.abandon();
  }

  close(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#turn = undefined;
    this.#line?.close();
    this.#line = undefined;
    this.#gone();
  }

  /** Ends the session, and says so. */
  fail(failure: ProviderFailure): void {
    if (this.#dead) return;
    this.close();
    this.#sink.failed(failure);
  }

  /** Gives the line what it can take of the turn. */
  #advance(turn: Turn): void {
    const first = turn.stretches[0];
    if (!first || turn !== this.#turn) return;
    if (first.empty) {
      // Nothing to ask the service about: a turn without audio is none of its format.
      if (first.finished && !first.started) this.#settleSoon(turn, first);
      return;
    }
    const line = first.started ? this.#line : this.#start(turn, first);
    for (const mulaw of first.audio.splice(0)) line?.write(mulaw);
    if (first.finished) line?.endAudio();
  }

  #start(turn: Turn, stretch: Stretch): SpeechLine {
    stretch.started = true;
    // Still busy with a turn that was discarded: it may take its time, or never end.
    if (this.#line?.busy) this.#dropLine();
    const line = this.#line ?? this.#connect();
    line.start(turn.hints, {
      partial: (text) => {
        turn.text.guess(text);
        if (text !== '') this.#sink.partial(turn.text.text);
      },
      phrase: (text, confidence) => {
        turn.text.settle(text);
        if (confidence !== undefined) turn.confidence = Math.min(turn.confidence ?? 1, confidence);
      },
      ended: () => this.#settle(turn, stretch),
    });
    return line;
  }

  /** Not at once: `finish` returns before its final is heard. */
  #settleSoon(turn: Turn, stretch: Stretch): void {
    stretch.started = true;
    queueMicrotask(() => this.#settle(turn, stretch));
  }

  #settle(turn: Turn, stretch: Stretch): void {
    if (turn !== this.#turn || turn.stretches[0] !== stretch) return;
    turn.stretches.shift();
    this.#renewOldLine(turn);
    const { confidence } = turn;
    this.#sink.final(turn.text.text, confidence === undefined ? {} : { confidence });
    this.#advance(turn);
  }

  /** While the agent speaks nobody waits for the handshake. */
  #renewOldLine(turn: Turn): void {
    const { clock } = this.#lineOptions;
    if (!this.#line || turn.stretches.length > 0 || clock.now() - this.#line.openedAt < LINE_AGE_MS) return;
    this.#dropLine();
    this.#connect();
  }

  #connect(): SpeechLine {
    const line: SpeechLine = new SpeechLine(this.#lineOptions, (failure) => this.#lost(line, failure));
    this.#line = line;
    // A service that cannot be reached is told at once, also between turns: it will not be there for the next one.
    line.opened.catch((error: unknown) => {
      if (line === this.#line) this.fail(failureOf(AZURE, error));
    });
    return line;
  }

  /** In a turn that is the end. Between turns it is usual, after a long silence: the next one opens another. */
  #lost(line: SpeechLine, failure: ProviderFailure): void {
    if (line !== this.#line) return;
    this.#line = undefined;
    if (this.#turn && this.#turn.stretches.length > 0) this.fail(failure);
  }

  #dropLine(): void {
    this.#line?.close();
    this.#line = undefined;
  }
}

function newStretch(): Stretch {
  return { audio: [], empty: true, finished: false, started: false };
}
