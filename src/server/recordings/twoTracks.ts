import { CHANNELS, QUIET, SAMPLES_PER_MS } from './wav.ts';

export type Track = 'caller' | 'agent';

const OFFSET: Readonly<Record<Track, number>> = { caller: 0, agent: 1 };
/** What was played is told when it has been heard, and a clause may be long: so much is kept open for it. */
const OPEN_MS = 10_000;
const FLUSH_MS = 2_000;
/** A clock that jumped must not fill the disk with silence. */
const LONGEST_GAP_MS = 10 * 60_000;

/**
 * Lays two tracks side by side by the call's clock. What is older than ten seconds is given away in order; what comes for a
 * time that has been given away is lost, and counted.
 */
export class TwoTracks {
  readonly #startMs: number;
  readonly #write: (bytes: Uint8Array) => void;
  /** Samples given away so far, of each track. */
  #done = 0;
  /** Samples known of, from the start. */
  #known = 0;
  #window = Buffer.alloc((OPEN_MS + FLUSH_MS) * SAMPLES_PER_MS * CHANNELS, QUIET);
  lostSamples = 0;

  constructor(startMs: number, write: (bytes: Uint8Array) => void) {
    this.#startMs = startMs;
    this.#write = write;
  }

  add(track: Track, mulaw: Uint8Array, atMs: number): void {
    const from = Math.round((atMs - this.#startMs) * SAMPLES_PER_MS);
    if (!Number.isFinite(from) || from - this.#known > LONGEST_GAP_MS * SAMPLES_PER_MS) return;
    const end = from + mulaw.length;
    while (end - this.#done > this.#window.length / CHANNELS) this.#flush(FLUSH_MS * SAMPLES_PER_MS);
    this.#known = Math.max(this.#known, end);
    const skipped = Math.max(0, this.#done - from);
    this.lostSamples += Math.min(skipped, mulaw.length);
    for (let i = skipped; i < mulaw.length; i++)
      this.#window[(from + i - this.#done) * CHANNELS + OFFSET[track]] = mulaw[i] ?? QUIET;
  }

  /** Gives the rest away. */
  end(): void {
    this.#flush(this.#known - this.#done);
  }

  #flush(samples: number): void {
    if (samples <= 0) return;
    const bytes = samples * CHANNELS;
    this.#write(Uint8Array.prototype.slice.call(this.#window, 0, bytes));
    this.#window.copyWithin(0, bytes);
    this.#window.fill(QUIET, this.#window.length - bytes);
    this.#done += samples;
  }
}
