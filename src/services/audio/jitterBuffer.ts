/**
 * Adaptive jitter buffer for a leg over UDP (RTP, WebRTC), where frames are lost, reordered and delayed, and somebody
 * listens who needs an even stream. A leg over TCP does not need one: see `mediaTimeline`. In the manner of NetEQ, much
 * simplified: the target is a quantile of the arrival histogram; too much buffered is shortened by one pitch-like piece
 * at a time, too little is stretched by concealment.
 */
import { ArrivalJitter } from './arrivalJitter.ts';
import { Concealer } from './concealment.ts';

export interface JitterBufferOptions {
  /** `tcp` hands frames through as they come, in order. */
  readonly transport: 'tcp' | 'udp';
  readonly frameMs: number;
  readonly quantile: number;
  readonly minTargetMs: number;
  readonly maxTargetMs: number;
  /** Above target by this much, playing is made faster. */
  readonly marginMs: number;
}

export const defaultJitterBufferOptions = {
  transport: 'udp',
  frameMs: 20,
  quantile: 0.95,
  minTargetMs: 20,
  maxTargetMs: 400,
  marginMs: 40,
} as const satisfies JitterBufferOptions;

export type PlayedKind = 'normal' | 'accelerated' | 'concealed' | 'waiting';

export class JitterBuffer {
  readonly counts = { normal: 0, accelerated: 0, concealed: 0, waiting: 0, late: 0, duplicate: 0 };
  readonly #options: JitterBufferOptions;
  readonly #jitter = new ArrivalJitter();
  readonly #concealer = new Concealer();
  readonly #frames = new Map<number, Int16Array>();
  /** Sequence of the frame to be played next; undefined while the buffer fills for the first time. */
  #next: number | undefined;
  #highest = -Infinity;

  constructor(options: JitterBufferOptions = defaultJitterBufferOptions) {
    this.#options = options;
  }

  /** How much should be buffered, ms. */
  get targetMs(): number {
    const { transport, quantile, minTargetMs, maxTargetMs } = this.#options;
    if (transport === 'tcp') return 0;
    return Math.min(maxTargetMs, Math.max(minTargetMs, this.#jitter.quantile(quantile)));
  }

  get bufferedMs(): number {
    return this.#frames.size * this.#options.frameMs;
  }

  /** A packet arrived. `sequence` counts frames without wrapping; the samples are copied. */
  put(sequence: number, pcm: Int16Array, nowMs: number): void {
    this.#jitter.arrived((sequence + 1) * this.#options.frameMs, nowMs);
    if (this.#next !== undefined && sequence < this.#next) {
      this.counts.late++;
      return;
    }
    if (this.#frames.has(sequence)) {
      this.counts.duplicate++;
      return;
    }
    this.#frames.set(sequence, pcm.slice());
    this.#highest = Math.max(this.#highest, sequence);
  }

  /** The next frame to play, into `out`; to be called every `frameMs`. */
  play(out: Int16Array): PlayedKind {
    const kind = this.#play(out);
    this.counts[kind]++;
    return kind;
  }

  #play(out: Int16Array): PlayedKind {
    if (this.#next === undefined) {
      if (this.#frames.size === 0 || this.bufferedMs < this.targetMs) return silent(out);
      this.#next = Math.min(...this.#frames.keys());
    }
    const frame = this.#take(this.#next);
    if (!frame) return this.#missing(out, this.#next);
    this.#next++;
    this.#concealer.real(frame);
    out.set(frame.subarray(0, out.length));
    if (this.bufferedMs <= this.targetMs + this.#options.marginMs) return 'normal';
    // A whole frame less: the two are faded into each other, so that there is no step.
    const following = this.#take(this.#next);
    if (!following) return 'normal';
    this.#next++;
    for (let i = 0; i < out.length; i++) {
      const weight = i / out.length;
      out[i] = Math.round((out[i] as number) * (1 - weight) + (following[i] as number) * weight);
    }
    this.#concealer.real(following);
    return 'accelerated';
  }

  #missing(out: Int16Array, next: number): PlayedKind {
    this.#concealer.conceal(out);
    // Later frames are here and enough of them: this one is lost. Otherwise it may still come; time is stretched.
    if (this.#highest > next && this.bufferedMs >= this.targetMs) this.#next = next + 1;
    return 'concealed';
  }

  #take(sequence: number): Int16Array | undefined {
    const frame = this.#frames.get(sequence);
    this.#frames.delete(sequence);
    return frame;
  }
}

function silent(out: Int16Array): PlayedKind {
  out.fill(0);
  return 'waiting';
}
