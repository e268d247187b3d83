/** Runs the commands of the keyboard (`keys.ts`) on the document. What only the canvas can do is handed to it. */
import { useEffect, useRef } from 'react';
import { takenAlong } from './canvas/frames.ts';
import { moveNodes, type Point } from './document/edit.ts';
import { GRID } from './document/place.ts';
import { step, type Direction } from './document/walk.ts';
import { aboutNode, allowed, commandOf, placeOf, type Command } from './keys.ts';
import { useBuilder } from './store.ts';
import { openAdd, openFind, rename, reveal, useView } from './viewState.ts';

export type OwnCommands = Partial<Record<Command, () => void>>;

/** `own`: commands of this view and of the screen; they go before the common ones. */
export function useCommands(own: OwnCommands): void {
  const latest = useRef(own);
  useEffect(() => {
    latest.current = own;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const command = commandOf(event);
      const mod = event.metaKey || event.ctrlKey;
      if (!command || event.defaultPrevented || !allowed(command, mod, placeOf(event.target))) return;
      // A button under the focus answers Enter itself.
      if (command === 'inspect' && event.target instanceof Element && event.target.closest('button, a'))
        return;
      const run = latest.current[command] ?? common[command];
      if (!run) return;
      event.preventDefault();
      if (aboutNode.has(command)) meanFocused(event.target);
      run();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

const state = () => useBuilder.getState();
const current = () => state().selection.at(-1);

/** A node that Tab came to is meant, whatever was selected before. */
function meanFocused(target: EventTarget | null): void {
  const place =
    target instanceof Element ? target.closest<HTMLElement>('.react-flow__node, [data-node]') : null;
  const nodeId = place?.dataset['id'] ?? place?.dataset['node'];
  if (nodeId !== undefined && !state().selection.includes(nodeId)) state().selectNode(nodeId);
}

const common: OwnCommands = {
  add() {
    const nodeId = current();
    openAdd(nodeId === undefined ? {} : { after: { nodeId } });
  },
  find: openFind,
  help: () => useView.setState({ help: true }),
  undo: () => state().undo(),
  redo: () => state().redo(),
  rename: () => rename(current() ?? null),
  inspect() {
    const nodeId = current();
    if (nodeId !== undefined) state().focusField(nodeId, []);
  },
  duplicate: () => state().duplicateNodes(state().selection),
  'select-all': () => state().select(state().document.flow.nodes.map(({ id }) => id)),
  clear: () => state().select([]),
  remove: () => remove(true),
  'cut-out': () => remove(false),
  'walk-up': () => walk('up'),
  'walk-down': () => walk('down'),
  'walk-left': () => walk('left'),
  'walk-right': () => walk('right'),
  'move-up': () => move({ x: 0, y: -GRID }),
  'move-down': () => move({ x: 0, y: GRID }),
  'move-left': () => move({ x: -GRID, y: 0 }),
  'move-right': () => move({ x: GRID, y: 0 }),
};

function walk(direction: Direction): void {
  const { document, nodeTypes, selectNode } = state();
  const from = current();
  const start = document.flow.nodes.find(({ type }) => type === 'start') ?? document.flow.nodes[0];
  const to = from === undefined ? start?.id : step(document, nodeTypes, from, direction);
  if (to === undefined) return;
  selectNode(to);
  reveal(to);
}

/** The focus goes to what led to the removed node, so that the keyboard is not lost. */
function remove(reconnect: boolean): void {
  const { selection, selectedEdge, document, nodeTypes, removeEdge, removeNodes, selectNode } = state();
  if (selectedEdge !== null) return removeEdge(selectedEdge);
  const [first] = selection;
  if (first === undefined) return;
  const above = step(document, nodeTypes, first, 'up') ?? step(document, nodeTypes, first, 'down');
  removeNodes(selection, { reconnect });
  const left = state().document.flow.nodes;
  const next = left.find(({ id }) => id === above) ?? left[0];
  selectNode(next?.id ?? null);
  if (next) reveal(next.id);
}

function move(by: Point): void {
  const { selection, document, nodeTypes, change } = state();
  const moved = takenAlong(document, nodeTypes, selection);
  const to = new Map(
    document.flow.nodes.flatMap(({ id, position }) =>
      position && moved.has(id) ? [[id, { x: position.x + by.x, y: position.y + by.y }] as const] : [],
    ),
  );
  if (to.size > 0) change((before) => moveNodes(before, to), 'nudge');
}
