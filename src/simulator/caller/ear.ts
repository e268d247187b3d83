/** A stretch of the agent's speech as the caller hears it, in line time. */
export interface AgentSegment {
  readonly startMs: number;
  /** End of the last audible frame so far. */
  readonly endMs: number;
}

export interface EarOptions {
  /** Root mean square above which a frame is audible, 16-bit units (about −50 dB of full scale). */
  readonly audibleLevel: number;
  /** Shorter silences belong to the speech around them. */
  readonly joinMs: number;
}

export const defaultEarOptions = { audibleLevel: 100, joinMs: 240 } as const satisfies EarOptions;

interface OpenSegment {
  startMs: number;
  endMs: number;
}

/** Hears when the agent speaks, from the audio alone. */
export class AgentEar {
  readonly #options: EarOptions;
  readonly #segments: OpenSegment[] = [];
  #cut = false;

  constructor(options: EarOptions = defaultEarOptions) {
    this.#options = options;
  }

  get segments(): readonly AgentSegment[] {
    return this.#segments;
  }

  get last(): AgentSegment | null {
    return this.#segments.at(-1) ?? null;
  }

  get audibleLevel(): number {
    return this.#options.audibleLevel;
  }

  /** One frame of the agent's side, from `startMs` to `endMs`. */
  frame(startMs: number, endMs: number, audible: boolean): void {
    if (!audible) return;
    const last = this.#segments.at(-1);
    if (last && !this.#cut && startMs - last.endMs < this.#options.joinMs) last.endMs = endMs;
    else this.#segments.push({ startMs, endMs });
    this.#cut = false;
  }

  /** What is heard from now on is something new, however short the silence before it. */
  cut(): void {
    this.#cut = true;
  }

  /** The first segment that began at or after `ms`. */
  firstSince(ms: number): AgentSegment | null {
    const last = this.#segments.at(-1);
    if (!last || last.startMs < ms) return null;
    return this.#segments.find((s) => s.startMs >= ms) ?? null;
  }

  /** The segment that was audible at `ms`, if any. */
  at(ms: number): AgentSegment | null {
    return this.#segments.find((s) => s.startMs <= ms && s.endMs > ms) ?? null;
  }

  /** How much of the agent was audible between two times. */
  audibleMs(fromMs: number, toMs: number): number {
    let sum = 0;
    for (const s of this.#segments) sum += Math.max(0, Math.min(toMs, s.endMs) - Math.max(fromMs, s.startMs));
    return sum;
  }
}
