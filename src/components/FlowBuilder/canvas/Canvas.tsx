/** The flow as a drawing. The document is the store's; only what is being dragged is kept here until it is let go. */
import {
  Background,
  MarkerType,
  MiniMap,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  type NodeChange,
} from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState, type ClipboardEvent } from 'react';
import { copyNodes } from '../document/clipboard.ts';
import type { Point } from '../document/edit.ts';
import { GRID, snapped } from '../document/place.ts';
import { useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import { openAdd, rename } from '../viewState.ts';
import { AreaCard } from './AreaCard.tsx';
import { CanvasTools } from './CanvasTools.tsx';
import { cardMaker, wiresOf, type Card, type CardData, type Wire as WireEdge } from './cards.ts';
import './canvas.css';
import { takenAlong } from './frames.ts';
import { tintOf } from './icons.ts';
import { NodeCard } from './NodeCard.tsx';
import { problemsByNode, type ProblemsByNode } from './problems.ts';
import { restoreRoutes, useRoutes } from './tidy.ts';
import { useCamera } from './useCamera.ts';
import { Wire } from './Wire.tsx';

const nodeTypes = { card: NodeCard, area: AreaCard };
const edgeTypes = { wire: Wire };
const edgeDefaults = {
  markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--edge)' },
};
/** After what is seen first: the layout is a file of its own. */
const ROUTES_AFTER_MS = 1_000;
const grid: [number, number] = [GRID, GRID];

export function Canvas() {
  const names = useNames();
  const { t } = names;
  const cards = useCards();
  const wires = useWires();
  const flow = useReactFlow();
  const initial = useCamera();
  const box = useRef<HTMLDivElement>(null);
  const { onNodesChange, dragStarted, dragged } = cards;

  const onConnect = useCallback(({ source, sourceHandle, target }: Connection) => {
    if (sourceHandle) useBuilder.getState().setOutcomeTarget(source, sourceHandle, target);
  }, []);
  /** A connection that ends on nothing asks for what shall stand there. */
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, { isValid, fromNode, fromHandle, toNode }: FinalConnectionState) => {
      if (isValid === true || toNode || !fromNode || fromHandle?.type !== 'source' || !fromHandle.id) return;
      const { clientX, clientY } =
        'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
      const { x, y } = flow.screenToFlowPosition({ x: clientX, y: clientY });
      openAdd({ after: { nodeId: fromNode.id, outcome: fromHandle.id }, at: { x: x - 124, y } });
    },
    [flow],
  );
  const onEdgesChange = useCallback((changes: EdgeChange<WireEdge>[]) => {
    for (const change of changes)
      if (change.type === 'select' && change.selected) useBuilder.getState().selectEdge(change.id);
  }, []);
  useEffect(() => {
    // Without corners the connections are drawn more simply, that is all.
    const timer = setTimeout(() => restoreRoutes().catch(() => undefined), ROUTES_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    // Its keys work at once; who is somewhere already stays there.
    // `main` has it when the dialog that led here has closed.
    if (document.activeElement?.matches('body, main') ?? true) box.current?.focus({ preventScroll: true });
  }, []);
  const aria = useMemo(
    () => ({
      'node.a11yDescription.default': t('canvas.nodeHint'),
      'node.a11yDescription.keyboardDisabled': t('canvas.nodeHint'),
      'edge.a11yDescription.default': t('canvas.edgeHint'),
      'minimap.ariaLabel': t('canvas.map'),
      'handle.ariaLabel': t('canvas.handle'),
    }),
    [t],
  );

  return (
    <div
      ref={box}
      data-builder-keys
      role="application"
      aria-label={t('canvas.label')}
      tabIndex={-1}
      className="relative size-full outline-none"
      onCopy={copy}
      onCut={(event) => {
        copy(event);
        useBuilder.getState().removeNodes(useBuilder.getState().selection, { reconnect: true });
      }}
      onPaste={(event) => {
        if (inField(event)) return;
        const pasted = useBuilder.getState().paste(event.clipboardData.getData('text/plain'));
        if (pasted) event.preventDefault();
      }}
    >
      <ReactFlow<Card, WireEdge>
        nodes={cards.cards}
        edges={wires}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        defaultEdgeOptions={edgeDefaults}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStart={dragStarted}
        onSelectionDragStart={dragStarted}
        onNodeDragStop={dragged}
        onSelectionDragStop={dragged}
        onNodeDoubleClick={(_event, { id }) => rename(id)}
        onPaneClick={() => useBuilder.getState().select([])}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        defaultViewport={initial}
        minZoom={0.1}
        maxZoom={1.5}
        onlyRenderVisibleElements
        snapToGrid
        snapGrid={grid}
        disableKeyboardA11y
        edgesFocusable={false}
        deleteKeyCode={null}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        ariaLabelConfig={aria}
        proOptions={attribution}
      >
        <Background gap={GRID} size={1.5} />
        <MiniMap<Card>
          pannable
          zoomable
          position="bottom-right"
          className="rounded-md border max-lg:hidden"
          style={mapSize}
          nodeColor={mapColor}
          nodeBorderRadius={8}
          ariaLabel={t('canvas.map')}
        />
        <CanvasTools />
      </ReactFlow>
    </div>
  );
}

const mapSize = { width: 168, height: 112 };
const attribution = { hideAttribution: false };

const mapColor = ({ data }: Card) => `color-mix(in oklab, ${tintOf(data.spec?.category)} 55%, var(--card))`;

const inField = ({ target }: { readonly target: EventTarget }) =>
  target instanceof Element && target.closest('input, textarea') !== null;

function copy(event: ClipboardEvent): void {
  const { document, selection } = useBuilder.getState();
  if (selection.length === 0 || inField(event) || window.getSelection()?.isCollapsed === false) return;
  event.clipboardData.setData('text/plain', copyNodes(document, new Set(selection)));
  event.preventDefault();
  useBuilder.getState().announce('copied', { count: selection.length });
}

/** What frames take along while they are dragged: by the node that is dragged, how far from it the others stand. */
type Carried = ReadonlyMap<string, readonly (readonly [id: string, from: Point])[]>;
const nothing: Carried = new Map();

function carriedBy(dragged: readonly string[]): Carried {
  const { document, nodeTypes } = useBuilder.getState();
  const places = new Map(document.flow.nodes.map(({ id, position }) => [id, position]));
  const along = (frame: string) => {
    const at = places.get(frame);
    if (!at) return [];
    return [...takenAlong(document, nodeTypes, [frame])].flatMap((id) => {
      const place = dragged.includes(id) ? undefined : places.get(id);
      return place ? [[id, { x: place.x - at.x, y: place.y - at.y }] as const] : [];
    });
  };
  return new Map(dragged.map((id) => [id, along(id)]));
}

function alongWith(
  carried: Carried,
  moved: ReadonlyMap<string, Point>,
): (readonly [id: string, at: Point])[] {
  return [...moved].flatMap(([frame, { x, y }]) =>
    (carried.get(frame) ?? []).map(([id, from]) => [id, { x: x + from.x, y: y + from.y }] as const),
  );
}

function useCards() {
  const names = useNames();
  const document = useBuilder((state) => state.document);
  const selection = useBuilder((state) => state.selection);
  const problems = useProblemsByNode();
  const carried = useRef(nothing);
  const [dragging, setDragging] = useState<ReadonlyMap<string, Point> | null>(null);
  // A new language, or other node types, write every card anew.
  const { make, labelOf } = useMemo(
    () => ({
      make: cardMaker(),
      labelOf: ({ node, problems: found }: CardData) =>
        names.t('canvas.card', {
          name: names.node(node),
          type: names.type(node.type),
          problems: found.length === 0 ? '' : names.t('canvas.cardProblems', { count: found.length }),
        }),
    }),
    [names.t, names.node, names.type],
  );
  const cards = useMemo(
    () => make({ document, specs: names.specs, problems, selection, dragged: dragging, labelOf }),
    [make, labelOf, document, names.specs, problems, selection, dragging],
  );

  const onNodesChange = useCallback((changes: NodeChange<Card>[]) => {
    const moved = changes.flatMap((change) =>
      change.type === 'position' && change.position && change.dragging === true
        ? [[change.id, change.position] as const]
        : [],
    );
    if (moved.length > 0) {
      const all = [...moved, ...alongWith(carried.current, new Map(moved))];
      setDragging((before) => new Map([...(before ?? []), ...all]));
    }
    const chosen = changes.filter((change) => change.type === 'select');
    if (chosen.length > 0) {
      const { selection: before, select } = useBuilder.getState();
      const off = new Set(chosen.flatMap(({ id, selected }) => (selected ? [] : [id])));
      const on = chosen.flatMap(({ id, selected }) => (selected && !before.includes(id) ? [id] : []));
      select([...before.filter((id) => !off.has(id)), ...on]);
    }
  }, []);
  const dragStarted = useCallback((_event: unknown, _node: unknown, nodes: readonly Card[] = []) => {
    carried.current = carriedBy(nodes.map(({ id }) => id));
  }, []);
  const dragged = useCallback((_event: unknown, _node: unknown, nodes: readonly Card[] = []) => {
    const moved = new Map(nodes.map(({ id, position }) => [id, snapped(position)] as const));
    useBuilder.getState().moveNodes(new Map([...moved, ...alongWith(carried.current, moved)]));
    carried.current = nothing;
    setDragging(null);
  }, []);
  return { cards, onNodesChange, dragStarted, dragged };
}

function useProblemsByNode(): ProblemsByNode {
  const problems = useBuilder((state) => state.problems);
  const before = useRef<ProblemsByNode>(new Map());
  return useMemo(() => (before.current = problemsByNode(problems, before.current)), [problems]);
}

function useWires(): WireEdge[] {
  const document = useBuilder((state) => state.document);
  const specs = useBuilder((state) => state.nodeTypes);
  const selectedEdge = useBuilder((state) => state.selectedEdge);
  const problems = useBuilder((state) => state.problems);
  const routes = useRoutes(document);
  return useMemo(() => {
    const broken = new Set(problems.flatMap(({ edgeId }) => edgeId ?? []));
    return wiresOf(document, specs, selectedEdge, broken, routes);
  }, [document, specs, selectedEdge, problems, routes]);
}
