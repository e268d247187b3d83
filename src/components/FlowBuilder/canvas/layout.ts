/**
 * Top-down layout. Layered by dagre, which takes half a second for 500 nodes on a slow machine, so it runs in a worker
 * (`layoutWorker.ts`); this file is what both sides share and is free of the page.
 */
import dagre from '@dagrejs/dagre';
import type { Point } from '../document/edit.ts';

export interface LayoutRequest {
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly { readonly id: string; readonly source: string; readonly target: string }[];
  /** The node that keeps its place. */
  readonly anchor?: { readonly id: string; readonly at: Point };
}

export interface Layout {
  /** Top left corners. */
  readonly positions: readonly (readonly [string, Point])[];
  /** Corners of connections that pass other ranks; they would run under cards otherwise. */
  readonly routes: readonly (readonly [string, readonly Point[]])[];
}

const BETWEEN_NODES = 40;
const BETWEEN_RANKS = 64;

export function layOut({ nodes, edges, anchor }: LayoutRequest): Layout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: BETWEEN_NODES, ranksep: BETWEEN_RANKS });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  const known = edges.filter(
    ({ source, target }) => source !== target && graph.hasNode(source) && graph.hasNode(target),
  );
  for (const { id, source, target } of withoutRush(known)) graph.setEdge(source, target, {}, id);
  dagre.layout(graph);
  const corner = (id: string): Point => {
    const { x, y, width, height } = graph.node(id) as { x: number; y: number; width: number; height: number };
    return { x: x - width / 2, y: y - height / 2 };
  };
  const from = anchor && graph.hasNode(anchor.id) ? corner(anchor.id) : { x: 0, y: 0 };
  const shift = { x: (anchor?.at.x ?? 0) - from.x, y: (anchor?.at.y ?? 0) - from.y };
  const moved = ({ x, y }: Point): Point => ({ x: Math.round(x + shift.x), y: Math.round(y + shift.y) });
  return {
    positions: nodes.map(({ id }) => [id, moved(corner(id))] as const),
    routes: graph.edges().map((edge: { readonly v: string; readonly w: string; readonly name?: string }) => {
      const { points = [] } = graph.edge(edge) as { points?: Point[] };
      return [edge.name ?? '', points.slice(1, -1).map(moved)] as const;
    }),
  };
}

/**
 * Dagre gives a connection a place in every rank that it passes. To a node that a hundred others lead to (an End, a person)
 * that is most of the drawing and nearly all of the time, so only those from the lowest nodes count; the others are drawn
 * straight.
 */
const MOST_INTO_ONE = 6;

function withoutRush(edges: LayoutRequest['edges']): LayoutRequest['edges'] {
  const into = new Map<string, LayoutRequest['edges'][number][]>();
  for (const edge of edges) into.set(edge.target, [...(into.get(edge.target) ?? []), edge]);
  if ([...into.values()].every((list) => list.length <= MOST_INTO_ONE)) return edges;
  const depth = depthsOf(edges);
  const low = ({ source }: LayoutRequest['edges'][number]) => depth.get(source) ?? 0;
  return [...into.values()].flatMap((list) =>
    list.length <= MOST_INTO_ONE ? list : [...list].sort((a, b) => low(b) - low(a)).slice(0, MOST_INTO_ONE),
  );
}

/** The fewest connections from a node that nothing leads to. */
function depthsOf(edges: LayoutRequest['edges']): ReadonlyMap<string, number> {
  const leaving = new Map<string, string[]>();
  const entered = new Set<string>();
  for (const { source, target } of edges) {
    leaving.set(source, [...(leaving.get(source) ?? []), target]);
    entered.add(target);
  }
  const depth = new Map<string, number>();
  let row = [...leaving.keys()].filter((id) => !entered.has(id));
  for (let at = 0; row.length > 0; at++) {
    for (const id of row) depth.set(id, at);
    row = [...new Set(row.flatMap((id) => leaving.get(id) ?? []))].filter((id) => !depth.has(id));
  }
  return depth;
}
