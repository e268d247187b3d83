import { pcmToMulaw } from '../../../lib/g711.ts';
import { ELEVENLABS_MOST_KEYTERMS, elevenLabsKeyterms } from '../../../lib/speechHints/forms.ts';
import { hintPhrases } from '../../../lib/speechHints/phrases.ts';
import type { Clock } from '../../../types/clock.ts';
import type { Expectation } from '../../../types/expectation.ts';
import type { ProviderFailure, RecogniserSession, RecogniserSink } from '../../../types/ports.ts';
import { failure } from '../shared/failure.ts';
import { TurnText } from '../shared/turnText.ts';
import { Overdue } from './overdue.ts';
import { PartialEcho } from './partialEcho.ts';
import { ScribeSocket } from './scribeSocket.ts';
import { elevenLabs } from './wire.ts';

export interface ScribeSessionOptions {
  readonly clock: Clock;
  readonly key: string;
  readonly expectation: Expectation | undefined;
  /** The socket's address with these words to lean towards. */
  readonly address: (keyterms: readonly string[]) => string;
  readonly closed: () => void;
}

/** One message carries so much audio, bytes of mu-law: 100 ms. */
const PIECE = 800;
/** A commit of less than 0.3 s is refused. A short word is filled up with silence, a little beyond. */
const LEAST_COMMIT = 8 * 400;
/** The service commits by itself after 90 s and recommends 20-30 s: a long turn is committed at a pause, or at last anyhow. */
const LONG_SEGMENT = 8 * 30_000;
const LONGEST_SEGMENT = 8 * 60_000;
/** Mean magnitude of a piece below which nobody speaks in it. */
const QUIET = 200;
/** The service drops a socket that has had no audio for about 15 s. Closed before that, it cannot die under a turn. */
const IDLE_MS = 10_000;
/** How long the service lets a session live is not published. An old one is replaced between turns. */
const OLD_MS = 10 * 60_000;

interface Commit {
  readonly turn: number;
  /** Whether the caller's pause asked for it. */
  readonly final: boolean;
  /** Whether the service has yet to answer it. A pause without new audio asks the service nothing. */
  readonly waiting: boolean;
}

/**
 * One call's ear. A turn's audio is committed by us when the caller pauses, and the service's answers come in the order of
 * the commits: that, and nothing else, tells which answer is whose. So everything that reached the service is committed,
 * also what is to be forgotten; and a turn never begins on a socket that still owes an answer to an earlier one, or that
 * gave one too many.
 */
export class ScribeSession implements RecogniserSession {
  readonly #options: ScribeSessionOptions;
  readonly #sink: RecogniserSink;
  readonly #text = new TurnText();
  readonly #piece = new Uint8Array(PIECE);
  #filled = 0;
  #magnitude = 0;
  /** Bytes that the service has, or will have, of the segment that is not committed yet. */
  #uncommitted = 0;
  readonly #commits: Commit[] = [];
  readonly #echo = new PartialEcho();
  /** An answer came that nobody was owed: perhaps another one was taken for the wrong commit. */
  #doubtful = false;
  readonly #overdue: Overdue;
  #socket: ScribeSocket | undefined;
  #keyterms: readonly string[] = [];
  #turn = 0;
  #idleTimer: unknown;
  #dead = false;

  constructor(options: ScribeSessionOptions, sink: RecogniserSink) {
    this.#options = options;
    this.#sink = sink;
    this.#overdue = new Overdue({
      clock: options.clock,
      owed: () => this.#isOwed(this.#turn),
      asked: () => this.#socket?.connecting !== true,
      late: () => this.#fail(failure(elevenLabs, 'stalled', 'it did not answer a commit')),
    });
    // The handshake is over before the caller first speaks, and a refusal is known before.
    this.#connect(options.expectation);
    this.#rest();
  }

  begin(expectation?: Expectation): void {
    if (this.#dead) return;
    const leftOpen = this.#uncommitted > 0 || this.#isOwed() || this.#doubtful;
    // What is still here is taken back; what the service has, it would answer into this turn.
    if (leftOpen && !this.#socket?.connecting) this.#disconnect();
    this.discard();
    this.#echo.begin();
    if (this.#isStale(expectation)) this.#disconnect();
    // While the caller says the first word there is time for a handshake.
    if (!this.#socket) this.#connect(expectation);
    this.#options.clock.cancel(this.#idleTimer);
  }

  write(pcm: Int16Array): void {
    if (this.#dead) return;
    for (const sample of pcm) {
      this.#piece[this.#filled++] = pcmToMulaw[sample & 0xffff] as number;
      this.#magnitude += Math.abs(sample);
      if (this.#filled === PIECE) this.#sendPiece();
    }
  }

  finish(): void {
    if (this.#dead) return;
    if (this.#filled + this.#uncommitted > 0) this.#commit(true);
    else this.#commits.push({ turn: this.#turn, final: true, waiting: false });
    this.#overdue.watch();
    // Never from within the call: whoever asks expects the answer later.
    queueMicrotask(() => this.#serve());
  }

  discard(): void {
    if (this.#dead) return;
    this.#turn++;
    this.#text.clear();
    this.#filled = this.#magnitude = 0;
    this.#overdue.stop();
    if (this.#socket?.connecting) {
      this.#socket.takeBack();
      this.#uncommitted = this.#commits.length = 0;
    } else if (this.#uncommitted > 0) this.#commit(false);
    this.#rest();
  }

  close(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#disconnect();
    this.#options.clock.cancel(this.#idleTimer);
    this.#options.closed();
  }

  /** As {@link close}, but its owner did not ask for it and is told. */
  abort(): void {
    if (!this.#dead) this.#fail(failure(elevenLabs, 'aborted', 'stopped by us'));
  }

  #sendPiece(): void {
    const quiet = this.#magnitude / PIECE < QUIET;
    const length = this.#uncommitted + PIECE;
    if (length >= LONGEST_SEGMENT || (quiet && length >= LONG_SEGMENT)) return this.#commit(false);
    this.#send(this.#piece, false);
  }

  /** Sends what is left with the commit. */
  #commit(final: boolean): void {
    const missing = Math.max(0, LEAST_COMMIT - this.#uncommitted - this.#filled);
    const rest = new Uint8Array(this.#filled + missing).fill(MULAW_SILENCE);
    rest.set(this.#piece.subarray(0, this.#filled));
    this.#send(rest, true);
    this.#uncommitted = 0;
    this.#commits.push({ turn: this.#turn, final, waiting: true });
  }

  #send(audio: Uint8Array, commit: boolean): void {
    // The caller goes on after a pause in which the connection was closed.
    if (!this.#socket) this.#connect(undefined);
    this.#options.clock.cancel(this.#idleTimer);
    this.#socket?.send(audio, commit);
    this.#uncommitted += audio.length;
    this.#filled = this.#magnitude = 0;
  }

  #partial(text: string): void {
    // Until a commit is answered, partials are still about what it commits.
    const owed = this.#commits.find(({ waiting }) => waiting);
    // Nothing is there that it could be about.
    if (text.trim() === '' || (!owed && this.#uncommitted === 0)) return;
    if (!this.#echo.isNew(text, this.#options.clock.now())) return;
    this.#overdue.news();
    if ((owed?.turn ?? this.#turn) !== this.#turn) return;
    this.#text.guess(text);
    this.#sink.partial(this.#text.text);
  }

  #committed(text: string): void {
    const at = this.#commits.findIndex(({ waiting }) => waiting);
    const commit = this.#commits[at];
    // The service may cut a long segment by itself. Then it settles what it has guessed; else it repeats an old answer.
    if (!commit && !(this.#text.pending && this.#echo.fits(text))) {
      this.#doubtful = true;
      return;
    }
    this.#overdue.news();
    this.#echo.settled(text, this.#options.clock.now());
    if ((commit?.turn ?? this.#turn) === this.#turn) this.#text.settle(text);
    if (commit) this.#commits[at] = { ...commit, waiting: false };
    this.#serve();
  }

  #nothingHeard(): void {
    for (const [at, commit] of this.#commits.entries()) this.#commits[at] = { ...commit, waiting: false };
    this.#serve();
  }

  /** Finals that wait for nothing more are given, in order. Nobody waits for those of earlier turns. */
  #serve(): void {
    while (!this.#dead) {
      const at = this.#commits.findIndex(({ turn, waiting }) => turn === this.#turn || !waiting);
      const commit = this.#commits[at];
      if (!commit || commit.waiting) return;
      this.#commits.splice(at, 1);
      if (commit.turn !== this.#turn || !commit.final) continue;
      this.#rest();
      this.#sink.final(this.#text.settledText, {});
    }
  }

  #gone(why: ProviderFailure | undefined): void {
    this.#socket = undefined;
    const between = this.#uncommitted === 0 && !this.#isOwed(this.#turn);
    // Between turns a connection may go: the next turn opens another one. Unless the service says that it will not serve.
    if (between && (!why || why.kind === 'unavailable')) return this.#disconnect();
    this.#fail(why ?? failure(elevenLabs, 'unavailable', 'it ended the session in the middle of a turn'));
  }

  /** Whether the service has yet to answer, about any turn or this one. */
  #isOwed(turn?: number): boolean {
    return this.#commits.some((commit) => commit.waiting && (turn === undefined || commit.turn === turn));
  }

  #fail(why: ProviderFailure): void {
    this.close();
    this.#sink.failed(why);
  }

  #connect(expectation: Expectation | undefined): void {
    this.#keyterms = [...new Set([...keytermsOf(expectation), ...this.#keyterms])].slice(
      0,
      ELEVENLABS_MOST_KEYTERMS,
    );
    const { clock, key, address } = this.#options;
    const socket: ScribeSocket = new ScribeSocket(
      { url: address(this.#keyterms), key, clock },
      {
        partial: (text) => this.#socket === socket && this.#partial(text),
        committed: (text) => this.#socket === socket && this.#committed(text),
        nothingHeard: () => this.#socket === socket && this.#nothingHeard(),
        gone: (why) => this.#socket === socket && this.#gone(why),
      },
    );
    this.#socket = socket;
  }

  #disconnect(): void {
    this.#socket?.close();
    this.#socket = undefined;
    this.#uncommitted = this.#commits.length = 0;
    this.#doubtful = false;
    this.#echo.clear();
    this.#overdue.stop();
  }

  /**
   * Keyterms are taken when a socket opens and never after. A question with words that the open one does not know gets a
   * new one, with the words of the call so far: soon it knows them all.
   */
  #isStale(expectation: Expectation | undefined): boolean {
    if (!this.#socket) return false;
    if (this.#options.clock.now() - this.#socket.openedAt > OLD_MS) return true;
    return keytermsOf(expectation).some((term) => !this.#keyterms.includes(term));
  }

  #rest(): void {
    const { clock } = this.#options;
    clock.cancel(this.#idleTimer);
    this.#idleTimer = clock.after(IDLE_MS, () => {
      if (!this.#isOwed(this.#turn)) this.#disconnect();
    });
  }
}

const MULAW_SILENCE = 0xff;

function keytermsOf(expectation: Expectation | undefined): string[] {
  return elevenLabsKeyterms(hintPhrases(expectation));
}
