import { systemClock, type Clock } from '../../../types/clock.ts';
import type {
  Cancellable,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import { later } from './later.ts';
import { zeroLatency, type LatencySource } from './latency.ts';
import { SpokenBoard, type Spoken } from './spokenBoard.ts';

export interface StandInRecogniserOptions {
  /** Shared by several recognisers; absent: its own. */
  readonly board?: SpokenBoard;
  readonly clock?: Clock;
  /** From `finish` to the final. */
  readonly latency?: LatencySource;
  /** Audio between two partials, in ms. */
  readonly partialEveryMs?: number;
}

/**
 * A stand-in, not a recogniser: it does not listen, it is told what was said (see {@link SpokenBoard}). Partials grow with
 * the audio that is written; the final comes `latency` after `finish`.
 */
export class StandInRecogniser implements Recogniser {
  readonly name = 'stand-in';
  readonly capabilities = {
    locales: 'any',
    sampleRates: [8000, 16000],
    partials: true,
    endOfTurn: false,
    hints: false,
  } as const;
  readonly #options: Required<StandInRecogniserOptions>;

  constructor(options: StandInRecogniserOptions = {}) {
    const defaults = { clock: systemClock, latency: zeroLatency, partialEveryMs: 300 };
    this.#options = { ...defaults, ...options, board: options.board ?? new SpokenBoard() };
  }

  /** A caller begins to say this. Without `callSid`: in whatever call listens first. */
  spoken(text: string, durationMs?: number, callSid = ''): void {
    this.#options.board.spoken(callSid, text, durationMs);
  }

  supports(): boolean {
    return true;
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    return new StandInSession(options, sink, this.#options);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

class StandInSession implements RecogniserSession {
  readonly #call: string;
  readonly #options: RecogniserOptions;
  readonly #sink: RecogniserSink;
  readonly #tuning: Required<StandInRecogniserOptions>;
  /** Said and wholly heard in this turn. */
  #heard: string[] = [];
  #current: Spoken | undefined;
  /** Audio written since the current utterance began, and since the last partial, in ms. */
  #writtenMs = 0;
  #sincePartialMs = 0;
  #pending = new Set<Cancellable>();
  #lastPartial = '';

  constructor(options: RecogniserOptions, sink: RecogniserSink, tuning: Required<StandInRecogniserOptions>) {
    this.#call = options.callSid ?? '';
    this.#options = options;
    this.#sink = sink;
    this.#tuning = tuning;
  }

  begin(): void {
    this.discard();
  }

  write(pcm: Int16Array): void {
    const ms = (pcm.length * 1000) / this.#options.sampleRate;
    this.#current ??= this.#tuning.board.take(this.#call);
    if (!this.#current) return;
    this.#writtenMs += ms;
    this.#sincePartialMs += ms;
    if (this.#sincePartialMs < this.#tuning.partialEveryMs) return;
    this.#sincePartialMs = 0;
    const text = this.#soFar();
    if (text === '' || text === this.#lastPartial) return;
    this.#lastPartial = text;
    this.#sink.partial(text);
  }

  finish(): void {
    this.#current ??= this.#tuning.board.take(this.#call);
    const text = this.#soFar();
    if (this.#current && this.#share() >= 1) {
      this.#heard.push(this.#current.text);
      this.#current = undefined;
      this.#writtenMs = 0;
    }
    const wait = later(this.#tuning.clock, this.#tuning.latency.next(), () => {
      this.#pending.delete(wait);
      this.#sink.final(text, { confidence: 1, language: this.#options.language });
    });
    this.#pending.add(wait);
  }

  /** What was begun but not yet heard to its end stays: the caller is still saying it. */
  discard(): void {
    for (const wait of this.#pending) wait.cancel();
    this.#pending.clear();
    if (this.#current && this.#share() < 1) this.#tuning.board.putBack(this.#current);
    this.#current = undefined;
    this.#heard = [];
    this.#writtenMs = 0;
    this.#sincePartialMs = 0;
    this.#lastPartial = '';
  }

  close(): void {
    this.discard();
  }

  #soFar(): string {
    const parts = [...this.#heard];
    if (this.#current) parts.push(beginning(this.#current.text, this.#share()));
    return parts.filter((part) => part !== '').join(spaced(parts.join('')) ? ' ' : '');
  }

  /** How much of the current utterance was said, 0 to 1. The last sixth is its last sound: all is said. */
  #share(): number {
    const durationMs = this.#current?.durationMs;
    if (!durationMs) return 1;
    const share = this.#writtenMs / durationMs;
    return share > 5 / 6 ? 1 : share;
  }
}

function beginning(text: string, share: number): string {
  if (share >= 1) return text;
  const units = spaced(text) ? text.split(/(?<=\s)/) : [...text];
  return units
    .slice(0, Math.floor(units.length * share))
    .join('')
    .trim();
}

function spaced(text: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);
}
