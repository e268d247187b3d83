/**
 * A recogniser that knows what is said, and hears it with the audio: a word can be in its text once the last sample of the
 * word has been written. Cadence, lag and mistakes of partials are the caller model's, finals take a published latency.
 */
import type { LatencySource } from '../../../src/services/providers/index.ts';
import type { Clock, Random } from '../../../src/types/clock.ts';
import type {
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../src/types/ports.ts';
import { asFinal, asPartial, PARTIAL_TAIL_MS, type Heard } from '../benchEars.ts';
import { callerModel } from '../callerModel.ts';
import { uniform } from '../draw.ts';
import { joinTokens } from '../words.ts';

/** A call's line as it came in. */
export interface HeardLine {
  /** End of the audio that is here, ms of the stream. */
  readonly mediaMs: number;
  /** All that is said on it, times in ms of the stream. */
  readonly tokens: readonly Heard[];
}

export interface SpokenRecogniserOptions {
  readonly clock: Clock;
  readonly line: HeardLine;
  /** From `finish` to the final. */
  readonly finalAfter: LatencySource;
  readonly random: Random;
}

const SAMPLES_PER_MS = 8;

export class SpokenRecogniser implements Recogniser {
  readonly name = 'bench';
  readonly capabilities = {
    locales: 'any',
    sampleRates: [8000],
    partials: true,
    endOfTurn: false,
    hints: false,
  } as const;
  readonly #options: SpokenRecogniserOptions;

  constructor(options: SpokenRecogniserOptions) {
    this.#options = options;
  }

  supports(): boolean {
    return true;
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  open(_options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    return new SpokenSession(this.#options, sink);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

class SpokenSession implements RecogniserSession {
  readonly #options: SpokenRecogniserOptions;
  readonly #sink: RecogniserSink;
  #generation = 0;
  /** Where the turn's audio begins. */
  #fromMs = Infinity;
  #untilMs = 0;
  #writtenMs = 0;
  #writtenAt = 0;
  #lastPartial = '';
  #timer: unknown = null;

  constructor(options: SpokenRecogniserOptions, sink: RecogniserSink) {
    this.#options = options;
    this.#sink = sink;
  }

  begin(): void {
    this.#forget();
  }

  write(pcm: Int16Array): void {
    this.#writtenMs += pcm.length / SAMPLES_PER_MS;
    this.#untilMs = this.#options.line.mediaMs;
    // What comes first may be older than now: the audio before the onset is written at once, in pieces.
    this.#fromMs = Math.min(this.#fromMs, this.#untilMs - this.#writtenMs);
    this.#writtenAt = this.#options.clock.now();
    this.#timer ??= this.#nextTick();
  }

  finish(): void {
    const { clock, finalAfter } = this.#options;
    const generation = this.#generation;
    const text = asFinal(this.#heard(this.#untilMs).map((token) => token.text));
    clock.after(finalAfter.next(), () => {
      if (generation === this.#generation) this.#sink.final(text, {});
    });
  }

  discard(): void {
    this.#forget();
  }

  close(): void {
    this.#forget();
  }

  #forget(): void {
    this.#generation++;
    this.#fromMs = Infinity;
    this.#writtenMs = 0;
    this.#lastPartial = '';
    this.#options.clock.cancel(this.#timer);
    this.#timer = null;
  }

  #nextTick(): unknown {
    return this.#options.clock.after(callerModel.recogniser.partialEveryMs, () => {
      this.#partial();
      const quietMs = this.#options.clock.now() - this.#writtenAt;
      this.#timer = quietMs < PARTIAL_TAIL_MS ? this.#nextTick() : null;
    });
  }

  #partial(): void {
    const { clock, random } = this.#options;
    const generation = this.#generation;
    // Words become certain with time, whether the line is written on or not.
    const untilMs = this.#untilMs + Math.max(0, clock.now() - this.#writtenAt);
    const text = joinTokens(this.#heard(this.#untilMs).map((token) => asPartial(token, untilMs)));
    if (text === '' || text === this.#lastPartial) return;
    this.#lastPartial = text;
    clock.after(uniform(random, ...callerModel.recogniser.lagMs), () => {
      if (generation === this.#generation && text === this.#lastPartial) this.#sink.partial(text);
    });
  }

  #heard(untilMs: number): readonly Heard[] {
    return this.#options.line.tokens.filter(
      ({ startsAt, endsAt }) => startsAt >= this.#fromMs && endsAt <= untilMs + 1,
    );
  }
}
