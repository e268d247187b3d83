/** Cuts a run of Thai letters into syllables: the cheapest way through all spellings, and how much dearer the next best is. */
import { spellingsAt, type Spelling } from './spelling.ts';

export interface Cut {
  readonly at: number;
  readonly spelling: Spelling;
  /** What the cheapest way costs more that does not read this syllable so. */
  readonly margin: number;
}

interface Edge {
  readonly at: number;
  readonly end: number;
  readonly spelling: Spelling;
}

/** What no spelling explains costs more than any spelling. */
const UNEXPLAINED = 6;

export function cutThai(run: string): Cut[] {
  const n = run.length;
  const edges = edgesOf(run);
  const from = new Float64Array(n + 1).fill(Infinity);
  const to = new Float64Array(n + 1).fill(Infinity);
  from[n] = 0;
  to[0] = 0;
  const best: (Edge | undefined)[] = Array.from({ length: n });
  for (let i = n - 1; i >= 0; i--) {
    from[i] = UNEXPLAINED + (from[i + 1] ?? 0);
    for (const edge of edges[i] ?? []) {
      const cost = edge.spelling.cost + (from[edge.end] ?? 0);
      if (cost >= (from[i] ?? 0)) continue;
      from[i] = cost;
      best[i] = edge;
    }
  }
  for (let i = 0; i < n; i++) {
    const here = to[i] ?? 0;
    to[i + 1] = Math.min(to[i + 1] ?? Infinity, here + UNEXPLAINED);
    for (const { end, spelling } of edges[i] ?? [])
      to[end] = Math.min(to[end] ?? Infinity, here + spelling.cost);
  }
  const through = ({ at, end, spelling }: Edge) => (to[at] ?? 0) + spelling.cost + (from[end] ?? 0);
  const out: Cut[] = [];
  for (let i = 0; i < n;) {
    const edge = best[i];
    if (edge !== undefined)
      out.push({ at: i, spelling: edge.spelling, margin: marginOf(edge, edges, through) - (from[0] ?? 0) });
    i = edge?.end ?? i + 1;
  }
  return out;
}

/** The longest run that is looked at around a syllable for another way to read it. */
const REACH = 8;

function marginOf(edge: Edge, edges: readonly Edge[][], through: (edge: Edge) => number): number {
  let other = Infinity;
  for (let i = Math.max(0, edge.at - REACH); i < edge.end; i++)
    for (const each of edges[i] ?? [])
      if (each !== edge && each.end > edge.at && (each.at !== edge.at || each.end !== edge.end))
        other = Math.min(other, through(each));
  return other;
}

function edgesOf(run: string): Edge[][] {
  return Array.from({ length: run.length }, (_, at) =>
    spellingsAt(run, at).map((spelling) => ({ at, end: at + spelling.written.length, spelling })),
  );
}
