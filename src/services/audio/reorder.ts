/**
 * A few frames of patience for carriers whose media may arrive out of order (Telnyx says so; Twilio's may not). A frame
 * that continues the line passes at once, so an ordered stream is never delayed.
 */
import { SAMPLES_PER_MS } from './mulaw.ts';

interface Held {
  readonly mulaw: Uint8Array;
  readonly mediaMs: number;
}

/** @param depth frames held back at most while one is missing (2-3 for Telnyx) */
export class ReorderBuffer {
  readonly #depth: number;
  readonly #deliver: (mulaw: Uint8Array, mediaMs: number) => void;
  #held: Held[] = [];
  #nextMs: number | undefined;

  constructor(depth: number, deliver: (mulaw: Uint8Array, mediaMs: number) => void) {
    this.#depth = depth;
    this.#deliver = deliver;
  }

  push(mulaw: Uint8Array, mediaMs: number): void {
    // Half a frame of slack: carriers round their timestamps.
    const slack = mulaw.length / SAMPLES_PER_MS / 2;
    if (this.#nextMs === undefined || mediaMs <= this.#nextMs + slack) {
      this.#pass(mulaw, mediaMs);
      this.#release(false);
      return;
    }
    const at = this.#held.findIndex((frame) => frame.mediaMs > mediaMs);
    // A copy: the transport may reuse its buffer once this call returns.
    const frame = { mulaw: mulaw.slice(), mediaMs };
    if (at < 0) this.#held.push(frame);
    else this.#held.splice(at, 0, frame);
    this.#release(this.#held.length > this.#depth);
  }

  /** Lets everything go, in order: the stream ended or stalled. */
  flush(): void {
    for (const frame of this.#held.splice(0)) this.#pass(frame.mulaw, frame.mediaMs);
  }

  #release(force: boolean): void {
    let forced = force;
    for (;;) {
      const first = this.#held[0];
      if (!first) return;
      const slack = first.mulaw.length / SAMPLES_PER_MS / 2;
      if (!forced && first.mediaMs > (this.#nextMs ?? 0) + slack) return;
      forced = false;
      this.#held.shift();
      this.#pass(first.mulaw, first.mediaMs);
    }
  }

  #pass(mulaw: Uint8Array, mediaMs: number): void {
    const endMs = mediaMs + mulaw.length / SAMPLES_PER_MS;
    this.#nextMs = Math.max(this.#nextMs ?? endMs, endMs);
    this.#deliver(mulaw, mediaMs);
  }
}
