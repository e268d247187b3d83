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

/** From an outcome down to a card below it: through all points, down, across, down again. `lane`: which outcome it is. */
export function downwardPath(points: readonly Point[], lane: number): string {
  const corners: Point[] = [];
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (before && before.x !== point.x) {
      const middle = (point.y - before.y) / 2;
      const turn = before.y + (i === 1 ? Math.min(FIRST_LANE + LANE * (lane % LANES), middle) : middle);
      corners.push({ x: before.x, y: turn }, { x: point.x, y: turn });
    }
    corners.push(point);
  });
  return rounded(corners);
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
