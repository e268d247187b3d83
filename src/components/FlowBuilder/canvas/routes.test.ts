import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../document/edit.ts';
import { outcomeX } from './geometry.ts';
import { lanesOf, type Stretch } from './lanes.ts';
import { layOut, type LayoutRequest } from './layout.ts';
import { middleOf, routedPath } from './path.ts';
import { leadBack } from './ranks.ts';

const WIDTH = 248;

/** Any flow: loops, self-loops, nodes alone. */
const request = fc
  .integer({ min: 1, max: 14 })
  .chain((count) =>
    fc.array(fc.record({ outcomes: fc.array(fc.nat(count - 1), { maxLength: 4 }), tall: fc.boolean() }), {
      minLength: count,
      maxLength: count,
    }),
  )
  .map((nodes): LayoutRequest => ({
    nodes: nodes.map(({ tall }, i) => ({ id: `n${i}`, width: WIDTH, height: tall ? 120 : 74 })),
    edges: nodes.flatMap(({ outcomes }, i) =>
      outcomes.map((target, o) => ({
        id: `n${i}-${o}`,
        source: `n${i}`,
        target: `n${target}`,
        from: outcomeX(o, outcomes.length, WIDTH),
      })),
    ),
  }));

interface Line {
  readonly edge: string;
  readonly target: string;
  readonly a: Point;
  readonly b: Point;
}

function drawn({ nodes, edges }: LayoutRequest) {
  const { positions, routes } = layOut({ nodes, edges });
  const places = new Map(positions);
  const corners = new Map(routes);
  const boxes = nodes.map(({ id, width, height }) => ({ id, width, height, ...places.get(id)! }));
  const lines = edges.flatMap(({ id, source, target, from }): Line[] => {
    const [start, end] = [boxes.find((box) => box.id === source)!, boxes.find((box) => box.id === target)!];
    const path = routedPath({ x: start.x + from, y: start.y + start.height }, corners.get(id) ?? [], {
      x: end.x + end.width / 2,
      y: end.y,
    });
    expect(path, `${id} is drawn`).not.toBeNull();
    return path!.slice(1).map((b, i) => ({ edge: id, target, a: path![i]!, b }));
  });
  return { boxes, lines };
}

describe('routes', () => {
  it('are right-angled and run through no card', () => {
    fc.assert(
      fc.property(request, (flow) => {
        const { boxes, lines } = drawn(flow);
        for (const { edge, a, b } of lines) {
          expect(a.x === b.x || a.y === b.y, `${edge} turns at right angles`).toBe(true);
          for (const box of boxes) {
            const inside =
              Math.max(a.x, b.x) > box.x &&
              Math.min(a.x, b.x) < box.x + box.width &&
              Math.max(a.y, b.y) > box.y &&
              Math.min(a.y, b.y) < box.y + box.height;
            expect(inside, `${edge} through ${box.id}`).toBe(false);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never run across on each other unless they end in the same place', () => {
    fc.assert(
      fc.property(request, (flow) => {
        const across = drawn(flow).lines.filter(({ a, b }) => a.y === b.y && a.x !== b.x);
        for (const [i, one] of across.entries())
          for (const other of across.slice(i + 1)) {
            if (one.target === other.target || one.a.y !== other.a.y) continue;
            const shared =
              Math.min(Math.max(one.a.x, one.b.x), Math.max(other.a.x, other.b.x)) -
              Math.max(Math.min(one.a.x, one.b.x), Math.min(other.a.x, other.b.x));
            expect(shared, `${one.edge} on ${other.edge}`).toBeLessThan(0);
          }
      }),
      { numRuns: 200 },
    );
  });
});

describe('lanes', () => {
  const stretch = (target: string, from: number, to: number): Stretch => ({
    target,
    from: { x: from, up: true },
    to: { x: to, up: false },
  });

  it('cross nothing where nothing need be crossed', () => {
    // Both go right: the one further right has to turn first.
    const [a, b] = [stretch('a', 0, 100), stretch('b', 10, 200)];
    const lanes = lanesOf([a, b]);
    expect(lanes.get(b)).toBeLessThan(lanes.get(a)!);
  });

  it('never lie on an upright of another', () => {
    // `a` comes down where `b` leaves upwards: `b` has to turn above it.
    const [a, b] = [stretch('a', 0, 50), stretch('b', 50, 120)];
    const lanes = lanesOf([a, b]);
    expect(lanes.get(b)).toBeLessThan(lanes.get(a)!);
  });

  it('are shared by what ends in the same place', () => {
    const [a, b] = [stretch('end', 0, 50), stretch('end', 120, 50)];
    expect(lanesOf([a, b]).get(a)).toBe(lanesOf([a, b]).get(b));
  });
});

describe('what leads back', () => {
  it('is found from the beginning on', () => {
    const edge = (source: string, target: string) => ({ id: source + target, source, target });
    const edges = [edge('b', 'a'), edge('a', 'b'), edge('b', 'b'), edge('s', 'a')];
    expect([...leadBack(edges, ['b', 'a', 's'])].sort()).toEqual(['ba', 'bb']);
  });
});

describe('a routed path', () => {
  const route = [
    { x: 0, y: 20 },
    { x: 100, y: 20 },
  ];
  it('goes round a card that has grown into its lane, and is given up when an end has moved', () => {
    const grown = routedPath({ x: 0, y: 30 }, route, { x: 100, y: 80 });
    expect(grown?.map(({ y }) => y)).toEqual([30, 38, 38, 80]);
    expect(routedPath({ x: 40, y: 0 }, route, { x: 100, y: 80 })).toBeNull();
    expect(routedPath({ x: 0, y: 0 }, route, { x: 100, y: 10 })).toBeNull();
  });

  it('has its tools in the middle of its longest stretch', () => {
    expect(middleOf([{ x: 0, y: 0 }, ...route, { x: 100, y: 60 }])).toEqual({ x: 50, y: 20 });
  });
});
