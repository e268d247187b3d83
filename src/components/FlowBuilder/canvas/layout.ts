/**
 * Top-down layout. Dagre, which takes half a second for 500 nodes on a slow machine and so runs in a worker
 * (`layoutWorker.ts`), decides the order of the cards; rows and connections are drawn to our own rules: the tops of a row
 * are aligned, and connections run between rows in lanes of their own. Free of the page: both sides share it.
 */
import dagre from '@dagrejs/dagre';
import type { Point } from '../document/edit.ts';
import { lanesOf } from './lanes.ts';
import { leadBack, withoutRush } from './ranks.ts';
import { wire, type Row } from './routes.ts';
import { straighten } from './straighten.ts';

export interface LayoutRequest {
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly LayoutEdge[];
  /** The node that keeps its place. */
  readonly anchor?: { readonly id: string; readonly at: Point };
}

export interface LayoutEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Where it leaves the source, from the card's left edge. */
  readonly from: number;
}

export interface Layout {
  /** Top left corners. */
  readonly positions: readonly (readonly [string, Point])[];
  /** Corners of connections between their two ends. */
  readonly routes: readonly (readonly [string, readonly Point[]])[];
}

const BETWEEN_NODES = 40;
const BETWEEN_RANKS = 64;
/** The first and the last lane's distance from the cards; an arrow needs more room than a handle. */
const BELOW_CARDS = 18;
const ABOVE_CARDS = 26;
const BETWEEN_LANES = 8;

export function layOut(request: LayoutRequest): Layout {
  const { nodes, edges, anchor } = request;
  const known = new Set(nodes.map(({ id }) => id));
  const drawn = edges.filter(({ source, target }) => known.has(source) && known.has(target));
  const back = leadBack(
    drawn,
    nodes.map(({ id }) => id),
  );
  const { rows, passes } = ordered(nodes, withoutRush(drawn.filter(({ id }) => !back.has(id))));
  straighten(rows, drawn, passes);
  const wires = wire(rows, drawn, passes);
  const lanes = new Map(
    [...Map.groupBy(wires, ({ channel }) => channel)].map(
      ([channel, list]) => [channel, lanesOf(list)] as const,
    ),
  );

  const tops: number[] = [];
  let y = 0;
  rows.forEach(({ height }, i) => {
    tops.push(y);
    const most = Math.max(0, ...(lanes.get(i)?.values() ?? []));
    y += height + Math.max(BETWEEN_RANKS, BELOW_CARDS + most * BETWEEN_LANES + ABOVE_CARDS);
  });
  const laneY = (channel: number, lane: number) =>
    channel < 0
      ? -ABOVE_CARDS - lane * BETWEEN_LANES
      : (tops[channel] ?? 0) + (rows[channel]?.height ?? 0) + BELOW_CARDS + lane * BETWEEN_LANES;
  const place = new Map(
    rows.flatMap(({ boxes }, i) => boxes.map(({ id, left }) => [id, { x: left, y: tops[i] ?? 0 }] as const)),
  );
  const from = (anchor && place.get(anchor.id)) ?? { x: 0, y: 0 };
  const shift = { x: (anchor?.at.x ?? 0) - from.x, y: (anchor?.at.y ?? 0) - from.y };
  const moved = ({ x, y }: Point): Point => ({ x: Math.round(x + shift.x), y: Math.round(y + shift.y) });

  const routes = new Map<string, Point[]>();
  for (const one of wires) {
    const lane = lanes.get(one.channel)?.get(one) ?? 0;
    const at = laneY(one.channel, lane);
    const corners = routes.get(one.edge) ?? [];
    routes.set(one.edge, corners);
    if (one.from.x !== one.to.x) corners.push(moved({ x: one.from.x, y: at }), moved({ x: one.to.x, y: at }));
  }
  return {
    positions: nodes.map(({ id }) => [id, moved(place.get(id) ?? { x: 0, y: 0 })] as const),
    routes: [...routes],
  };
}

/** Rows of cards from the top, and where connections pass rows between their ends. */
function ordered(nodes: LayoutRequest['nodes'], edges: readonly LayoutEdge[]) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: BETWEEN_NODES, ranksep: BETWEEN_RANKS });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { id, source, target } of edges) graph.setEdge(source, target, {}, id);
  dagre.layout(graph);
  const found = nodes.map(({ id, width, height }) => ({
    id,
    width,
    height,
    ...(graph.node(id) as { readonly x: number; readonly y: number }),
  }));
  const centres = [...new Set(found.map(({ y }) => y))].sort((a, b) => a - b);
  const rows = centres.map((centre): Row => {
    const cards = found.filter(({ y }) => y === centre);
    const boxes = cards.map(({ id, x, width }) => {
      const left = Math.round(x - width / 2);
      return { id, left, right: left + width };
    });
    return { boxes, height: Math.max(...cards.map(({ height }) => height)), passing: [] };
  });
  const rowAt = new Map(centres.map((centre, i) => [centre, i]));
  const passes = new Map<string, ReadonlyMap<number, number>>();
  for (const edge of graph.edges() as { readonly v: string; readonly w: string; readonly name?: string }[]) {
    const { points = [] } = graph.edge(edge) as { points?: Point[] };
    const at = points.slice(1, -1).flatMap(({ x, y }) => {
      const row = rowAt.get(y);
      return row === undefined ? [] : [[row, Math.round(x)] as const];
    });
    passes.set(edge.name ?? '', new Map(at));
  }
  return { rows, passes };
}
