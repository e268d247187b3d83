/** Nodes as text on the clipboard: JSON that can be pasted here, into another flow, or into a message. */
import type { FlowEdge, FlowNode } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { freeNodeId, mapMembers, withNodes, type Point } from './edit.ts';
import { GRID } from './place.ts';

const FORMAT = 'call-flow-weaver/nodes';

interface Clipping {
  readonly format: typeof FORMAT;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** The nodes with the connections among them. */
export function copyNodes({ flow }: WorkflowDocument, ids: ReadonlySet<string>): string {
  const clipping: Clipping = {
    format: FORMAT,
    nodes: flow.nodes.filter(({ id }) => ids.has(id)),
    edges: flow.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
  };
  return JSON.stringify(clipping, null, 2);
}

export interface Pasted {
  readonly document: WorkflowDocument;
  readonly ids: readonly string[];
}

/**
 * Adds copied nodes under new ids, beside where they were, or around `at`. Null: the text is nothing of ours. A whole workflow
 * document pastes as its nodes.
 */
export function pasteNodes(document: WorkflowDocument, text: string, at?: Point): Pasted | null {
  const clipping = readClipping(text);
  if (!clipping || clipping.nodes.length === 0) return null;
  const start = document.flow.nodes.some(({ type }) => type === 'start');
  const pasted = clipping.nodes.filter(({ type }) => !(start && type === 'start'));
  const shift = shiftOf(pasted, at);
  let next = document;
  const renamed = new Map<string, string>();
  for (const node of pasted) {
    const id = freeNodeId(next, node.type);
    renamed.set(node.id, id);
    const { x, y } = node.position ?? { x: 0, y: 0 };
    const copy = { ...node, id, position: { x: x + shift.x, y: y + shift.y } };
    next = withNodes(next, [...next.flow.nodes, copy]);
  }
  // A group's steps are the copied ones; those that were not copied belong to the group that was.
  next = withNodes(
    next,
    next.flow.nodes.map((node) =>
      [...renamed.values()].includes(node.id) ? mapMembers(node, (id) => renamed.get(id) ?? null) : node,
    ),
  );
  const edges = clipping.edges.flatMap((edge): FlowEdge[] => {
    const [source, target] = [renamed.get(edge.source), renamed.get(edge.target)];
    if (source === undefined || target === undefined) return [];
    return [{ ...edge, id: `${source}-${edge.outcome}`.slice(0, 128), source, target }];
  });
  return {
    document: withNodes(next, next.flow.nodes, [...next.flow.edges, ...edges]),
    ids: [...renamed.values()],
  };
}

function shiftOf(nodes: readonly FlowNode[], at: Point | undefined): Point {
  if (!at) return { x: GRID * 2, y: GRID * 2 };
  const left = Math.min(...nodes.map(({ position }) => position?.x ?? 0));
  const top = Math.min(...nodes.map(({ position }) => position?.y ?? 0));
  return { x: at.x - left, y: at.y - top };
}

function readClipping(text: string): Pick<Clipping, 'nodes' | 'edges'> | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(json)) return null;
  const format = json['format'];
  const from = format === FORMAT ? json : format === 'call-flow-weaver/workflow' ? json['flow'] : null;
  if (!isRecord(from)) return null;
  return {
    nodes: listOf(from['nodes']).filter(isNode).map(cleanNode),
    edges: listOf(from['edges']).filter(isEdge),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isNode(value: unknown): value is FlowNode {
  if (!isRecord(value)) return false;
  const { id, type } = value;
  return typeof id === 'string' && typeof type === 'string' && id !== '' && type !== '' && type.length <= 64;
}

function isEdge(value: unknown): value is FlowEdge {
  return isRecord(value) && ['source', 'target', 'outcome'].every((name) => typeof value[name] === 'string');
}

/** Only what a node has, in the form that it has: anybody may write the clipboard. */
function cleanNode({ id, type, label, data, position }: FlowNode): FlowNode {
  const placed = isRecord(position) && Number.isFinite(position.x) && Number.isFinite(position.y);
  return {
    id,
    type,
    ...(typeof label === 'string' ? { label: label.slice(0, 120) } : {}),
    data: isRecord(data) ? data : {},
    ...(placed ? { position: { x: position.x, y: position.y } } : {}),
  };
}
