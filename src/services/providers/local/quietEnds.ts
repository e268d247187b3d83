/** Finds the quiet before and after speech. */

export interface QuietEndsOptions {
  /** Kept before the first and after the last loud frame, in ms. */
  readonly keepMs: number;
  /** A frame is loud above this many times the floor (10th percentile of frame levels) … */
  readonly aboveFloor: number;
  /** … but never below this part of the loud level (95th percentile), and never needs more than `enough` of it. */
  readonly atLeast: number;
  readonly enough: number;
}

export const defaultQuietEnds = {
  keepMs: 200,
  aboveFloor: 3,
  atLeast: 0.03,
  enough: 0.25,
} as const satisfies QuietEndsOptions;

const FRAME_MS = 10;

/**
 * The part of `pcm` between its quiet ends: `[start, end)` in samples; an empty range when nothing is louder than digital
 * silence. The measure is relative, so that quiet telephones are not cut.
 */
export function betweenQuietEnds(
  pcm: Int16Array,
  sampleRate: number,
  options: QuietEndsOptions = defaultQuietEnds,
): readonly [start: number, end: number] {
  const size = (sampleRate * FRAME_MS) / 1000;
  const levels = frameLevels(pcm, size);
  if (levels.length === 0) return [0, pcm.length];
  const sorted = Float64Array.from(levels).sort();
  const floor = sorted[Math.floor((sorted.length - 1) * 0.1)]!;
  const loud = sorted[Math.floor((sorted.length - 1) * 0.95)]!;
  if (sorted.at(-1)! < 1) return [0, 0];
  const limit = Math.min(Math.max(floor * options.aboveFloor, loud * options.atLeast), loud * options.enough);
  const first = levels.findIndex((level) => level > limit);
  const last = levels.findLastIndex((level) => level > limit);
  if (first < 0) return [0, pcm.length];
  const keep = (sampleRate * options.keepMs) / 1000;
  return [Math.max(0, first * size - keep), Math.min(pcm.length, (last + 1) * size + keep)];
}

/** Root mean square of each whole frame; a rest shorter than a frame belongs to the end. */
function frameLevels(pcm: Int16Array, size: number): Float64Array {
  const levels = new Float64Array(Math.floor(pcm.length / size));
  for (let frame = 0; frame < levels.length; frame++) {
    let energy = 0;
    for (let i = frame * size; i < (frame + 1) * size; i++) energy += pcm[i]! * pcm[i]!;
    levels[frame] = Math.sqrt(energy / size);
  }
  return levels;
}
