/** Connections as SVG paths: right angles with round corners. */
import type { Point } from '../document/edit.ts';
import { NODE_WIDTH } from '../document/place.ts';

const RADIUS = 8;

/** Below an outcome, connections turn aside at heights of their own, so that one can be told from the next. */
const FIRST_LANE = 14;
const LANE = 7;
const LANES = 6;
/** How far above and below a card a connection that leads back turns. */
const AROUND = 22;

/** From an outcome down to a card below it: down, across, down again. `lane`: which outcome it is. */
export function downwardPath(from: Point, to: Point, lane: number): string {
  const turn = from.y + Math.min(FIRST_LANE + LANE * (lane % LANES), (to.y - from.y) / 2);
  return rounded([from, { x: from.x, y: turn }, { x: to.x, y: turn }, to]);
}

/** How far a card may have grown over the place where its connections turn. */
const LEAST_STUB = 8;

/** By the layout's corners; null: its ends are not where they were. */
export function routedPath(from: Point, route: readonly Point[], to: Point): readonly Point[] | null {
  const [first, last] = [route[0], route.at(-1)];
  const near = (a: number, b: number) => Math.abs(a - b) <= 1;
  if (!first || !last) return near(from.x, to.x) && from.y < to.y ? [{ x: to.x, y: from.y }, to] : null;
  if (!near(first.x, from.x) || !near(last.x, to.x) || last.y > to.y) return null;
  // A card that says what is wrong with it reaches down into the lanes.
  const turn = Math.max(first.y, from.y + LEAST_STUB);
  return [
    from,
    ...route.map(({ x, y }, i) => ({
      x: near(x, from.x) && i === 0 ? from.x : i === route.length - 1 ? to.x : x,
      y: i < 2 ? turn : y,
    })),
    to,
  ];
}

/** The middle of the longest stretch: where there is room for a tool. */
export function middleOf(corners: readonly Point[]): Point {
  let longest = 0;
  let middle = corners[0] ?? { x: 0, y: 0 };
  corners.forEach((corner, i) => {
    const before = corners[i - 1];
    if (!before || length(before, corner) <= longest) return;
    longest = length(before, corner);
    middle = { x: (before.x + corner.x) / 2, y: (before.y + corner.y) / 2 };
  });
  return middle;
}

/** Back up to a card above, around it: `clear` is half its width. */
export function upwardPath(from: Point, to: Point, clear: number, lane: number): string {
  const aside = clear + AROUND + LANE * (lane % LANES);
  const side = from.x < to.x ? -1 : 1;
  const near = to.x + side * aside;
  // Not up through the card that it leaves: then around the other side of both.
  const x =
    Math.abs(near - from.x) > NODE_WIDTH / 2 + AROUND
      ? near
      : -side * Math.max(-side * from.x, -side * to.x) - side * aside;
  const below = from.y + FIRST_LANE + LANE * (lane % LANES);
  const above = to.y - AROUND;
  return rounded([
    from,
    { x: from.x, y: below },
    { x, y: below },
    { x, y: above },
    { x: to.x, y: above },
    to,
  ]);
}

export function rounded(corners: readonly Point[]): string {
  const [first] = corners;
  if (!first) return '';
  let path = `M${first.x},${first.y}`;
  for (let i = 1; i < corners.length; i++) {
    const [before, corner, after] = [corners[i - 1], corners[i], corners[i + 1]];
    if (!before || !corner || length(before, corner) === 0) continue;
    if (!after || straight(before, corner, after)) {
      path += `L${corner.x},${corner.y}`;
      continue;
    }
    const radius = Math.min(RADIUS, length(before, corner) / 2, length(corner, after) / 2);
    const [enter, leave] = [toward(corner, before, radius), toward(corner, after, radius)];
    path += `L${enter.x},${enter.y}Q${corner.x},${corner.y} ${leave.x},${leave.y}`;
  }
  return path;
}

const length = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

const straight = (a: Point, b: Point, c: Point) =>
  (a.x === b.x && b.x === c.x) || (a.y === b.y && b.y === c.y);

function toward(from: Point, to: Point, by: number): Point {
  const whole = length(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole };
}
