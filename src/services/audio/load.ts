/**
 * How much of the audio processing a loaded machine is spared: a pure machine, told once in two seconds how late the wheel was.
 * It goes up at once and comes back slowly, one level at a time, so that a call is not handed to and fro.
 */

/** 0: everything. 1: no noise reduction. 2: no neural detector either; the energy gate decides. */
export type LoadLevel = 0 | 1 | 2;

/** How late ticks were in one window. */
export interface LoadSample {
  readonly p99Ms: number;
}

export interface LoadState {
  readonly level: LoadLevel;
  /** Beginning of the calm that lasts; null: the last window was not calm, or the level has just come down from there. */
  readonly calmSince: number | null;
}

export interface LoadOptions {
  /** P99 above it: level 1. What a core that is full has to stay below (docs/audio.md). */
  readonly busyMs: number;
  /** P99 above it in a window at level 1 or 2: level 2. */
  readonly overloadedMs: number;
  /** P99 below it is calm. */
  readonly calmMs: number;
  /** Calm that lasts as long brings back one level. */
  readonly backAfterMs: number;
}

export const defaultLoadOptions = {
  busyMs: 10,
  overloadedMs: 20,
  calmMs: 5,
  backAfterMs: 10_000,
} as const satisfies LoadOptions;

export const unloaded: LoadState = { level: 0, calmSince: null };

/**
 * @param fromMs when the window began
 * @param now when it ended; windows follow one another
 */
export function nextLoad(
  { level, calmSince }: LoadState,
  { p99Ms }: LoadSample,
  fromMs: number,
  now: number,
  options: LoadOptions = defaultLoadOptions,
): LoadState {
  if (p99Ms >= options.calmMs) return { level: risen(level, p99Ms, options), calmSince: null };
  const since = calmSince ?? fromMs;
  // More than one only after a window in which the wheel stood still.
  const back = Math.floor((now - since) / options.backAfterMs);
  if (level === 0 || back === 0) return { level, calmSince: since };
  return { level: level === 2 && back === 1 ? 1 : 0, calmSince: now };
}

function risen(level: LoadLevel, p99Ms: number, { busyMs, overloadedMs }: LoadOptions): LoadLevel {
  if (level === 0) return p99Ms > busyMs ? 1 : 0;
  return p99Ms > overloadedMs ? 2 : level;
}
