import { describe, expect, it } from 'vitest';
import { testDocument, testSpecs, ways } from '../testing/specs.ts';
import * as edit from './edit.ts';
import { addNewNode } from './place.ts';
import { moveEarlier, moveLater } from './reorder.ts';
import { outcomesOf } from './spec.ts';

const spec = (type: string) => testSpecs.get(type)!;

describe('connections', () => {
  it('replaces what an outcome was connected to', () => {
    const changed = edit.setOutcomeTarget(testDocument(), 'a', 'next', 'end');
    expect(ways(changed)).toEqual(['a.next → end', 'b.next → end', 'start.next → a']);
  });

  it('is the same document when nothing changes', () => {
    const document = testDocument();
    expect(edit.setOutcomeTarget(document, 'a', 'next', 'b')).toBe(document);
    expect(edit.setOutcomeTarget(document, 'm', 'yes', null)).toBe(document);
    expect(edit.renameNode(document, 'a', ' A ')).toBe(document);
    expect(edit.moveNodes(document, new Map([['a', { x: 0, y: 200 }]]))).toBe(document);
  });

  it('an outcome that hangs up leads nowhere, and one that leads on does not hang up', () => {
    const hung = edit.setHangUp(testDocument(), 'b', 'next', true);
    expect(ways(hung)).toEqual(['a.next → b', 'start.next → a']);
    expect(edit.nodeOf(hung, 'b')?.data['hangUp']).toEqual(['next']);
    const connected = edit.setOutcomeTarget(hung, 'b', 'next', 'end');
    expect(edit.nodeOf(connected, 'b')?.data['hangUp']).toEqual([]);
  });

  it('gives every connection an id of its own', () => {
    let document = edit.addNode(testDocument(), { id: 'a-next', type: 'say', data: {} });
    document = edit.setOutcomeTarget(document, 'a-next', 'x', 'b');
    document = edit.setOutcomeTarget(document, 'a', 'next-x', 'b');
    const ids = document.flow.edges.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('removing nodes', () => {
  it('closes the gap', () => {
    const without = edit.removeNodes(testDocument(), new Set(['a']), { reconnect: true });
    expect(ways(without)).toEqual(['b.next → end', 'start.next → b']);
  });

  it('closes the gap of several in a row', () => {
    const without = edit.removeNodes(testDocument(), new Set(['a', 'b']), { reconnect: true });
    expect(ways(without)).toEqual(['start.next → end']);
  });

  it('leaves the gap where the removed node led to several', () => {
    const forked = edit.setOutcomeTarget(testDocument(), 'a', 'other', 'end');
    const without = edit.removeNodes(forked, new Set(['a']), { reconnect: true });
    expect(ways(without)).toEqual(['b.next → end']);
  });

  it('leaves the gap when asked to', () => {
    expect(ways(edit.removeNodes(testDocument(), new Set(['a'])))).toEqual(['b.next → end']);
  });

  it('makes no connection from a node to itself, and ends with a ring of removed nodes', () => {
    const ring = edit.setOutcomeTarget(testDocument(), 'b', 'next', 'a');
    expect(ways(edit.removeNodes(ring, new Set(['b']), { reconnect: true }))).toEqual(['start.next → a']);
    expect(ways(edit.removeNodes(ring, new Set(['a', 'b']), { reconnect: true }))).toEqual([]);
  });
});

describe('adding nodes', () => {
  it('stands between what was connected', () => {
    const { document, id } = addNewNode(testDocument(), testSpecs, spec('say'), { after: { nodeId: 'a' } });
    expect(id).toBe('say');
    expect(ways(document)).toEqual(['a.next → say', 'b.next → end', 'say.next → b', 'start.next → a']);
  });

  it('makes room for it', () => {
    const { document, id } = addNewNode(testDocument(), testSpecs, spec('say'), { after: { nodeId: 'a' } });
    const place = (node: string) => edit.nodeOf(document, node)?.position;
    expect(place(id)).toEqual({ x: 0, y: 400 });
    expect(place('a')).toEqual({ x: 0, y: 200 });
    expect(place('b')!.y).toBeGreaterThan(400 + 130);
    expect(place('end')!.y - place('b')!.y).toBe(200);
  });

  it('takes the first outcome that leads nowhere', () => {
    const first = addNewNode(testDocument(), testSpecs, spec('say'), { after: { nodeId: 'm' } });
    const second = addNewNode(first.document, testSpecs, spec('end'), { after: { nodeId: 'm' } });
    expect(ways(second.document)).toContain('m.yes → say');
    expect(ways(second.document)).toContain('m.no → end-2');
  });

  it('leaves an outcome alone that hangs up on purpose', () => {
    const start = edit.setHangUp(testDocument(), 'm', 'yes', true);
    const { document, id } = addNewNode(start, testSpecs, spec('say'), { after: { nodeId: 'm' } });
    expect(ways(document)).toContain(`m.no → ${id}`);
    const full = ['no', 'no-input'].reduce(
      (before, outcome) => edit.setHangUp(before, 'm', outcome, true),
      start,
    );
    const apart = addNewNode(full, testSpecs, spec('say'), { after: { nodeId: 'm' } });
    expect(ways(apart.document).filter((way) => way.startsWith('m.'))).toEqual(
      ways(full).filter((way) => way.startsWith('m.')),
    );
  });

  it('gives a type that needs an entry its first one, with outcomes', () => {
    const { document, id } = addNewNode(testDocument(), testSpecs, spec('menu'), {});
    const node = edit.nodeOf(document, id)!;
    expect(node.data).toEqual({ options: [{ id: 'option-1' }] });
    expect(outcomesOf(testSpecs, node).map((one) => one.id)).toEqual(['option-1', 'no-input']);
  });

  it('never stands on another card', () => {
    let document = testDocument();
    for (let i = 0; i < 12; i++)
      document = addNewNode(document, testSpecs, spec('note'), { after: { nodeId: 'start' } }).document;
    const places = document.flow.nodes.map(({ position }) => `${position?.x} ${position?.y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('is not entered when its type cannot be', () => {
    const { document } = addNewNode(testDocument(), testSpecs, spec('note'), { after: { nodeId: 'b' } });
    expect(ways(document)).toEqual(ways(testDocument()));
  });
});

describe('reordering', () => {
  const order = ['a.next → end', 'b.next → a', 'start.next → b'];

  it('puts a step before the one before it', () => {
    expect(ways(moveEarlier(testDocument(), testSpecs, 'b'))).toEqual(order);
  });

  it('puts a step behind the one behind it', () => {
    expect(ways(moveLater(testDocument(), testSpecs, 'a'))).toEqual(order);
  });

  it('leaves Start the first', () => {
    const document = testDocument();
    expect(moveEarlier(document, testSpecs, 'a')).toBe(document);
    expect(moveLater(document, testSpecs, 'start')).toBe(document);
  });
});
