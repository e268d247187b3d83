import { beforeEach, describe, expect, it } from 'vitest';
import { servedNodeTypes } from '../../../../tests/support/web/nodeTypes.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { copyNodes, pasteNodes } from '../document/clipboard.ts';
import { moveNodes, nodeOf, removeNodes } from '../document/edit.ts';
import { mergeDocuments } from '../document/merge.ts';
import type { NodeSpec } from '../document/spec.ts';
import { outlineOf } from '../document/walk.ts';
import { useBuilder } from '../store.ts';
import { testDocument } from '../testing/specs.ts';
import { frameAround, framesAfter, insideOf, takenAlong } from './frames.ts';

const specs = new Map(servedNodeTypes().map((spec) => [spec['type'] as string, spec as unknown as NodeSpec]));

/** Around `a` and `b` of the test document; a group of both and `end`. */
function framed(): WorkflowDocument {
  const document = testDocument();
  const frame = {
    id: 'frame',
    type: 'frame',
    position: { x: -20, y: 140 },
    data: {
      width: 320,
      height: 420,
      flex: true,
      members: ['a', 'b', 'end'].map((node) => ({ node, phrases: {} })),
    },
  };
  const note = { id: 'note', type: 'note', position: { x: 0, y: 160 }, data: { width: 200, height: 80 } };
  return { ...document, flow: { ...document.flow, nodes: [frame, note, ...document.flow.nodes] } };
}

const membersIn = (document: WorkflowDocument, id = 'frame') =>
  ((nodeOf(document, id)?.data['members'] ?? []) as { node: string }[]).map(({ node }) => node);

describe('a frame', () => {
  it('holds what lies wholly inside of it, and takes it along', () => {
    const document = framed();
    expect(insideOf(document, specs, nodeOf(document, 'frame')!)).toEqual(['note', 'a', 'b']);
    expect([...takenAlong(document, specs, ['frame', 'm'])].sort()).toEqual(['a', 'b', 'frame', 'm', 'note']);
    expect([...takenAlong(document, specs, ['a'])]).toEqual(['a']);
  });

  it('is put around what is selected', () => {
    const document = framed();
    const around = frameAround(document, specs, ['a', 'b'])!;
    const frame = { id: 'new', type: 'frame', position: around.position, data: { ...around } };
    expect(insideOf(document, specs, frame)).toEqual(expect.arrayContaining(['a', 'b']));
    expect(frameAround(document, specs, ['gone'])).toBeNull();
  });

  it('goes where its cards go when the flow is laid out', () => {
    const before = framed();
    const places = new Map([
      ['a', { x: 1_000, y: 1_000 }],
      ['b', { x: 1_000, y: 1_200 }],
      ['end', { x: 1_000, y: 1_400 }],
    ]);
    const after = framesAfter(before, moveNodes(before, places), specs);
    // The note stays where somebody put it.
    expect(insideOf(after, specs, nodeOf(after, 'frame')!)).toEqual(['a', 'b', 'end']);
  });

  it('names steps that are there: removed ones are taken out, copied ones are the copies', () => {
    expect(membersIn(removeNodes(framed(), new Set(['b'])))).toEqual(['a', 'end']);
    const { document } = pasteNodes(framed(), copyNodes(framed(), new Set(['frame', 'a'])))!;
    expect(membersIn(document)).toEqual(['a', 'b', 'end']);
    expect(membersIn(document, 'frame-2')).toEqual(['say']);
  });

  it('comes last in the outline, with the notes', () => {
    expect(outlineOf(framed(), specs).map(({ node }) => node.id)).toEqual([
      ...outlineOf(testDocument(), specs).map(({ node }) => node.id),
      'frame',
      'note',
    ]);
  });

  it('merges what two people put into its group', () => {
    const withMember = (node: string) => {
      const document = framed();
      const members = nodeOf(document, 'frame')?.data['members'] as unknown[] | undefined;
      members?.push({ node, phrases: {} });
      return document;
    };
    const { document, conflicts } = mergeDocuments(framed(), withMember('m'), withMember('start'));
    expect(conflicts).toEqual([]);
    expect(membersIn(document).sort()).toEqual(['a', 'b', 'end', 'm', 'start']);
  });
});

describe('in the builder', () => {
  beforeEach(() => useBuilder.getState().open('flow', framed(), specs));
  const store = () => useBuilder.getState();

  it('a new frame holds what was selected, in one step of undo', () => {
    store().select(['a', 'b']);
    const id = store().addNode('frame');
    const { document } = store();
    expect(insideOf(document, specs, nodeOf(document, id)!)).toEqual(expect.arrayContaining(['a', 'b']));
    store().undo();
    expect(nodeOf(store().document, id)).toBeUndefined();
  });

  it('a call inside of a sub-flow is shown at its node', () => {
    store().setLiveNode('a/ask/inner');
    expect(store().liveNodeId).toBe('a');
    store().setLiveNode('b');
    expect(store().liveNodeId).toBe('b');
  });
});
