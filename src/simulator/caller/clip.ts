import { levelOf } from '../network/g711.ts';

/** Something that the caller says, ready for the line, with the truth about where the speech in it is. */
export interface Clip {
  readonly mulaw: Uint8Array;
  /** Acoustic start and end of speech, ms from the beginning of the clip. */
  readonly speechStartMs: number;
  readonly speechEndMs: number;
  /** What is said, where it is known. */
  readonly text: string;
}

const WINDOW_MS = 10;
const WINDOW_BYTES = WINDOW_MS * 8;
/** Speech is what lies less than this far (as a ratio, 34 dB) under the loudest part. */
const BELOW_PEAK = 0.02;
/** And never quieter than this, in 16-bit units. */
const FLOOR = 60;

/** Finds the speech in a clip, to 10 ms. */
export function clipOf(mulaw: Uint8Array, text = ''): Clip {
  const levels: number[] = [];
  for (let at = 0; at < mulaw.length; at += WINDOW_BYTES)
    levels.push(levelOf(mulaw.subarray(at, at + WINDOW_BYTES)));
  const threshold = Math.max(FLOOR, Math.max(0, ...levels) * BELOW_PEAK);
  const first = levels.findIndex((level) => level > threshold);
  const last = levels.findLastIndex((level) => level > threshold);
  return {
    mulaw,
    text,
    speechStartMs: first < 0 ? 0 : first * WINDOW_MS,
    speechEndMs: last < 0 ? mulaw.length / 8 : Math.min(mulaw.length / 8, (last + 1) * WINDOW_MS),
  };
}
