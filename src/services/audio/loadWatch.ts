/**
 * The watcher of a process's audio load. It rides on the wheel: how late a tick is, is how late the event loop gets to its timers
 * and the pacer to its streams, so nothing else needs to be measured. Who follows it reads `level`, a number.
 */
import { Emitter } from '../../lib/emitter.ts';
import { nextLoad, unloaded, type LoadLevel, type LoadState } from './load.ts';

export interface LoadChange {
  readonly level: LoadLevel;
  readonly previous: LoadLevel;
  /** Lateness of the wheel in the last two seconds, P99. */
  readonly lagMs: number;
}

export interface LoadFigures {
  readonly level: LoadLevel;
  /** Changes so far, by the level that they led to. */
  readonly changes: readonly [number, number, number];
}

export const LOAD_WINDOW_MS = 2_000;
/** With ticks of 10 ms a window has 200, and some more when its end came late; of a longer stall the rest is known already. */
const MOST_TICKS = 512;

export class LoadWatch {
  #state: LoadState = unloaded;
  readonly #late = new Float64Array(MOST_TICKS);
  #count = 0;
  #windowFrom = NaN;
  #lastAt = NaN;
  readonly #changes: [number, number, number] = [0, 0, 0];
  readonly #changed = new Emitter<{ change: [change: LoadChange] }>();

  get level(): LoadLevel {
    return this.#state.level;
  }

  get figures(): LoadFigures {
    return { level: this.level, changes: [...this.#changes] };
  }

  /** Told of each change. Returns how to be told no more. */
  onChange(listener: (change: LoadChange) => void): () => void {
    return this.#changed.on('change', listener);
  }

  /** A tick that was due at `dueMs` came at `nowMs`; those that were due between were missed and count as late. */
  tick(dueMs: number, nowMs: number, periodMs: number): void {
    for (let at = dueMs; at <= nowMs && this.#count < MOST_TICKS; at += periodMs) {
      this.#late[this.#count++] = nowMs - at;
    }
    this.#lastAt = nowMs;
    if (nowMs - this.#windowFrom >= LOAD_WINDOW_MS) this.#close(nowMs);
  }

  /** There were no ticks until now, because there was no call: nothing was late. A short gap between two calls is no calm. */
  stoodStill(untilMs: number): void {
    if (untilMs - this.#lastAt <= LOAD_WINDOW_MS) return;
    if (!Number.isNaN(this.#lastAt)) this.#next(0, this.#lastAt, untilMs);
    this.#count = 0;
    this.#windowFrom = untilMs;
  }

  #close(nowMs: number): void {
    const late = this.#late.subarray(0, this.#count).sort();
    const p99Ms = late[Math.ceil(late.length * 0.99) - 1] ?? 0;
    this.#next(p99Ms, this.#windowFrom, nowMs);
    this.#count = 0;
    this.#windowFrom = nowMs;
  }

  #next(p99Ms: number, fromMs: number, nowMs: number): void {
    const previous = this.#state.level;
    this.#state = nextLoad(this.#state, { p99Ms }, fromMs, nowMs);
    const { level } = this.#state;
    if (level === previous) return;
    this.#changes[level]++;
    this.#changed.emit('change', { level, previous, lagMs: Math.round(p99Ms * 10) / 10 });
  }
}
