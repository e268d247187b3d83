/** Where nodes stand: sizes, a free place for a new one, and how far a document has places at all. */
import type { FlowNode } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { addNode, freeNodeId, moveNodes, nodeOf, setOutcomeTarget, targetOf, type Point } from './edit.ts';
import { hangUpsOf, newData, outcomesOf, type NodeSpec, type NodeSpecs } from './spec.ts';

export const GRID = 20;
export const NODE_WIDTH = 248;
/** Of the highest card: with a text of two lines, what is wrong with it, and outcomes. */
export const NODE_HEIGHT = 160;
export const GAP = 60;

/** Outcomes stand side by side along a card's bottom edge, each wide enough for two words. */
const CELL_WIDTH = 92;
const WIDEST = 920;

export function cardWidth(outcomes: number): number {
  return Math.min(WIDEST, Math.max(NODE_WIDTH, outcomes * CELL_WIDTH));
}

export const snapped = ({ x, y }: Point): Point => ({
  x: Math.round(x / GRID) * GRID,
  y: Math.round(y / GRID) * GRID,
});

export interface AddAfter {
  readonly nodeId: string;
  /** Absent: the first outcome that leads nowhere. */
  readonly outcome?: string;
}

export interface Added {
  readonly document: WorkflowDocument;
  readonly id: string;
}

/**
 * A new node, connected from `after`. Where that outcome already led somewhere, the new node stands in between: its own first
 * outcome leads on to there, and what stands from there on makes room.
 */
export function addNewNode(
  document: WorkflowDocument,
  specs: NodeSpecs,
  spec: NodeSpec,
  { after, at }: { readonly after?: AddAfter; readonly at?: Point } = {},
): Added {
  const node: FlowNode = { id: freeNodeId(document, spec.type), type: spec.type, data: newData(spec) };
  const source = after && nodeOf(document, after.nodeId);
  const outcome =
    source && spec.entered ? (after.outcome ?? openOutcome(document, specs, source)) : undefined;
  const onward = source && outcome !== undefined ? targetOf(document, source.id, outcome) : null;
  const [first] = outcomesOf(specs, node);
  const between = onward !== null && first !== undefined ? nodeOf(document, onward) : undefined;

  const room = !at && between?.position ? roomAt(document, between.position.y) : document;
  const free = () => (source ? below(document, specs, source, outcome, node) : atEnd(document));
  const inBetween = between?.position && centred(specs, node, middleOf(specs, between), between.position.y);
  const position = snapped(at ?? inBetween ?? free());
  const added = addNode(room, { ...node, position });
  if (!source || outcome === undefined) return { document: added, id: node.id };
  const connected = setOutcomeTarget(added, source.id, outcome, node.id);
  const whole = between && first ? setOutcomeTarget(connected, node.id, first.id, between.id) : connected;
  return { document: whole, id: node.id };
}

/** Everything from a height on stands one card lower. */
function roomAt(document: WorkflowDocument, y: number): WorkflowDocument {
  const lower = document.flow.nodes.flatMap(({ id, position }) =>
    position && position.y >= y ? [[id, { x: position.x, y: position.y + NODE_HEIGHT + GAP }] as const] : [],
  );
  return moveNodes(document, new Map(lower));
}

function middleOf(specs: NodeSpecs, node: FlowNode): number {
  return (node.position?.x ?? 0) + cardWidth(outcomesOf(specs, node).length) / 2;
}

function centred(specs: NodeSpecs, node: FlowNode, middle: number, y: number): Point {
  return { x: middle - cardWidth(outcomesOf(specs, node).length) / 2, y };
}

/** The first outcome that leads nowhere, and not on purpose; else the first, when it is the only one. */
function openOutcome(document: WorkflowDocument, specs: NodeSpecs, node: FlowNode): string | undefined {
  const outcomes = outcomesOf(specs, node);
  const hangUps = hangUpsOf(node);
  const open = outcomes.find(({ id }) => targetOf(document, node.id, id) === null && !hangUps.includes(id));
  return (open ?? (outcomes.length === 1 ? outcomes[0] : undefined))?.id;
}

function below(
  document: WorkflowDocument,
  specs: NodeSpecs,
  source: FlowNode,
  outcome: string | undefined,
  node: FlowNode,
): Point {
  const outcomes = outcomesOf(specs, source);
  const index = Math.max(
    0,
    outcomes.findIndex(({ id }) => id === outcome),
  );
  const spread = (index - (Math.max(1, outcomes.length) - 1) / 2) * (NODE_WIDTH + GRID * 2);
  const y = (source.position?.y ?? 0) + NODE_HEIGHT + GAP;
  return free(document, centred(specs, node, middleOf(specs, source) + spread, y));
}

function atEnd(document: WorkflowDocument): Point {
  const [first] = document.flow.nodes;
  const lowest = Math.max(0, ...document.flow.nodes.map(({ position }) => position?.y ?? 0));
  return { x: first?.position?.x ?? 0, y: first ? lowest + NODE_HEIGHT + GAP : 0 };
}

/** The place itself, or the next to the right of it where no card stands. */
function free(document: WorkflowDocument, { x, y }: Point): Point {
  const taken = (at: number) =>
    document.flow.nodes.some(
      ({ position }) =>
        position && Math.abs(position.x - at) < NODE_WIDTH + GRID && Math.abs(position.y - y) < NODE_HEIGHT,
    );
  for (let i = 0; i < 40; i++) {
    const at = x + i * (NODE_WIDTH + GRID * 2);
    if (!taken(at)) return { x: at, y };
  }
  return { x, y };
}

/** Documents written by hand have no places: then all are laid out. */
export function lacksPlaces({ flow }: WorkflowDocument): boolean {
  return flow.nodes.some(({ position }) => position === undefined);
}
