/**
 * A caller on an audio line, in the process of the engine that it talks to: a frame every 20 ms, a question when the agent
 * has been silent, and the time until its answer. The same for every engine.
 */
import { questionOf, type ScriptedTurn } from './script.ts';

export interface MeasuredTurn {
  /** Acoustic end of speech → first audio (or, where the carrier speaks, first token and what its voice takes). null: no answer. */
  readonly wholeMs: number | null;
  /** The last that the engine waited for → first audio or token. */
  readonly engineMs: number | null;
}

export interface FrameCallerOptions {
  readonly script: readonly ScriptedTurn[];
  /** Numbers of its turns in the script, in order. */
  readonly turns: readonly number[];
  /** The line: 20 ms with a voice in them, or without. */
  frame(voiced: boolean): void;
  /** The recogniser has all the words, for now. */
  partial(text: string): void;
  /** The recogniser's last word may be given from now on; whoever gives it calls {@link FrameCaller.finalGiven}. */
  finalDue(text: string): void;
  over(): void;
}

const FRAME_MS = 20;
/** After the agent's audio has been played, and before the first question. */
const PAUSE_MS = 160;
const BEFORE_FIRST_MS = 500;
const GIVE_UP_MS = 5_000;

export class FrameCaller {
  readonly measured: MeasuredTurn[] = [];
  /** How late frames left, ms: what the figures of a busy process are worth. */
  readonly late: number[] = [];
  readonly #options: FrameCallerOptions;
  #state: 'waiting' | 'speaking' | 'listening' | 'over' = 'waiting';
  #at = -1;
  #speechLeftMs = 0;
  #endedAt = 0;
  #finalAt: number | null = null;
  #silentFrom = 0;
  #began = 0;
  #frames = 0;

  constructor(options: FrameCallerOptions) {
    this.#options = options;
  }

  /** `offsetMs`: callers do not all send in the same instant. */
  start(offsetMs: number): void {
    this.#began = performance.now() + offsetMs;
    this.#silentFrom = this.#began + BEFORE_FIRST_MS - PAUSE_MS;
    setTimeout(this.#tick, offsetMs);
  }

  /** The engine hands out audio of this length. */
  audio(ms: number): void {
    const now = performance.now();
    if (this.#state === 'listening') {
      const engineMs = this.#finalAt === null ? null : now - this.#finalAt;
      this.#answered({ wholeMs: now - this.#endedAt, engineMs });
    }
    this.#silentFrom = Math.max(this.#silentFrom, now) + ms;
  }

  finalGiven(): void {
    this.#finalAt ??= performance.now();
  }

  readonly #tick = (): void => {
    const now = performance.now();
    this.late.push(now - (this.#began + this.#frames * FRAME_MS));
    this.#act(now);
    if (this.#state === 'over') return;
    this.#options.frame(this.#state === 'speaking');
    if (this.#state === 'speaking' && (this.#speechLeftMs -= FRAME_MS) <= 0) this.#ended(now);
    // From the beginning, not from now: what comes late does not make the rest late.
    this.#frames++;
    setTimeout(this.#tick, Math.max(0, this.#began + this.#frames * FRAME_MS - performance.now()));
  };

  #act(now: number): void {
    if (this.#state === 'listening' && now - this.#endedAt > GIVE_UP_MS) {
      this.#answered({ wholeMs: null, engineMs: null });
      this.#silentFrom = now;
    }
    if (this.#state !== 'waiting' || now < this.#silentFrom + PAUSE_MS) return;
    const turn = this.#turn(++this.#at);
    if (!turn) {
      this.#state = 'over';
      this.#options.over();
      return;
    }
    this.#state = 'speaking';
    this.#speechLeftMs = Math.ceil(turn.speechMs / FRAME_MS) * FRAME_MS;
  }

  #ended(now: number): void {
    this.#state = 'listening';
    this.#endedAt = now;
    this.#finalAt = null;
    const at = this.#at;
    const turn = this.#turn(at);
    if (!turn) return;
    const text = questionOf(this.#options.turns[at] ?? 0);
    const still = () => this.#at === at && this.#state !== 'over';
    const { partialAfterMs, finalAfterMs } = turn;
    if (partialAfterMs !== null) setTimeout(() => still() && this.#options.partial(text), partialAfterMs);
    setTimeout(() => still() && this.#options.finalDue(text), finalAfterMs);
  }

  #answered(turn: MeasuredTurn): void {
    this.measured.push(turn);
    this.#state = 'waiting';
  }

  #turn(at: number): ScriptedTurn | undefined {
    const number = this.#options.turns[at];
    return number === undefined ? undefined : this.#options.script[number % this.#options.script.length];
  }
}
