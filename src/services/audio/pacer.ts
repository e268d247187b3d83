/**
 * Sends audio at the pace at which it is played, a little ahead. One pacer on one absolute clock for all calls: tick n
 * comes at start + n × 10 ms whatever happened before, and each stream's position is computed from when it began, so
 * nothing drifts. The first burst goes at once; a stream that ran dry begins anew.
 */
import type { Clock } from '../../types/clock.ts';
import { sharedWheel, type Wheel } from './wheel.ts';

export interface PacerOptions {
  /** How far ahead of play-out audio is sent. 200 ms rides out a pause of the event loop; `clear` flushes it. */
  readonly leadMs: number;
  /** Audio is sent in pieces of at least this much, to halve the messages. */
  readonly chunkMs: number;
}

export const defaultPacerOptions = { leadMs: 200, chunkMs: 40 } as const satisfies PacerOptions;

/** Where a stream's audio comes from. */
export interface PacedSource {
  /** Sends up to `maxMs` now (whole frames) and returns how much it sent, ms. 0 = nothing there at the moment. */
  send(maxMs: number, nowMs: number): number;
}

/** One call's mouth on the pacer. */
export class PacedStream {
  /** Times that audio came too late: play-out had run dry in the middle of a stream. */
  underruns = 0;
  readonly #clock: Clock;
  readonly #wheel: Wheel;
  readonly #source: PacedSource;
  readonly #options: PacerOptions;
  /** Until when the audio sent so far plays. */
  #playsUntil = -Infinity;
  #active = false;
  #dry = true;

  constructor(clock: Clock, source: PacedSource, options: PacerOptions = defaultPacerOptions) {
    this.#clock = clock;
    this.#wheel = sharedWheel(clock);
    this.#source = source;
    this.#options = options;
  }

  /** Time at which the next audio sent will begin to play. */
  get playsUntil(): number {
    return Math.max(this.#playsUntil, this.#clock.now());
  }

  /** Audio has become available: sends at once what the lead allows, then goes on with the wheel. */
  wake(): void {
    this.#pump(this.#clock.now());
    if (this.#active) return;
    this.#active = true;
    this.#wheel.add(this.#tick);
  }

  /** Nothing more to send for now. The carrier plays on. */
  rest(): void {
    if (!this.#active) return;
    this.#active = false;
    this.#dry = true;
    this.#wheel.remove(this.#tick);
  }

  /** The carrier's queue was cleared: nothing plays. */
  cleared(): void {
    this.rest();
    this.#playsUntil = -Infinity;
  }

  readonly #tick = (nowMs: number): void => this.#pump(nowMs);

  #pump(nowMs: number): void {
    const { leadMs, chunkMs } = this.#options;
    for (;;) {
      const aheadMs = Math.max(0, this.#playsUntil - nowMs);
      const roomMs = leadMs - aheadMs;
      if (roomMs < Math.min(chunkMs, leadMs)) return;
      const sentMs = this.#source.send(roomMs, nowMs);
      if (sentMs === 0) return;
      if (this.#playsUntil < nowMs) {
        if (!this.#dry) this.underruns++;
        this.#playsUntil = nowMs;
      }
      this.#dry = false;
      this.#playsUntil += sentMs;
    }
  }
}
