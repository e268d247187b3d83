import type { Clock } from '../../../types/clock.ts';
import {
  FRAME_MS,
  FRAME_SAMPLES,
  MULAW_SILENCE,
  type AudioPath,
  type AudioPathSink,
  type Ticks,
} from './path.ts';
import { PlayoutQueue } from './playout.ts';

/**
 * For a page that can neither hear nor speak (a plain http address, no sound card): the agent's audio is "played" here, at
 * its own pace, so that the text on the page appears as it would be heard; the caller's line is silent.
 */
export class QuietPath implements AudioPath {
  readonly kind = 'none';
  readonly backlogBytes = 0;
  readonly #ticks: Ticks;
  readonly #sink: AudioPathSink;
  readonly #queue = new PlayoutQueue();
  readonly #frame = new Uint8Array(FRAME_SAMPLES);
  readonly #silence = new Uint8Array(FRAME_SAMPLES).fill(MULAW_SILENCE);
  readonly #startedAt: number;
  #frames = 0;

  constructor(clock: Clock, ticks: Ticks, sink: AudioPathSink) {
    this.#ticks = ticks;
    this.#sink = sink;
    this.#startedAt = clock.now();
    ticks.add(this.#tick);
  }

  sendAudio(mulaw: Uint8Array): void {
    this.#queue.push(mulaw);
  }

  mark(name: string): void {
    this.#queue.mark(name);
  }

  clear(): void {
    for (const name of this.#queue.clear()) this.#sink.mark(name);
  }

  close(): void {
    this.#ticks.remove(this.#tick);
  }

  readonly #tick = (nowMs: number): void => {
    while (this.#startedAt + (this.#frames + 1) * FRAME_MS <= nowMs) {
      const mediaMs = this.#frames++ * FRAME_MS;
      for (const name of this.#queue.take(this.#frame)) this.#sink.mark(name);
      this.#sink.audio(this.#silence, mediaMs);
    }
  };
}
