import { mulawEncode } from '../../../lib/g711.ts';
import type { Clock } from '../../../types/clock.ts';
import type { Expectation } from '../../../types/expectation.ts';
import type {
  ProviderFailure,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import { TurnText } from '../shared/turnText.ts';
import type { Dialect } from './dialects.ts';
import { keytermsOf } from './keyterms.ts';
import { ListenLink } from './listenLink.ts';
import { OwedFinals } from './owedFinals.ts';
import { notOfTheFormat, type Heard } from './wire.ts';

export interface SessionOptions extends RecogniserOptions {
  readonly dialect: Dialect;
  readonly key: string;
  readonly clock: Clock;
  /** Called once, when nothing more comes of the session. */
  readonly closed: () => void;
}

/** Times that Deepgram reports are rounded, in seconds. */
const ROUNDING = 0.02;
/** Less audio than this may get no answer at all: too little to be processed, says the documentation of `Finalize`. */
const SHORT = 0.5;
/** How long such an answer is waited for. Above the usual 300 ms, below what a caller takes for a dead line. */
const SHORT_ANSWER_MS = 1_000;
/** When this much after the speech is understood and no word came, none is coming. */
const SURELY_NOTHING = 0.3;
/** nova may close a stream that has had no audio yet after 20-30 s, signs of life or not: a long greeting. */
const STOOD_MS = 5_000;

/**
 * One call's ear. Every result says which stretch of the stream it covers: that tells the turns apart, and tells when
 * all that was said before `finish` has come back.
 *
 * A provider that says nothing at all after `finish` is waited for: stalling is judged above. What is bounded here is
 * only the wait for an answer that a living provider may never send.
 */
export class ListenSession implements RecogniserSession {
  readonly #options: SessionOptions;
  readonly #sink: RecogniserSink;
  readonly #text = new TurnText();
  #link: ListenLink | undefined;
  #connectedAt = 0;
  #keyterms: readonly string[];
  /** Of the connection; differs from {@link #keyterms} while a `Configure` is under way. */
  #linkKeyterms: readonly string[] = [];
  #configuring = false;
  /** Where in the stream: the turn begins, its speech ends so far, results reach, settled results reach. Seconds. */
  #turnFrom = 0;
  #spokenTo = 0;
  #heardTo = 0;
  #settledTo = 0;
  /** The caller speaks, or an answer is awaited: losing the connection now is a failure. */
  #inTurn = false;
  readonly #owed: OwedFinals;
  #turn = 0;
  #partial = '';
  #confidence: number | undefined;
  #over = false;

  constructor(options: SessionOptions, sink: RecogniserSink) {
    this.#options = options;
    this.#sink = sink;
    this.#owed = new OwedFinals(options.clock, () => this.#answer());
    this.#keyterms = keytermsOf(options.expectation);
    // Now, and not at the first word: the handshake takes as long as a short answer.
    this.#connect();
  }

  begin(expectation?: Expectation): void {
    if (this.#over) return;
    if (expectation) this.#keyterms = keytermsOf(expectation);
    this.#forget();
    this.#inTurn = true;
    if (this.#link) this.#configure();
    else this.#connect();
  }

  write(pcm: Int16Array): void {
    if (this.#over) return;
    const link = this.#link ?? this.#connect();
    link.audio(mulawEncode(pcm));
    this.#spokenTo = link.seconds;
    this.#inTurn = true;
  }

  finish(): void {
    if (this.#over) return;
    this.#owed.push(this.#spokenTo);
    if (this.#unsettled <= ROUNDING) return this.#soon();
    if (this.#link) this.#options.dialect.finish(this.#link);
    if (this.#unsettled <= SHORT) this.#owed.within(SHORT_ANSWER_MS);
  }

  discard(): void {
    if (!this.#over) this.#forget();
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#turn++;
    this.#owed.clear();
    this.#link?.close();
    this.#link = undefined;
    this.#options.closed();
  }

  /** Ends the session, and says so. */
  fail(failure: ProviderFailure): void {
    if (this.#over) return;
    this.close();
    this.#sink.failed(failure);
  }

  /** Speech of this turn that no settled result covers, in seconds. */
  get #unsettled(): number {
    return this.#spokenTo - Math.max(this.#turnFrom, this.#settledTo);
  }

  #connect(): ListenLink {
    const { dialect, key, clock } = this.#options;
    const keyterms = dialect.takesKeyterms ? this.#keyterms : [];
    const link = new ListenLink({
      url: dialect.address(keyterms),
      key,
      clock,
      keepAlive: (it) => dialect.keepAlive(it),
      message: (data) => this.#message(data),
      lost: (failure) => this.#lost(link, failure),
    });
    this.#link = link;
    this.#connectedAt = clock.now();
    this.#linkKeyterms = keyterms;
    this.#configuring = false;
    this.#newStream();
    return link;
  }

  #newStream(): void {
    this.#turnFrom = this.#spokenTo = this.#heardTo = this.#settledTo = 0;
  }

  #configure(): void {
    const { configurable } = this.#options.dialect;
    // One at a time: unanswered ones are counted, and the newest is the only one that matters.
    if (!configurable || this.#configuring || same(this.#linkKeyterms, this.#keyterms)) return;
    this.#linkKeyterms = this.#keyterms;
    this.#configuring = true;
    this.#link?.control({ type: 'Configure', keyterms: this.#keyterms });
  }

  #forget(): void {
    const link = this.#link;
    const unsettled = this.#unsettled > ROUNDING;
    const nothingFollows = !unsettled || this.#heardTo >= this.#spokenTo + SURELY_NOTHING;
    const clean = nothingFollows && !this.#text.pending;
    const cut = unsettled && this.#owed.newest !== this.#spokenTo; // otherwise `finish` has done it
    const good = !link || this.#options.dialect.forget(link, cut, clean);
    this.#turn++;
    this.#inTurn = false;
    this.#owed.clear();
    this.#text.clear();
    this.#partial = '';
    this.#confidence = undefined;
    if (!good) {
      link?.close();
      this.#connect();
    } else if (link) this.#turnFrom = this.#spokenTo;
  }

  #message(data: string): void {
    const message = this.#options.dialect.read(data);
    if (message === undefined) return this.fail(notOfTheFormat);
    if (message.type === 'error') return this.fail(message.failure);
    if (message.type === 'configured') {
      this.#configuring = false;
      this.#configure();
    }
    if (message.type === 'heard') this.#heard(message);
  }

  #heard(heard: Heard): void {
    // Of a turn that is over, or that was discarded.
    if (heard.end <= this.#turnFrom + ROUNDING) return;
    const turn = this.#turn;
    const text = this.#ofThisTurn(heard);
    this.#heardTo = Math.max(this.#heardTo, heard.end);
    if (heard.settled) {
      this.#text.settle(text);
      this.#settledTo = Math.max(this.#settledTo, heard.end);
      const { confidence } = heard;
      if (text !== '' && confidence !== undefined)
        this.#confidence = Math.min(this.#confidence ?? 1, confidence); // as sure as its least sure piece
    } else this.#text.guess(text);
    this.#report(heard);
    // A sink may have begun the next turn, or closed.
    if (turn === this.#turn) this.#serve(heard);
  }

  /** Without the words of a turn before, in a result that spans both. */
  #ofThisTurn({ start, text, words }: Heard): string {
    if (start >= this.#turnFrom - ROUNDING || words.length === 0) return text;
    return words
      .filter((word) => word.start >= this.#turnFrom - ROUNDING)
      .map((word) => word.text)
      .join(' ');
  }

  #report({ hint, hintConfidence }: Heard): void {
    const turn = this.#turn;
    const { text } = this.#text;
    if (text !== '' && text !== this.#partial) {
      this.#partial = text;
      this.#sink.partial(text);
    }
    if (hint === undefined || text === '' || turn !== this.#turn) return;
    const confidence = hintConfidence === undefined ? {} : { confidence: hintConfidence };
    this.#sink.endOfTurn?.({ kind: hint, text, ...confidence });
  }

  #serve(heard: Heard): void {
    const turn = this.#turn;
    const asked = heard.finalized ? 1 : 0;
    const settled = this.#owed.until(this.#settledTo + ROUNDING);
    const silent = this.#text.pending ? 0 : this.#owed.until(heard.end - SURELY_NOTHING);
    for (let left = Math.max(asked, settled, silent); left > 0 && turn === this.#turn; left--) this.#answer();
    const end = this.#owed.oldest;
    if (turn !== this.#turn || end === undefined) return;
    // All is understood, and only its being settled is missing; or so little is missing that it may never come.
    if (heard.end >= end - ROUNDING) this.#owed.within(this.#options.dialect.settleMs);
    else if (end - Math.max(this.#turnFrom, this.#settledTo) <= SHORT) this.#owed.within(SHORT_ANSWER_MS);
  }

  /** `finish` returns before its final is heard. */
  #soon(): void {
    const turn = this.#turn;
    queueMicrotask(() => {
      if (turn === this.#turn) this.#answer();
    });
  }

  #answer(): void {
    const end = this.#owed.take();
    if (end === undefined) return;
    if (this.#owed.oldest === undefined) this.#inTurn = this.#spokenTo > end + ROUNDING;
    const confidence = this.#confidence === undefined ? {} : { confidence: this.#confidence };
    this.#sink.final(this.#text.text, { ...confidence, language: this.#options.language });
  }

  #lost(link: ListenLink, failure: ProviderFailure): void {
    if (link !== this.#link) return;
    // A refusal will not be another one at the first word; a lost line may well be back by then.
    if (this.#inTurn || !failure.retryable) return this.fail(failure);
    this.#link = undefined;
    this.#newStream();
    // The caller may still go on with this turn, on a new stream.
    const { text } = this.#text;
    this.#text.clear();
    this.#text.settle(text);
    // One that stood for a while is replaced before it is needed; one that falls at once waits for the next word.
    if (this.#options.clock.now() - this.#connectedAt >= STOOD_MS) this.#connect();
  }
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((term, i) => term === other[i]);
}
