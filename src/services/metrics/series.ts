import { Histogram } from './histogram.ts';
import { decodeHistogram, encodeHistogram } from './histogramCodec.ts';

const SLICE_MS = 60_000;
const SLICES = 60;

interface Slice {
  /** Number of the minute since the clock's zero. */
  readonly minute: number;
  readonly max: number;
  readonly bytes: Uint8Array;
}

/**
 * One stage under one set of labels: since the start, and over the last 60 minutes.
 *
 * The window is kept as a running sum from which each minute is taken away when it has passed; closed minutes wait as
 * bytes. Reading it is thus as cheap as reading the total.
 */
export class Series {
  readonly total = new Histogram();
  readonly #window = new Histogram();
  #open = new Histogram();
  #openMinute: number;
  #closed: Slice[] = [];

  constructor(now: number) {
    this.#openMinute = Math.floor(now / SLICE_MS);
  }

  record(ms: number, now: number): void {
    this.#roll(now);
    this.total.record(ms);
    this.#window.record(ms);
    this.#open.record(ms);
  }

  /** The last 60 minutes, the running one included. Read it, don't change it. */
  window(now: number): Histogram {
    this.#roll(now);
    return this.#window;
  }

  #roll(now: number): void {
    const minute = Math.floor(now / SLICE_MS);
    if (minute === this.#openMinute) return;
    if (this.#open.count > 0) {
      const slice = { minute: this.#openMinute, max: this.#open.max, bytes: encodeHistogram(this.#open) };
      this.#closed.push(slice);
      this.#open = new Histogram();
    }
    this.#openMinute = minute;
    const passed = this.#closed.filter((slice) => slice.minute <= minute - SLICES);
    if (passed.length === 0) return;
    this.#closed = this.#closed.slice(passed.length);
    for (const { bytes } of passed) this.#window.subtract(decodeHistogram(bytes));
    this.#window.setMax(Math.max(0, ...this.#closed.map(({ max }) => max)));
  }
}
