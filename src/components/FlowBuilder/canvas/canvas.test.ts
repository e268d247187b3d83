import { describe, expect, it } from 'vitest';
import { largeFlow } from '../../../../tests/support/largeFlow.ts';
import type { FlowProblem } from '../../../types/flow.ts';
import { moveNodes, removeNodes, renameNode } from '../document/edit.ts';
import { testDocument, testSpecs } from '../testing/specs.ts';
import { cardMaker, wiresOf } from './cards.ts';
import { layOut } from './layout.ts';
import { downwardPath, upwardPath } from './path.ts';
import { problemsByNode } from './problems.ts';
import { layoutRequest } from './layoutRequest.ts';

const input = {
  document: testDocument(),
  specs: testSpecs,
  problems: new Map<string, readonly FlowProblem[]>(),
  selection: [] as string[],
  dragged: null,
  labelOf: () => '',
};

describe('cards', () => {
  it('stay the same objects but for the one that changed', () => {
    const make = cardMaker();
    const before = make(input);
    const after = make({ ...input, document: renameNode(input.document, 'a', 'Other') });
    expect(after.map((card, i) => card === before[i])).toEqual([true, false, true, true, true]);
    const selected = make({ ...input, selection: ['b'] });
    expect(selected.filter(({ domAttributes }) => domAttributes?.tabIndex === 0).map(({ id }) => id)).toEqual(
      ['b'],
    );
  });

  it('grow by what is wrong with them and by their outcomes', () => {
    const problem: FlowProblem = { code: 'X', severity: 'error', message: '', nodeId: 'a' };
    const plain = cardMaker()(input);
    const marked = cardMaker()({ ...input, problems: problemsByNode([problem]) });
    expect(marked[1]!.height!).toBeGreaterThan(plain[1]!.height!);
    expect(plain[4]!.width!).toBeGreaterThan(plain[1]!.width!);
    expect(plain[4]!.handles?.filter(({ type }) => type === 'source').map(({ id }) => id)).toEqual([
      'yes',
      'no',
      'no-input',
    ]);
  });

  it('keeps the list of problems that are the same', () => {
    const problem: FlowProblem = { code: 'X', severity: 'error', message: 'm', nodeId: 'a' };
    const before = problemsByNode([problem]);
    expect(problemsByNode([{ ...problem }], before).get('a')).toBe(before.get('a'));
    expect(problemsByNode([{ ...problem, message: 'n' }], before).get('a')).not.toBe(before.get('a'));
  });

  it('draws no connection that ends nowhere or leaves from no outcome', () => {
    const document = testDocument();
    document.flow.edges.push(
      { id: 'x', source: 'a', outcome: 'gone', target: 'b' },
      { id: 'y', source: 'm', outcome: 'yes', target: 'nobody' },
      { id: 'z', source: 'm', outcome: 'no', target: 'start' },
    );
    const wires = wiresOf(document, testSpecs, null, new Set(['a-next']), new Map());
    expect(wires.map(({ id, data }) => `${id} ${data?.broken}`)).toEqual([
      'start-next false',
      'a-next true',
      'b-next false',
    ]);
  });
});

describe('the layout', () => {
  it('is top down from Start, which keeps its place, and no two cards overlap', () => {
    const document = moveNodes(largeFlow(120), new Map([['start', { x: 300, y: 50 }]]));
    const request = layoutRequest(document, testSpecs);
    const places = new Map(layOut(request).positions);
    expect(places.get('start')).toEqual({ x: 300, y: 50 });
    expect(places.get('n1')!.y).toBeGreaterThan(places.get('start')!.y);
    const boxes = request.nodes.map(({ id, width, height }) => ({ ...places.get(id)!, width, height }));
    const overlaps = boxes.filter((a, i) =>
      boxes
        .slice(i + 1)
        .some(
          (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
        ),
    );
    expect(overlaps).toEqual([]);
  });

  it('is the same twice, also when something is wrong with a node', () => {
    const request = layoutRequest(testDocument(), testSpecs);
    expect(layOut(request)).toEqual(layOut(layoutRequest(testDocument(), testSpecs)));
  });

  it('does without Start, and with nothing', () => {
    const headless = removeNodes(testDocument(), new Set(['start']));
    expect(layOut(layoutRequest(headless, testSpecs)).positions).toHaveLength(4);
    expect(layOut({ nodes: [], edges: [] })).toEqual({ positions: [], routes: [] });
  });
});

describe('paths', () => {
  it('are straight when nothing lies aside', () => {
    expect(downwardPath({ x: 0, y: 0 }, { x: 0, y: 100 }, 2)).toMatch(/^M0,0(L0,\d+)+$/);
  });

  it('turn at heights of their own', () => {
    const turn = (lane: number) => downwardPath({ x: 0, y: 0 }, { x: 50, y: 100 }, lane).split('L')[1];
    expect(turn(0)).not.toBe(turn(1));
  });

  it('lead up around the card, not through it', () => {
    const numbers = upwardPath({ x: 0, y: 300 }, { x: 400, y: 0 }, 124, 0)
      .match(/-?\d+(\.\d+)?/g)!
      .map(Number);
    expect(numbers.slice(-2)).toEqual([400, 0]);
    const xs = numbers.filter((_n, i) => i % 2 === 0);
    expect(xs.some((x) => x <= 400 - 124)).toBe(true);
    expect(numbers).not.toContain(Number.NaN);
  });
});
