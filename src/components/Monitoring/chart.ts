/** Where things of a line chart stand: round figures on the axes, lines with gaps where nothing was measured. */

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Pixels at `from` and at `to`. */
  readonly begin: number;
  readonly end: number;
}

export function placed({ from, to, begin, end }: Scale, value: number): number {
  return to === from ? begin : begin + ((value - from) / (to - from)) * (end - begin);
}

/** From 0 on, at most `most` of them after it, in steps of 1, 2 or 5 times a power of ten. */
export function roundTicks(to: number, most: number): number[] {
  if (!(to > 0)) return [0];
  const least = to / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= least) ?? 10 * power;
  return Array.from({ length: Math.floor(to / step + 1e-9) + 1 }, (_, i) => i * step);
}

const MINUTE_MS = 60_000;
const minuteSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360];

/** Whole minutes, quarters, hours: of the clock on the wall, `offsetMinutes` behind UTC (`Date.getTimezoneOffset`). */
export function timeTicks(fromMs: number, toMs: number, most: number, offsetMinutes: number): number[] {
  const least = (toMs - fromMs) / most;
  const step = (minuteSteps.find((minutes) => minutes * MINUTE_MS >= least) ?? 720) * MINUTE_MS;
  const shift = offsetMinutes * MINUTE_MS;
  const first = Math.ceil((fromMs - shift) / step) * step + shift;
  const ticks: number[] = [];
  for (let at = first; at <= toMs; at += step) ticks.push(at);
  return ticks;
}

export interface Dot {
  readonly x: number;
  readonly y: number;
}

/** An SVG path through the dots; null: the line ends and begins anew after it. */
export function linePath(dots: readonly (Dot | null)[]): string {
  return dots
    .flatMap((dot, i) => (dot ? `${dots[i - 1] ? 'L' : 'M'}${fixed(dot.x)} ${fixed(dot.y)}` : []))
    .join('');
}

const fixed = (value: number) => Number(value.toFixed(1));

/** The index of what stands nearest to a place. */
export function nearest(places: readonly number[], at: number): number | null {
  let best: number | null = null;
  for (const [i, place] of places.entries())
    if (best === null || Math.abs(place - at) < Math.abs((places[best] ?? 0) - at)) best = i;
  return best;
}
