import type { MediaFrame } from './protocol.ts';

/**
 * Puts media frames back in order by `chunk`, for the carrier that does not promise order. Frames in order pass at once;
 * a frame that is early waits for the missing one until `depth` frames wait, then the gap is given up. No timers: the
 * frames themselves are the clock.
 */
export class ReorderBuffer {
  /** Frames that were out of order and got their place back. */
  reordered = 0;
  /** Frames that came after their place had been given up, or twice. */
  late = 0;

  private expected: number | undefined;
  private readonly waiting = new Map<number, MediaFrame>();
  private readonly depth: number;
  private readonly deliver: (frame: MediaFrame) => void;

  /** `depth`: 4 frames of 20 ms are 80 ms of patience at the most. */
  constructor(deliver: (frame: MediaFrame) => void, depth = 4) {
    this.deliver = deliver;
    this.depth = depth;
  }

  push(frame: MediaFrame): void {
    const chunk = frame.chunk;
    if (chunk === undefined) return this.deliver(frame);
    this.expected ??= chunk;
    if (chunk < this.expected || this.waiting.has(chunk)) {
      this.late += 1;
    } else if (chunk === this.expected) {
      this.pass(frame, chunk);
    } else {
      this.waiting.set(chunk, frame);
      if (this.waiting.size > this.depth) this.giveUpGap();
    }
  }

  /** The stream has ended: what waits is delivered in order. */
  flush(): void {
    while (this.waiting.size > 0) this.giveUpGap();
  }

  private pass(frame: MediaFrame, chunk: number): void {
    this.expected = chunk + 1;
    this.deliver(frame);
    this.drain();
  }

  private drain(): void {
    for (;;) {
      const at = this.expected;
      if (at === undefined) return;
      const next = this.waiting.get(at);
      if (next === undefined) return;
      this.waiting.delete(at);
      this.expected = at + 1;
      this.reordered += 1;
      this.deliver(next);
    }
  }

  private giveUpGap(): void {
    this.expected = Math.min(...this.waiting.keys());
    this.drain();
  }
}
