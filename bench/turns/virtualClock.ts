/** Time that jumps from one timer to the next: an hour of calls takes as long as the code in it. */
import type { Clock } from '../../src/types/clock.ts';

interface Timer {
  readonly at: number;
  /** Timers of one moment fire in the order in which they were set. */
  readonly seq: number;
  fn: (() => void) | null;
}

/** Records want a date; always the same one, so that prompts are the same. */
const WALL_AT_START = Date.UTC(2026, 8, 21, 9);

export class VirtualClock implements Clock {
  #now = 0;
  #seq = 0;
  readonly #heap: Timer[] = [];

  now(): number {
    return this.#now;
  }

  wall(): number {
    return WALL_AT_START + this.#now;
  }

  after(ms: number, fn: () => void): unknown {
    const timer: Timer = { at: this.#now + Math.max(0, ms), seq: this.#seq++, fn };
    this.#push(timer);
    return timer;
  }

  cancel(handle: unknown): void {
    // It stays in the heap until its time: taking it out would cost more.
    if (handle) (handle as Timer).fn = null;
  }

  /** Moves on until `until` holds or nothing is left to happen. Promises are settled between any two timers. */
  async run(until: () => boolean): Promise<void> {
    await settled();
    while (!until()) {
      const timer = this.#pop();
      if (!timer) return;
      if (!timer.fn) continue;
      this.#now = timer.at;
      timer.fn();
      await settled();
    }
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(timer);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent]!;
      if (!before(timer, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): Timer | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.seq < b.seq);
}

/** All that promises still have to do is done when the loop comes round to its check phase. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
