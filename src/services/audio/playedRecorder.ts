import { SAMPLES_PER_MS } from './mulaw.ts';

/** Holds what was sent until it has been played, so that a recording has no speech that a `clear` took back. */
export class PlayedRecorder {
  readonly #record: (mulaw: Uint8Array, atMs: number) => void;
  #waiting: { mulaw: Uint8Array; atMs: number }[] = [];

  constructor(record: (mulaw: Uint8Array, atMs: number) => void) {
    this.#record = record;
  }

  sent(mulaw: Uint8Array, playsAtMs: number): void {
    this.#waiting.push({ mulaw, atMs: playsAtMs });
  }

  /** Passes on what has been played by now. */
  played(nowMs: number): void {
    while (this.#waiting[0]) {
      const { mulaw, atMs } = this.#waiting[0];
      if (atMs + mulaw.length / SAMPLES_PER_MS > nowMs) return;
      this.#waiting.shift();
      this.#record(mulaw, atMs);
    }
  }

  /** The rest will not be played. */
  cleared(nowMs: number): void {
    this.played(nowMs);
    const current = this.#waiting[0];
    this.#waiting = [];
    if (!current || current.atMs >= nowMs) return;
    this.#record(
      current.mulaw.subarray(0, Math.floor((nowMs - current.atMs) * SAMPLES_PER_MS)),
      current.atMs,
    );
  }
}
