import type { VadOptions, VadSink } from './vad.ts';

/** Turns a row of "speech" and "no speech" into onsets and offsets with hysteresis. Counts media time only. */
export class SpeechEdges {
  readonly #options: VadOptions;
  readonly #sink: Pick<VadSink, 'onset' | 'lasts' | 'offset'>;
  #speaking = false;
  #candidateMs: number | undefined;
  #speechMs = 0;
  #lastSpeechEndMs = 0;
  /** Onset of the speech that has not lasted yet. */
  #youngMs: number | undefined;

  constructor(sink: Pick<VadSink, 'onset' | 'lasts' | 'offset'>, options: VadOptions) {
    this.#sink = sink;
    this.#options = options;
  }

  get speaking(): boolean {
    return this.#speaking;
  }

  /** Speech was seen, but not enough yet to report. */
  get undecided(): boolean {
    return !this.#speaking && this.#candidateMs !== undefined;
  }

  feed(speech: boolean, startMs: number, endMs: number): void {
    if (this.#speaking) this.#inside(speech, endMs);
    else this.#outside(speech, startMs, endMs);
  }

  #outside(speech: boolean, startMs: number, endMs: number): void {
    if (!speech) {
      if (this.#candidateMs !== undefined && endMs - this.#lastSpeechEndMs > this.#options.forgiveMs) {
        this.#candidateMs = undefined;
      }
      return;
    }
    if (this.#candidateMs === undefined) {
      this.#candidateMs = startMs;
      this.#speechMs = 0;
    }
    this.#speechMs += endMs - startMs;
    this.#lastSpeechEndMs = endMs;
    if (this.#speechMs < this.#options.minSpeechMs) return;
    this.#speaking = true;
    const onset = this.#candidateMs;
    this.#candidateMs = undefined;
    this.#youngMs = onset;
    this.#sink.onset(onset);
    this.#age(endMs);
  }

  #inside(speech: boolean, endMs: number): void {
    if (speech) {
      this.#lastSpeechEndMs = endMs;
      this.#age(endMs);
      return;
    }
    if (endMs - this.#lastSpeechEndMs < this.#options.hangoverMs) return;
    this.#speaking = false;
    this.#sink.offset(this.#lastSpeechEndMs);
  }

  /** Asked of frames with speech only: what has ended is not known to have ended before the hangover is over. */
  #age(endMs: number): void {
    const onset = this.#youngMs;
    if (onset === undefined || endMs - onset < this.#options.lastsMs) return;
    this.#youngMs = undefined;
    this.#sink.lasts?.(onset);
  }
}
