import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { testDocument, ways } from '../testing/specs.ts';
import { differencesOf } from './differences.ts';
import * as edit from './edit.ts';
import { mergeDocuments, same } from './merge.ts';
import { shrinkOf } from './shrink.ts';

const say = (document: WorkflowDocument, id: string, words: string) =>
  edit.changeNode(document, id, (node) => ({ ...node, data: { lines: { 'en-US': words } } }));

type Change = (document: WorkflowDocument) => WorkflowDocument;

const ids = ['start', 'a', 'b', 'end', 'm'];
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.constantFrom(...ids), fc.string()).map(
    ([id, words]): Change =>
      (document) =>
        say(document, id, words),
  ),
  fc.constantFrom(...ids).map(
    (id): Change =>
      (document) =>
        edit.removeNodes(document, new Set([id])),
  ),
  fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).map(
    ([from, to]): Change =>
      (document) =>
        edit.nodeOf(document, from) && edit.nodeOf(document, to)
          ? edit.setOutcomeTarget(document, from, 'next', to)
          : document,
  ),
  fc.tuple(fc.constantFrom(...ids), fc.integer(), fc.integer()).map(
    ([id, x, y]): Change =>
      (document) =>
        edit.moveNodes(document, new Map([[id, { x, y }]])),
  ),
);
const changes = fc.array(change, { maxLength: 6 }).map(
  (list): Change =>
    (document) =>
      list.reduce((before, one) => one(before), document),
);

describe('merging', () => {
  it('keeps both when different nodes were changed', () => {
    const base = testDocument();
    const { document, conflicts } = mergeDocuments(base, say(base, 'a', 'mine'), say(base, 'b', 'theirs'));
    expect(conflicts).toEqual([]);
    expect(edit.nodeOf(document, 'a')?.data['lines']).toEqual({ 'en-US': 'mine' });
    expect(edit.nodeOf(document, 'b')?.data['lines']).toEqual({ 'en-US': 'theirs' });
  });

  it('keeps both when different settings of one node were changed', () => {
    const base = testDocument();
    const { document, conflicts } = mergeDocuments(
      base,
      edit.renameNode(base, 'a', 'Mine'),
      say(base, 'a', 'theirs'),
    );
    expect(conflicts).toEqual([]);
    expect(edit.nodeOf(document, 'a')).toMatchObject({
      label: 'Mine',
      data: { lines: { 'en-US': 'theirs' } },
    });
  });

  it('keeps options that both added to one menu', () => {
    const base = testDocument();
    const option = (id: string) => (document: WorkflowDocument) =>
      edit.changeNode(document, 'm', (node) => ({
        ...node,
        data: { ...node.data, options: [...(node.data['options'] as { id: string }[]), { id }] },
      }));
    const { document, conflicts } = mergeDocuments(base, option('mine')(base), option('theirs')(base));
    expect(conflicts).toEqual([]);
    const options = edit.nodeOf(document, 'm')?.data['options'] as { id: string }[];
    expect(options.map(({ id }) => id).sort()).toEqual(['mine', 'no', 'theirs', 'yes']);
  });

  it('says where both changed the same, and has mine there', () => {
    const base = testDocument();
    const { document, conflicts } = mergeDocuments(base, say(base, 'a', 'mine'), say(base, 'a', 'theirs'));
    expect(conflicts).toEqual([['flow', 'nodes', 'a', 'data', 'lines', 'en-US']]);
    expect(edit.nodeOf(document, 'a')?.data['lines']).toEqual({ 'en-US': 'mine' });
  });

  it('keeps what one changed and the other removed, and says so', () => {
    const base = testDocument();
    const removed = edit.removeNodes(base, new Set(['a']));
    const { document, conflicts } = mergeDocuments(base, removed, say(base, 'a', 'theirs'));
    expect(conflicts).toEqual([['flow', 'nodes', 'a']]);
    expect(edit.nodeOf(document, 'a')?.data['lines']).toEqual({ 'en-US': 'theirs' });
  });

  it('leads nowhere to where somebody removed the node', () => {
    const base = testDocument();
    const mine = edit.setOutcomeTarget(base, 'm', 'yes', 'b');
    const { document } = mergeDocuments(base, mine, edit.removeNodes(base, new Set(['b'])));
    expect(ways(document)).toEqual(['start.next → a']);
  });

  it('gives the one that changed when only one did, and is sound when both did', () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        const base = testDocument();
        const [mine, theirs] = [first(base), second(base)];
        expect(mergeDocuments(base, mine, base).document).toEqual(mine);
        expect(mergeDocuments(base, base, theirs).document).toEqual(theirs);
        expect(mergeDocuments(base, mine, mine)).toEqual({ document: mine, conflicts: [] });
        const { document, conflicts } = mergeDocuments(base, mine, theirs);
        const present = document.flow.nodes.map(({ id }) => id);
        expect(new Set(present).size).toBe(present.length);
        expect(
          document.flow.edges.every(
            ({ source, target }) => present.includes(source) && present.includes(target),
          ),
        ).toBe(true);
        // Both ways around the same, but for what they disagree about.
        const turned = mergeDocuments(base, theirs, mine);
        expect(turned.conflicts.length > 0).toBe(conflicts.length > 0);
        if (conflicts.length === 0) {
          const sorted = (one: WorkflowDocument) =>
            [...one.flow.nodes].sort((a, b) => (a.id < b.id ? -1 : 1));
          expect(sorted(turned.document)).toEqual(sorted(document));
        }
      }),
    );
  });
});

describe('differences', () => {
  it('names what was added, removed and changed; places are nothing', () => {
    const before = testDocument();
    const after = edit.moveNodes(
      edit.removeNodes(edit.renameNode(before, 'a', 'Other'), new Set(['m'])),
      new Map([['end', { x: 9, y: 9 }]]),
    );
    expect(differencesOf(before, after).map(({ what, node }) => `${what} ${node?.id}`)).toEqual([
      'changed a',
      'removed m',
    ]);
    expect(differencesOf(before, before)).toEqual([]);
  });
});

describe('what would be lost', () => {
  it('is asked about when the flow is emptied or more than half of it goes', () => {
    const full = testDocument();
    const without = (...gone: string[]) => edit.removeNodes(full, new Set(gone));
    expect(shrinkOf(full, without('a'))).toBeNull();
    expect(shrinkOf(full, without('a', 'b', 'm'))).toEqual({ before: 5, after: 2 });
    expect(shrinkOf(without('a', 'b', 'm', 'end'), without(...ids))).toEqual({ before: 1, after: 0 });
  });
});

it('compares JSON, absent and undefined alike', () => {
  expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(same([1, { a: [] }], [1, { a: [] }])).toBe(true);
  expect(same([1], { 0: 1 })).toBe(false);
  expect(same({ a: 1 }, { b: 1 })).toBe(false);
});
