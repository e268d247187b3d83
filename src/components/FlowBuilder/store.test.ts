import { beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeOf } from './document/edit.ts';
import { mergeDocuments } from './document/merge.ts';
import { rebaseHistory, useBuilder } from './store.ts';
import { testDocument, testSpecs, ways } from './testing/specs.ts';

const store = () => useBuilder.getState();
const steps = () => useBuilder.temporal.getState().pastStates.length;
const labelOf = (id: string) => nodeOf(store().document, id)?.label;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  store().open('flow', testDocument(), testSpecs);
});

describe('undo', () => {
  it('knows nothing of selection, view and problems', () => {
    store().selectNode('a');
    store().setView('outline');
    store().setProblems([], 'fresh');
    store().focusField('a', ['lines']);
    expect(steps()).toBe(0);
  });

  it('takes a burst of typing back in one step', () => {
    for (const words of ['H', 'Hi', 'Hi!']) {
      store().updateNodeData('a', { lines: { 'en-US': words } }, 'lines');
      vi.advanceTimersByTime(200);
    }
    expect(steps()).toBe(1);
    store().undo();
    expect(nodeOf(store().document, 'a')?.data).toEqual({ lines: { 'en-US': 'Hello' } });
    store().redo();
    expect(nodeOf(store().document, 'a')?.data).toEqual({ lines: { 'en-US': 'Hi!' } });
  });

  it('keeps bursts with a pause between them apart, and fields, and nodes', () => {
    store().updateNodeData('a', { lines: { 'en-US': '1' } }, 'lines');
    vi.advanceTimersByTime(600);
    store().updateNodeData('a', { lines: { 'en-US': '2' } }, 'lines');
    store().updateNodeData('a', { lines: {}, other: 1 }, 'other');
    store().updateNodeData('b', { lines: {}, other: 1 }, 'other');
    expect(steps()).toBe(4);
  });

  it('takes back adding, connecting, moving and removing one by one', () => {
    const before = store().document;
    const id = store().addNode('say', { after: { nodeId: 'b' } });
    store().setOutcomeTarget('m', 'yes', id);
    store().moveNodes(new Map([[id, { x: 1, y: 1 }]]));
    store().removeNode('a');
    expect(steps()).toBe(4);
    for (let i = 0; i < 4; i++) store().undo();
    expect(store().document).toEqual(before);
    for (let i = 0; i < 4; i++) store().redo();
    expect(ways(store().document)).toEqual([
      'b.next → say',
      'm.yes → say',
      'say.next → end',
      'start.next → b',
    ]);
  });

  it('does not go on with a gesture that was undone', () => {
    store().renameNode('a', 'One');
    store().undo();
    store().renameNode('a', 'Two');
    store().undo();
    expect(labelOf('a')).toBe('A');
  });

  it('selects nothing that is gone', () => {
    const id = store().addNode('say');
    expect(store().selection).toEqual([id]);
    store().undo();
    expect(store().selection).toEqual([]);
  });

  it('takes back what was done here and not what others saved', () => {
    store().renameNode('a', 'Mine');
    const base = testDocument();
    const theirs = { ...base, config: { ...base.config, name: 'Theirs' } };
    const { document } = mergeDocuments(base, store().document, theirs);
    rebaseHistory(document, (past) => mergeDocuments(base, past, theirs).document);
    expect(steps()).toBe(1);
    store().undo();
    expect(labelOf('a')).toBe('A');
    expect(store().document.config.name).toBe('Theirs');
    store().redo();
    expect(labelOf('a')).toBe('Mine');
    expect(store().document.config.name).toBe('Theirs');
  });
});

describe('the live region', () => {
  it('hears the same sentence twice as two events', () => {
    store().undo();
    store().addNode('say');
    const first = store().announcement;
    store().undo();
    store().redo();
    store().undo();
    expect(first.key).toBe('added');
    expect(store().announcement).toMatchObject({ key: 'undo', n: first.n + 3 });
  });
});
