/**
 * Turns a carrier's frames (any length, with gaps, bursts, duplicates and overlaps) into one unbroken line of samples.
 * Everything behind it may count samples and be right about time.
 */
import { CONCEAL_MAX_MS, Concealer } from './concealment.ts';
import { decodeMulaw, SAMPLES_PER_MS } from './mulaw.ts';

export interface MediaTimelineOptions {
  /** Timestamps are rounded by carriers: differences up to this many ms are not gaps. */
  readonly toleranceMs: number;
  /** A gap longer than this is not filled sample by sample; the line jumps. */
  readonly maxFillMs: number;
  /** Late frames in a row after which the carrier is believed to have begun a new line. */
  readonly rebaseAfter: number;
}

export const defaultMediaTimelineOptions = {
  toleranceMs: 5,
  maxFillMs: 2_000,
  rebaseAfter: 10,
} as const satisfies MediaTimelineOptions;

export interface MediaTimelineCounts {
  framesIn: number;
  gaps: number;
  concealedMs: number;
  silenceMs: number;
  /** Samples thrown away because they had already come. */
  duplicateSamples: number;
  jumps: number;
  rebases: number;
}

/** What a stretch of the line is made of. */
export type StretchKind = 'real' | 'concealed' | 'silence';
/** `pcm` is valid only during the call. `mediaMs` is the time of its first sample on the unbroken line. */
export type StretchHandler = (pcm: Int16Array, mediaMs: number, kind: StretchKind) => void;

const CHUNK = 20 * SAMPLES_PER_MS;

export class MediaTimeline {
  readonly counts: MediaTimelineCounts = {
    framesIn: 0,
    gaps: 0,
    concealedMs: 0,
    silenceMs: 0,
    duplicateSamples: 0,
    jumps: 0,
    rebases: 0,
  };
  readonly #options: MediaTimelineOptions;
  readonly #emit: StretchHandler;
  readonly #concealer = new Concealer();
  readonly #fill = new Int16Array(CHUNK);
  #pcm = new Int16Array(CHUNK);
  /** Next sample of the line; undefined before the first frame. */
  #next: number | undefined;
  /** Added to the carrier's sample positions; changes when the carrier begins a new line. */
  #shift = 0;
  #lateInARow = 0;

  constructor(emit: StretchHandler, options: MediaTimelineOptions = defaultMediaTimelineOptions) {
    this.#emit = emit;
    this.#options = options;
  }

  /** End of the line so far, ms. */
  get endMs(): number {
    return (this.#next ?? 0) / SAMPLES_PER_MS;
  }

  /**
   * Takes a frame. Returns the media time of the line's end after it, or undefined when it brought nothing new. A
   * `mediaMs` that is not a number is read as "right after the last".
   */
  push(mulaw: Uint8Array, mediaMs: number): number | undefined {
    if (mulaw.length === 0) return undefined;
    this.counts.framesIn++;
    const start = this.#startOf(mulaw.length, mediaMs);
    const next = this.#next ?? start;
    this.#next = next;
    const ahead = start - next;
    const tolerance = Math.min(this.#options.toleranceMs * SAMPLES_PER_MS, mulaw.length >> 1);
    let skip = 0;
    if (ahead > tolerance) this.#gap(ahead);
    else if (ahead < -tolerance) skip = Math.min(mulaw.length, -ahead);
    this.counts.duplicateSamples += skip;
    if (skip === mulaw.length) return undefined;
    this.#real(skip === 0 ? mulaw : mulaw.subarray(skip));
    return this.endMs;
  }

  #startOf(length: number, mediaMs: number): number {
    if (!Number.isFinite(mediaMs)) return this.#next ?? 0;
    const start = Math.round(mediaMs * SAMPLES_PER_MS) + this.#shift;
    if (this.#next === undefined || start + length > this.#next) {
      this.#lateInARow = 0;
      return start;
    }
    // Wholly in the past. Once or twice is a duplicate; again and again is a carrier that began to count anew.
    this.#lateInARow++;
    if (this.#lateInARow <= this.#options.rebaseAfter) return start;
    this.#lateInARow = 0;
    this.counts.rebases++;
    this.#shift += this.#next - start;
    return this.#next;
  }

  #real(mulaw: Uint8Array): void {
    if (this.#pcm.length < mulaw.length) this.#pcm = new Int16Array(mulaw.length);
    decodeMulaw(mulaw, this.#pcm);
    const pcm = this.#pcm.subarray(0, mulaw.length);
    this.#concealer.real(pcm);
    this.#put(pcm, 'real');
  }

  #gap(samples: number): void {
    this.counts.gaps++;
    let left = samples;
    const longest = this.#options.maxFillMs * SAMPLES_PER_MS;
    if (left > longest) {
      this.counts.jumps++;
      this.#next = (this.#next as number) + left - longest;
      left = longest;
    }
    const conceal = left <= CONCEAL_MAX_MS * SAMPLES_PER_MS;
    while (left > 0) {
      const piece = this.#fill.subarray(0, Math.min(CHUNK, left));
      if (conceal) this.#concealer.conceal(piece);
      else piece.fill(0);
      this.#put(piece, conceal ? 'concealed' : 'silence');
      left -= piece.length;
      this.counts[conceal ? 'concealedMs' : 'silenceMs'] += piece.length / SAMPLES_PER_MS;
    }
  }

  #put(pcm: Int16Array, kind: StretchKind): void {
    const at = this.#next as number;
    this.#next = at + pcm.length;
    this.#emit(pcm, at / SAMPLES_PER_MS, kind);
  }
}
