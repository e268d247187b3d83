/**
 * What the builder works on: one flow at a time. The document is apart from everything that is only looked at (selection,
 * view, problems), and only the document has a history.
 *
 * Read with `useBuilder((state) => state.document)`, change with the actions: `useBuilder.getState().renameNode(id, 'Ask')`.
 * Every change of the document is undoable, is checked by the server and is saved to the draft (`session.ts`).
 */
import { temporal } from 'zundo';
import { create, useStore } from 'zustand';
import type { FlowNode, FlowProblem, FlowVariable } from '../../types/flow.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import { frameAround } from './canvas/frames.ts';
import { copyNodes, pasteNodes } from './document/clipboard.ts';
import * as edit from './document/edit.ts';
import { addNewNode, type AddAfter } from './document/place.ts';
import { outcomesOf as outcomesBySpec, type NodeSpecs, type Outcome } from './document/spec.ts';
import { startGestures } from './gestures.ts';

export interface BuilderState {
  /** '' until a flow is open. */
  readonly workflowId: string;
  readonly document: WorkflowDocument;
  /** Node types by `type`, as the server serves them. */
  readonly nodeTypes: NodeSpecs;
  /** Ids of selected nodes, in the order in which they were selected. */
  readonly selection: readonly string[];
  readonly selectedEdge: string | null;
  /** What the server's check found in the document of a moment ago; errors first. */
  readonly problems: readonly FlowProblem[];
  /** `stale`: the server could not be asked; the problems are of an older document. */
  readonly checked: 'fresh' | 'checking' | 'stale';
  /** A field that somebody asked for (from the Problems list): the inspector scrolls to it, focuses it, calls `clearFocus`. */
  readonly focus: { readonly nodeId: string; readonly path: readonly (string | number)[] } | null;
  /** Where the test call is. Apart from the document: following a call draws two cards, not the flow. */
  readonly liveNodeId: string | null;
  readonly view: 'canvas' | 'outline';
  /** The last thing that happened, for the live region; `n` makes the same sentence twice two events. */
  readonly announcement: {
    readonly key: string;
    readonly values: Record<string, unknown>;
    readonly n: number;
  };
}

export interface BuilderActions {
  open(workflowId: string, document: WorkflowDocument, nodeTypes: NodeSpecs): void;
  close(): void;
  /**
   * Any change of the document. Changes that follow each other with the same `gesture` (`data:<node>:<field>`, `move`) within
   * half a second are one step of undo.
   */
  change(next: (document: WorkflowDocument) => WorkflowDocument, gesture?: string): void;
  /** Adds a node of a type, connected after another if asked, and selects it. The new node's id, '' for an unknown type. */
  addNode(type: string, where?: { after?: AddAfter; at?: edit.Point }): string;
  /** Replaces the node's settings. `field` groups typing: changes of one field in a burst are one step of undo. */
  updateNodeData(nodeId: string, data: Record<string, unknown>, field?: string): void;
  renameNode(nodeId: string, label: string): void;
  /** Connects an outcome; null disconnects it. */
  setOutcomeTarget(nodeId: string, outcome: string, targetId: string | null): void;
  /** Ends the call on purpose after this outcome. */
  setHangUp(nodeId: string, outcome: string, on: boolean): void;
  removeNode(nodeId: string): void;
  /** What led into a removed node leads on to where it led. */
  removeNodes(ids: readonly string[], options?: { reconnect?: boolean }): void;
  removeEdge(edgeId: string): void;
  duplicateNodes(ids: readonly string[]): void;
  moveNodes(to: ReadonlyMap<string, edit.Point>): void;
  /** False: the text holds no nodes. */
  paste(text: string, at?: edit.Point): boolean;
  updateConfig(config: WorkflowConfig): void;
  updateVariables(variables: FlowVariable[], field?: string): void;
  undo(): void;
  redo(): void;

  selectNode(nodeId: string | null): void;
  select(nodeIds: readonly string[]): void;
  selectEdge(edgeId: string | null): void;
  focusField(nodeId: string, path: readonly (string | number)[]): void;
  clearFocus(): void;
  setView(view: BuilderState['view']): void;
  setLiveNode(nodeId: string | null): void;
  setProblems(problems: readonly FlowProblem[], checked: BuilderState['checked']): void;
  /** A key of `builder:announce.*`, spoken to those who do not see the canvas. */
  announce(key: string, values?: Record<string, unknown>): void;
}

export type Builder = BuilderState & BuilderActions;

const HISTORY = 200;

const nothing: WorkflowDocument = {
  format: 'call-flow-weaver/workflow',
  formatVersion: 1,
  // Never shown or saved: the screen waits for a flow.
  config: { name: '' } as WorkflowConfig,
  flow: { nodes: [], edges: [], variables: [] },
};

const gestures = startGestures();

const closed: BuilderState = {
  workflowId: '',
  document: nothing,
  nodeTypes: new Map(),
  selection: [],
  selectedEdge: null,
  problems: [],
  checked: 'checking',
  focus: null,
  liveNodeId: null,
  view: 'canvas',
  announcement: { key: '', values: {}, n: 0 },
};

export const useBuilder = create<Builder>()(
  temporal(
    (set, get) => ({
      ...closed,

      open(workflowId, document, nodeTypes) {
        const { view } = get();
        set({ ...closed, view, workflowId, document, nodeTypes });
        gestures.end();
        history().clear();
      },
      close() {
        set({ ...closed, view: get().view });
        history().clear();
      },
      change(next, gesture) {
        const before = get().document;
        const document = next(before);
        if (document === before) return;
        gestures.begin(gesture);
        set({ document, selection: present(document, get().selection) });
      },

      addNode(type, where = {}) {
        const { nodeTypes, announce, change, selection, document } = get();
        const spec = nodeTypes.get(type);
        if (!spec) return '';
        const added = addNewNode(document, nodeTypes, spec, where);
        // A new frame holds what is selected.
        const around = type === 'frame' && !where.at ? frameAround(document, nodeTypes, selection) : null;
        change(() => (around ? edit.placeArea(added.document, added.id, around) : added.document));
        set({ selection: [added.id], selectedEdge: null });
        announce('added', { name: titleOf(get(), added.id) });
        return added.id;
      },
      updateNodeData(nodeId, data, field = '') {
        get().change(
          (document) => edit.changeNode(document, nodeId, (node) => ({ ...node, data })),
          `data:${nodeId}:${field}`,
        );
      },
      renameNode(nodeId, label) {
        get().change((document) => edit.renameNode(document, nodeId, label), `name:${nodeId}`);
      },
      setOutcomeTarget(nodeId, outcome, targetId) {
        get().change((document) => edit.setOutcomeTarget(document, nodeId, outcome, targetId));
        const name = titleOf(get(), nodeId);
        if (targetId === null) get().announce('disconnected', { name, outcome });
        else get().announce('connected', { name, outcome, target: titleOf(get(), targetId) });
      },
      setHangUp(nodeId, outcome, on) {
        get().change((document) => edit.setHangUp(document, nodeId, outcome, on));
      },
      removeNode(nodeId) {
        get().removeNodes([nodeId], { reconnect: true });
      },
      removeNodes(ids, options) {
        const names = ids.map((id) => titleOf(get(), id));
        get().change((document) => edit.removeNodes(document, new Set(ids), options));
        get().announce('removed', { name: names.join(', '), count: names.length });
      },
      removeEdge(edgeId) {
        get().change((document) => edit.removeEdges(document, new Set([edgeId])));
        set({ selectedEdge: null });
        get().announce('edgeRemoved');
      },
      duplicateNodes(ids) {
        const copies = duplicated(get().document, ids);
        if (!copies) return;
        get().change(() => copies.document);
        set({ selection: copies.ids, selectedEdge: null });
        get().announce('pasted', { count: copies.ids.length });
      },
      moveNodes(to) {
        get().change((document) => edit.moveNodes(document, to), 'move');
      },
      paste(text, at) {
        const pasted = pasteNodes(get().document, text, at);
        if (!pasted) return false;
        get().change(() => pasted.document);
        set({ selection: pasted.ids, selectedEdge: null });
        get().announce('pasted', { count: pasted.ids.length });
        return true;
      },
      updateConfig(config) {
        get().change((document) => ({ ...document, config }), 'config');
      },
      updateVariables(variables, field = '') {
        get().change(
          (document) => ({ ...document, flow: { ...document.flow, variables } }),
          `variables:${field}`,
        );
      },
      undo: () => travel('undo'),
      redo: () => travel('redo'),

      selectNode: (nodeId) => set({ selection: nodeId === null ? [] : [nodeId], selectedEdge: null }),
      select: (selection) => set({ selection, selectedEdge: null }),
      selectEdge: (selectedEdge) => set({ selectedEdge, selection: [] }),
      focusField: (nodeId, path) => set({ focus: { nodeId, path }, selection: [nodeId], selectedEdge: null }),
      clearFocus: () => set({ focus: null }),
      setView: (view) => set({ view }),
      setLiveNode: (nodeId) =>
        set({ liveNodeId: nodeId === null ? null : edit.shownNode(get().document, nodeId) }),
      setProblems: (problems, checked) => set({ problems, checked }),
      announce: (key, values = {}) =>
        set(({ announcement }) => ({ announcement: { key, values, n: announcement.n + 1 } })),
    }),
    {
      limit: HISTORY,
      partialize: ({ document }) => ({ document }),
      equality: (past, current) => past.document === current.document,
      // zundo types its recorder as `setState`, but gives it what it is given here.
      handleSet:
        (record) =>
        (...step) => {
          if (gestures.isNew()) (record as (...step: unknown[]) => void)(...step);
        },
    },
  ),
);

const history = () => useBuilder.temporal.getState();

function travel(way: 'undo' | 'redo'): void {
  const steps = way === 'undo' ? history().pastStates : history().futureStates;
  if (steps.length === 0) return;
  gestures.end();
  history()[way]();
  const { document, selection, announce } = useBuilder.getState();
  useBuilder.setState({ selection: present(document, selection) });
  announce(way);
}

/**
 * The document with somebody else's changes in it, and those changes in every step of the history too: undo takes back what was
 * done here, never what others saved.
 */
export function rebaseHistory(
  document: WorkflowDocument,
  bring: (past: WorkflowDocument) => WorkflowDocument,
): void {
  const brought = (steps: readonly { document?: WorkflowDocument }[]) =>
    steps.map((step) => (step.document ? { document: bring(step.document) } : step));
  const { pastStates, futureStates, pause, resume } = history();
  pause();
  useBuilder.setState(({ selection }) => ({ document, selection: present(document, selection) }));
  resume();
  gestures.end();
  useBuilder.temporal.setState({ pastStates: brought(pastStates), futureStates: brought(futureStates) });
}

/** Whether there are steps back and forward. */
export function useHistory(): { readonly canUndo: boolean; readonly canRedo: boolean } {
  const canUndo = useStore(useBuilder.temporal, ({ pastStates }) => pastStates.length > 0);
  const canRedo = useStore(useBuilder.temporal, ({ futureStates }) => futureStates.length > 0);
  return { canUndo, canRedo };
}

/** Outcomes of a node by its settings, in the order of its card. */
export function outcomesOf(node: FlowNode): Outcome[] {
  return outcomesBySpec(useBuilder.getState().nodeTypes, node);
}

/** What a node is called: its name, else its type's title. */
export function titleOf(
  { document, nodeTypes }: Pick<BuilderState, 'document' | 'nodeTypes'>,
  id: string,
): string {
  const node = edit.nodeOf(document, id);
  return node?.label ?? (node && nodeTypes.get(node.type)?.title) ?? node?.type ?? id;
}

function duplicated(document: WorkflowDocument, ids: readonly string[]) {
  return pasteNodes(document, copyNodes(document, new Set(ids)));
}

/** The selection without nodes that are gone. */
function present(document: WorkflowDocument, selection: readonly string[]): readonly string[] {
  if (selection.length === 0) return selection;
  const ids = new Set(document.flow.nodes.map(({ id }) => id));
  return selection.every((id) => ids.has(id)) ? selection : selection.filter((id) => ids.has(id));
}
