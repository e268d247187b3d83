/** What is made of what a browser tells: pure, so that it can be tested without one. */
import { regression, round, summarise } from '../statistics.ts';

export type LoadKind = 'script' | 'style' | 'font' | 'image' | 'page' | 'answer';

/** One response of a cold visit. */
export interface Load {
  readonly path: string;
  /** The body after gzip -9: what a server sends that compresses, whatever this browser asked for. */
  readonly gzipBytes: number;
  /** The body as it came, in its own encoding. */
  readonly sentBytes: number;
  /** Since the visit began. */
  readonly doneMs: number;
}

export function kindOf(path: string): LoadKind {
  if (path.startsWith('/api/')) return 'answer';
  if (path.endsWith('.js')) return 'script';
  if (path.endsWith('.css')) return 'style';
  if (/\.woff2?$/.test(path)) return 'font';
  return /\.(svg|png|ico)$/.test(path) ? 'image' : 'page';
}

export interface FirstLoad {
  /** Scripts (with the texts, which are scripts of their own) and styles until nothing more is asked for, gzip KiB. */
  readonly codeKib: number;
  /** Of those, what had come at the largest contentful paint. */
  readonly beforePaintKib: number;
  readonly scriptKib: number;
  readonly styleKib: number;
  readonly fontKib: number;
  readonly answerKib: number;
  /** Scripts and styles in the encoding they were sent in. */
  readonly sentKib: number;
  readonly files: number;
}

export function firstLoad(loads: readonly Load[], lcpMs: number): FirstLoad {
  const kib = (chosen: (load: Load) => boolean, bytes: 'gzipBytes' | 'sentBytes' = 'gzipBytes') =>
    round(loads.filter(chosen).reduce((sum, load) => sum + load[bytes], 0) / 1_024, 1);
  const is =
    (...kinds: LoadKind[]) =>
    ({ path }: Load) =>
      kinds.includes(kindOf(path));
  const code = is('script', 'style');
  return {
    codeKib: kib(code),
    beforePaintKib: kib((load) => code(load) && load.doneMs <= lcpMs),
    scriptKib: kib(is('script')),
    styleKib: kib(is('style')),
    fontKib: kib(is('font')),
    answerKib: kib(is('answer')),
    sentKib: kib(code, 'sentBytes'),
    files: loads.filter(code).length,
  };
}

/** Cumulative layout shift: the worst burst of shifts, each within 1 s of the one before and all within 5 s (web.dev/cls). */
export function cumulativeShift(shifts: readonly { readonly at: number; readonly value: number }[]): number {
  let worst = 0;
  let burst = { begin: -Infinity, last: -Infinity, sum: 0 };
  for (const { at, value } of shifts.toSorted((a, b) => a.at - b.at)) {
    const goesOn = at - burst.last < 1_000 && at - burst.begin < 5_000;
    burst = goesOn ? { ...burst, last: at, sum: burst.sum + value } : { begin: at, last: at, sum: value };
    worst = Math.max(worst, burst.sum);
  }
  return round(worst);
}

/** The Event Timing API tells of nothing faster. */
export const SHORTEST_MS = 16;

export interface Interactions {
  readonly made: number;
  readonly worstMs: number;
  readonly p98Ms: number;
  readonly p50Ms: number;
}

/** An interaction lasts as long as its longest event; those that were not told of were shorter than {@link SHORTEST_MS}. */
export function interactions(
  events: readonly { readonly id: number; readonly durationMs: number }[],
  made: number,
): Interactions {
  const longest = new Map<number, number>();
  for (const { id, durationMs } of events) longest.set(id, Math.max(durationMs, longest.get(id) ?? 0));
  const told = [...longest.values()];
  const untold = Array.from({ length: Math.max(0, made - told.length) }, () => SHORTEST_MS);
  const sorted = [...told, ...untold].toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { made: sorted.length, worstMs: at(1), p98Ms: at(0.98), p50Ms: at(0.5) };
}

export interface Sample {
  readonly atMs: number;
  /** After a forced collection. */
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

export interface Growth {
  readonly samples: number;
  readonly heapMb: number;
  readonly heapMbAnHour: number;
  /** Of the fitted line, from its first to its last point. */
  readonly heapRiseMb: number;
  readonly nodes: number;
  readonly nodesRise: number;
  readonly listeners: number;
  readonly listenersRise: number;
}

const MB = 1e6;
const HOUR_MS = 3_600_000;

/** null: too few samples after the warm-up for a line. */
export function growth(all: readonly Sample[], warmUpMs: number): Growth | null {
  const samples = all.filter(({ atMs }) => atMs >= warmUpMs);
  const last = samples.at(-1);
  if (!last || samples.length < 3) return null;
  const line = (of: (sample: Sample) => number) =>
    regression(samples.map((sample) => ({ x: sample.atMs, y: of(sample) })));
  const heap = line(({ heapBytes }) => heapBytes / MB);
  const nodes = line((sample) => sample.nodes);
  const listeners = line((sample) => sample.listeners);
  return {
    samples: samples.length,
    heapMb: round(last.heapBytes / MB, 2),
    heapMbAnHour: round(heap.slope * HOUR_MS, 2),
    heapRiseMb: round(heap.last - heap.first, 3),
    nodes: last.nodes,
    nodesRise: round(nodes.last - nodes.first, 1),
    listeners: last.listeners,
    listenersRise: round(listeners.last - listeners.first, 1),
  };
}

/** The middle of an odd number of values; of an even one the lower of the two: it was really measured. */
export const median = (values: readonly number[]): number => summarise(values).p50;
