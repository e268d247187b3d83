/** Through which gaps connections pass the rows of cards, and so where they run across between the rows. */
import type { Stretch } from './lanes.ts';
import type { LayoutEdge } from './layout.ts';

export interface Box {
  readonly id: string;
  readonly left: number;
  readonly right: number;
}

export interface Row {
  readonly boxes: Box[];
  readonly height: number;
  /** Connections that pass this row, filled in as they are wired. */
  readonly passing: Passing[];
}

interface Passing {
  readonly x: number;
  readonly edge: string;
  readonly target: string;
}

/** `channel`: the gap below the row of this number; -1 is above the first. */
export interface Crossing extends Stretch {
  readonly edge: string;
  readonly channel: number;
}

const FROM_CARD = 16;
const FROM_WIRE = 10;
/** A connection goes straight on rather than make a step of less. */
const STEP = 60;
/** What it is worth to run with others to the same end. */
const COMPANY = 80;

/** Of each connection its crossings, in order. `passes`: where dagre has kept a gap for it, by row. */
export function wire(
  rows: readonly Row[],
  edges: readonly LayoutEdge[],
  passes: ReadonlyMap<string, ReadonlyMap<number, number>>,
): Crossing[] {
  const cards = new Map(rows.flatMap(({ boxes }, row) => boxes.map((box) => [box.id, { ...box, row }])));
  for (const { id, target } of edges)
    for (const [row, x] of passes.get(id) ?? []) rows[row]?.passing.push({ x, edge: id, target });
  return edges.flatMap((edge) => {
    const [source, target] = [cards.get(edge.source), cards.get(edge.target)];
    if (!source || !target) return [];
    const ends = {
      from: Math.round(source.left + edge.from),
      to: Math.round((target.left + target.right) / 2),
    };
    return source.row < target.row
      ? down(rows, edge, passes.get(edge.id), { ...ends, first: source.row, last: target.row })
      : up(rows, edge, { ...ends, first: source.row, last: target.row });
  });
}

interface Ends {
  readonly from: number;
  readonly to: number;
  /** Rows. */
  readonly first: number;
  readonly last: number;
}

function down(
  rows: readonly Row[],
  edge: LayoutEdge,
  kept: ReadonlyMap<number, number> | undefined,
  { from, to, first, last }: Ends,
): Crossing[] {
  const passed = rows.slice(first + 1, last);
  if (kept === undefined) {
    // Dagre was not asked: one upright past all rows.
    const x = passed.length === 0 ? to : gap(passed, edge, from, to);
    keep(passed, edge, x);
    const across = crossing(edge, first, { x: from, up: true }, { x, up: false });
    if (passed.length === 0) return [across];
    return [across, crossing(edge, last - 1, { x, up: true }, { x: to, up: false })];
  }
  let x = from;
  const crossings = passed.map((row, i) => {
    const before = x;
    const planned = kept.get(first + 1 + i) ?? x;
    const blocked = blockedOf([row], edge);
    const near = [x, to].find((at) => Math.abs(planned - at) < STEP && isOpen(blocked, at));
    x = near ?? planned;
    keep([row], edge, x);
    return crossing(edge, first + i, { x: before, up: true }, { x, up: false });
  });
  return [...crossings, crossing(edge, last - 1, { x, up: true }, { x: to, up: false })];
}

/** Out below its card, up past all rows, and into the other card from above. */
function up(rows: readonly Row[], edge: LayoutEdge, { from, to, first, last }: Ends): Crossing[] {
  const passed = rows.slice(last, first + 1);
  const x = gap(passed, edge, from, to);
  keep(passed, edge, x);
  return [
    crossing(edge, first, { x: from, up: true }, { x, up: true }),
    crossing(edge, last - 1, { x, up: false }, { x: to, up: false }),
  ];
}

const crossing = (
  { id, target }: LayoutEdge,
  channel: number,
  from: Stretch['from'],
  to: Stretch['to'],
): Crossing => ({ edge: id, target, channel, from, to });

function keep(rows: readonly Row[], { id, target }: LayoutEdge, x: number): void {
  for (const { passing } of rows) {
    const planned = passing.findIndex(({ edge }) => edge === id);
    if (planned >= 0) passing.splice(planned, 1);
    passing.push({ x, edge: id, target });
  }
}

/** Where all of these rows can be passed with the least way aside. */
function gap(rows: readonly Row[], edge: LayoutEdge, from: number, to: number): number {
  const blocked = blockedOf(rows, edge);
  const company = new Set(
    rows.flatMap(({ passing }) => passing.flatMap(({ target, x }) => (target === edge.target ? [x] : []))),
  );
  // All of them open: what is blocked ends where it is not.
  const candidates = [...[from, to, ...company].filter((x) => isOpen(blocked, x)), ...blocked.flat()];
  const cost = (x: number) => Math.abs(x - from) + Math.abs(x - to) - (company.has(x) ? COMPANY : 0);
  return candidates.reduce((best, x) => (cost(x) < cost(best) ? x : best), candidates[0] ?? to);
}

const isOpen = (blocked: readonly (readonly [left: number, right: number])[], x: number) =>
  blocked.every(([left, right]) => x <= left || x >= right);

/** Where not all of these rows can be passed: from left to right, without their ends, which are free. */
function blockedOf(rows: readonly Row[], { id, target }: LayoutEdge): [left: number, right: number][] {
  const all = rows.flatMap(({ boxes, passing }) => [
    ...boxes.map(({ left, right }): [number, number] => [left - FROM_CARD, right + FROM_CARD]),
    ...passing.flatMap((one): [number, number][] =>
      one.edge === id || one.target === target ? [] : [[one.x - FROM_WIRE, one.x + FROM_WIRE]],
    ),
  ]);
  all.sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [left, right] of all) {
    const last = merged.at(-1);
    if (last && left < last[1]) last[1] = Math.max(last[1], right);
    else merged.push([left, right]);
  }
  return merged;
}
