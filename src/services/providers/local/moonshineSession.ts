import type { Expectation } from '../../../types/expectation.ts';
import type {
  Cancellable,
  ProviderFailure,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import type { DecodeReply, DecodeRequest } from './moonshineWorker.ts';
import type { ThreadPool } from './threadPool.ts';
import { PauseDetector } from './pauseDetector.ts';
import { betweenQuietEnds, defaultQuietEnds } from './quietEnds.ts';
import type { TaskFailure } from './threadMessages.ts';

export interface MoonshineOptions {
  /** New audio between two partials, in ms. */
  readonly partialEveryMs: number;
  /** Partials of one call may take at most this part of a thread: a long turn gets them less often. */
  readonly partialShare: number;
  /** What is said after this is not heard until the next turn. The model was trained on segments of up to 30 s. */
  readonly longestTurnMs: number;
  /** A partial that reaches this far beyond the last loud sound is good for the final: only silence came after it. */
  readonly coverAfterSpeechMs: number;
}

export const defaultMoonshineOptions = {
  partialEveryMs: 350,
  partialShare: 0.4,
  longestTurnMs: 30_000,
  coverAfterSpeechMs: 120,
} as const satisfies MoonshineOptions;

/** A little less strict than the pause detector, so that what it lets decode is found to cover all. */
const forCover = { ...defaultQuietEnds, keepMs: 0, atLeast: 0.06 };

type Pool = ThreadPool<DecodeRequest, DecodeReply>;

interface Decode {
  readonly task: Cancellable;
  /** How much of the turn it covers, in samples. */
  readonly length: number;
  readonly wanted: 'partial' | 'final';
}

/** One call's ear. The whole segment so far is decoded again for each partial: the model does not stream. */
export class MoonshineSession implements RecogniserSession {
  readonly #pool: Pool;
  readonly #rate: 8000 | 16000;
  readonly #sink: RecogniserSink;
  readonly #options: MoonshineOptions;
  readonly #now: () => number;
  #buffer: Int16Array;
  #length = 0;
  #running: Decode | undefined;
  #nextPartialAt = 0;
  readonly #pause = new PauseDetector();
  /** The newest finished decode of this turn. */
  #last = { text: '', length: 0 };
  #settling = false;
  #turn = 0;
  /** Finals still owed, each with the length of the turn when it was asked for. */
  readonly #owed: number[] = [];
  #closed = false;

  constructor(
    pool: Pool,
    options: RecogniserOptions,
    sink: RecogniserSink,
    tuning: MoonshineOptions,
    now: () => number,
  ) {
    this.#pool = pool;
    this.#rate = options.sampleRate;
    this.#sink = sink;
    this.#options = tuning;
    this.#now = now;
    this.#buffer = new Int16Array(this.#samples(4_000));
  }

  begin(_expectation?: Expectation): void {
    this.discard();
  }

  write(pcm: Int16Array): void {
    if (this.#closed) return;
    this.#append(pcm);
    this.#pause.push(pcm);
    if (!this.#running && (this.#length >= this.#nextPartialAt || this.#pausedUnheard()) && this.#pool.idle) {
      this.#decode('partial');
    }
  }

  finish(): void {
    if (this.#closed) return;
    this.#owed.push(this.#length);
    this.#serveFinals();
  }

  discard(): void {
    this.#running?.task.cancel();
    this.#running = undefined;
    this.#owed.length = 0;
    this.#length = 0;
    this.#last = { text: '', length: 0 };
    this.#settling = false;
    this.#pause.reset();
    this.#turn += 1;
    this.#nextPartialAt = this.#samples(this.#options.partialEveryMs);
  }

  close(): void {
    this.discard();
    this.#closed = true;
    this.#buffer = new Int16Array(0);
  }

  /** The caller paused after words that no decode covers: one that starts now may be done when the final is wanted. */
  #pausedUnheard(): boolean {
    const needed = this.#samples(this.#options.coverAfterSpeechMs);
    const { quietFor } = this.#pause;
    return quietFor >= needed && this.#last.length < this.#length - quietFor + needed;
  }

  #append(pcm: Int16Array): void {
    const longest = this.#samples(this.#options.longestTurnMs);
    const length = Math.min(this.#length + pcm.length, longest);
    if (length > this.#buffer.length) {
      const grown = new Int16Array(Math.min(longest, Math.max(length, this.#buffer.length * 2)));
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#buffer.set(pcm.subarray(0, length - this.#length), this.#length);
    this.#length = length;
  }

  #serveFinals(): void {
    const owed = this.#owed[0];
    if (owed === undefined || this.#settling || this.#running?.wanted === 'final') return;
    const enough = this.#coveredFrom(owed);
    if (this.#last.length >= enough) return this.#settleSoon(this.#last.text);
    if (this.#running && this.#running.length >= enough) {
      this.#running = { ...this.#running, wanted: 'final' };
      return;
    }
    this.#running?.task.cancel();
    this.#running = undefined;
    this.#decode('final', owed);
  }

  /** The shortest beginning of the turn that holds all its speech, in samples. */
  #coveredFrom(length: number): number {
    const turn = this.#buffer.subarray(0, length);
    const [, speechEnd] = betweenQuietEnds(turn, this.#rate, forCover);
    return Math.min(length, speechEnd + this.#samples(this.#options.coverAfterSpeechMs));
  }

  /** Not at once: `finish` returns before its final is heard. */
  #settleSoon(text: string): void {
    const turn = this.#turn;
    this.#settling = true;
    queueMicrotask(() => {
      if (turn !== this.#turn) return;
      this.#settling = false;
      this.#settle(text);
    });
  }

  #settle(text: string): void {
    this.#owed.shift();
    this.#sink.final(text, { language: 'en' });
    this.#serveFinals();
  }

  #decode(wanted: Decode['wanted'], length: number = this.#length): void {
    const pcm = this.#buffer.slice(0, length);
    const startedAt = this.#now();
    let text = '';
    const task = this.#pool.run(
      { pcm, sampleRate: this.#rate },
      {
        reply: (reply) => (text = reply.text),
        done: () => this.#decoded(text, length, this.#now() - startedAt),
        failed: (failure) => this.#failed(failure),
      },
      { urgent: wanted === 'final', transfer: [pcm.buffer] },
    );
    this.#running = { task, length, wanted };
  }

  #decoded(text: string, length: number, tookMs: number): void {
    const wanted = this.#running?.wanted;
    this.#running = undefined;
    const pauseMs = Math.max(this.#options.partialEveryMs, tookMs / this.#options.partialShare);
    this.#nextPartialAt = length + this.#samples(pauseMs);
    const changed = text !== this.#last.text;
    this.#last = { text, length };
    if (wanted === 'final') this.#settle(text);
    else if (text !== '' && changed) this.#sink.partial(text);
  }

  /** A lost partial is no loss: the next one, or the final, says more. */
  #failed(failure: TaskFailure): void {
    const wanted = this.#running?.wanted;
    this.#running = undefined;
    this.#nextPartialAt = this.#length + this.#samples(this.#options.partialEveryMs);
    if (wanted !== 'final' && failure.kind !== 'unavailable') return;
    this.#owed.length = 0;
    const retryable: ProviderFailure['retryable'] = failure.kind === 'internal';
    this.#sink.failed({ provider: 'moonshine', kind: failure.kind, retryable, message: failure.message });
  }

  #samples(ms: number): number {
    return Math.round((ms * this.#rate) / 1000);
  }
}
