/** Dagre knows cards by their middles and nothing of where on a card an outcome is: its lines miss straightness by a little. */
import type { LayoutEdge } from './layout.ts';
import type { Box, Row } from './routes.ts';

/** A card moves so far for a straight line, and not nearer to others than this. */
const FARTHEST = 40;
const ROOM = 30;

/** Moves cards, from the top down, under the outcome of the row above that leads to them, where that is near and free. */
export function straighten(
  rows: readonly Row[],
  edges: readonly LayoutEdge[],
  passes: ReadonlyMap<string, ReadonlyMap<number, number>>,
): void {
  const entering = Map.groupBy(edges, ({ target }) => target);
  rows.forEach((row, at) => {
    const above = new Map(rows[at - 1]?.boxes.map((box) => [box.id, box]));
    const uprights = [...passes.values()].flatMap((edge) => edge.get(at) ?? []);
    row.boxes.forEach((box, i) => {
      const middle = (box.left + box.right) / 2;
      const shifts = (entering.get(box.id) ?? []).flatMap(({ source, from }) => {
        const card = above.get(source);
        return card ? [Math.round(card.left + from - middle)] : [];
      });
      const shift = shifts.sort((a, b) => Math.abs(a) - Math.abs(b))[0];
      if (shift === undefined || shift === 0 || Math.abs(shift) > FARTHEST) return;
      const moved: Box = { ...box, left: box.left + shift, right: box.right + shift };
      const isClear = (left: number, right: number) =>
        right <= moved.left - ROOM || left >= moved.right + ROOM;
      const others = row.boxes.filter((other) => other !== box);
      if (others.every(({ left, right }) => isClear(left, right)) && uprights.every((x) => isClear(x, x)))
        row.boxes[i] = moved;
    });
  });
}
