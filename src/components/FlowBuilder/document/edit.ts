/**
 * Changes to a workflow document. Each takes a document and gives another; what did not change stays the same object, so that
 * what is drawn from it need not be drawn again.
 */
import type { FlowEdge, FlowNode } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { hangUpsOf } from './spec.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function nodeOf(document: WorkflowDocument, id: string): FlowNode | undefined {
  return document.flow.nodes.find((node) => node.id === id);
}

/** Inside of a sub-flow (`pin/ask`) a call is at the sub-flow's node. */
export function shownNode(document: WorkflowDocument, id: string): string {
  return nodeOf(document, id) ? id : (id.split('/', 1)[0] ?? id);
}

export function withNodes(
  document: WorkflowDocument,
  nodes: FlowNode[],
  edges = document.flow.edges,
): WorkflowDocument {
  return { ...document, flow: { ...document.flow, nodes, edges } };
}

export function changeNode(
  document: WorkflowDocument,
  id: string,
  change: (node: FlowNode) => FlowNode,
): WorkflowDocument {
  let changed = false;
  const nodes = document.flow.nodes.map((node) => {
    if (node.id !== id) return node;
    const next = change(node);
    changed ||= next !== node;
    return next;
  });
  return changed ? withNodes(document, nodes) : document;
}

/** A note or a frame: where it stands, and how large it is. */
export function placeArea(
  document: WorkflowDocument,
  id: string,
  { position, width, height }: { readonly position: Point; readonly width: number; readonly height: number },
): WorkflowDocument {
  const size = { width: Math.round(width), height: Math.round(height) };
  const at = { x: Math.round(position.x), y: Math.round(position.y) };
  return changeNode(document, id, (node) => ({ ...node, position: at, data: { ...node.data, ...size } }));
}

/** `node.id` must be free. */
export function addNode(document: WorkflowDocument, node: FlowNode): WorkflowDocument {
  return withNodes(document, [...document.flow.nodes, node]);
}

/** An empty label: the type's title is shown. */
export function renameNode(document: WorkflowDocument, id: string, label: string): WorkflowDocument {
  const trimmed = label.trim().slice(0, 120);
  return changeNode(document, id, (node) => {
    if ((node.label ?? '') === trimmed) return node;
    const { label: _old, ...rest } = node;
    return trimmed === '' ? rest : { ...rest, label: trimmed };
  });
}

export function moveNodes(document: WorkflowDocument, to: ReadonlyMap<string, Point>): WorkflowDocument {
  let moved = false;
  const nodes = document.flow.nodes.map((node) => {
    const point = to.get(node.id);
    if (!point || (node.position?.x === point.x && node.position.y === point.y)) return node;
    moved = true;
    return { ...node, position: { x: point.x, y: point.y } };
  });
  return moved ? withNodes(document, nodes) : document;
}

/** Where an outcome leads; null: nowhere, or it hangs up on purpose. */
export function targetOf(document: WorkflowDocument, nodeId: string, outcome: string): string | null {
  return (
    document.flow.edges.find((edge) => edge.source === nodeId && edge.outcome === outcome)?.target ?? null
  );
}

/** Connects an outcome, in place of what it was connected to. A connected outcome no longer hangs up. */
export function setOutcomeTarget(
  document: WorkflowDocument,
  nodeId: string,
  outcome: string,
  target: string | null,
): WorkflowDocument {
  if (targetOf(document, nodeId, outcome) === target) return document;
  const others = document.flow.edges.filter((edge) => edge.source !== nodeId || edge.outcome !== outcome);
  if (target === null) return withNodes(document, document.flow.nodes, others);
  const edge: FlowEdge = { id: freeEdgeId(others, nodeId, outcome), source: nodeId, outcome, target };
  return setHangUp(withNodes(document, document.flow.nodes, [...others, edge]), nodeId, outcome, false);
}

/** Whether the call ends on purpose after an outcome. One that hangs up leads nowhere. */
export function setHangUp(
  document: WorkflowDocument,
  nodeId: string,
  outcome: string,
  on: boolean,
): WorkflowDocument {
  const unconnected = on ? setOutcomeTarget(document, nodeId, outcome, null) : document;
  return changeNode(unconnected, nodeId, (node) => {
    const before = hangUpsOf(node);
    if (before.includes(outcome) === on) return node;
    const hangUp = on ? [...before, outcome] : before.filter((id) => id !== outcome);
    return { ...node, data: { ...node.data, hangUp } };
  });
}

export function removeEdges(document: WorkflowDocument, ids: ReadonlySet<string>): WorkflowDocument {
  const edges = document.flow.edges.filter(({ id }) => !ids.has(id));
  return edges.length === document.flow.edges.length
    ? document
    : withNodes(document, document.flow.nodes, edges);
}

/**
 * Removes nodes and their connections. With `reconnect`, what led into a removed node leads to where that led, so that a step
 * taken out of a chain does not break it; where it led to several, nobody can say which.
 */
export function removeNodes(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  { reconnect = false } = {},
): WorkflowDocument {
  const nodes = document.flow.nodes.filter(({ id }) => !ids.has(id));
  if (nodes.length === document.flow.nodes.length) return document;
  const { edges } = document.flow;
  const kept = edges.flatMap((edge) => {
    if (ids.has(edge.source)) return [];
    if (!ids.has(edge.target)) return [edge];
    const target = reconnect ? past(edges, ids, edge.target) : undefined;
    return target === undefined || target === edge.source ? [] : [{ ...edge, target }];
  });
  return withNodes(document, withoutMembers(nodes, ids), kept);
}

/** Groups name their steps; one that is gone is named no more. */
function withoutMembers(nodes: readonly FlowNode[], gone: ReadonlySet<string>): FlowNode[] {
  return nodes.map((node) => mapMembers(node, (id) => (gone.has(id) ? null : id)));
}

/** A frame with its group's steps under other ids; null takes one out. Any other node stays as it is. */
export function mapMembers(node: FlowNode, to: (id: string) => string | null): FlowNode {
  const { members } = node.data;
  if (node.type !== 'frame' || !Array.isArray(members)) return node;
  const next = members.flatMap((member: { readonly node?: unknown }) => {
    const id = typeof member.node === 'string' ? to(member.node) : null;
    return id === null ? [] : [id === member.node ? member : { ...member, node: id }];
  });
  const same = next.length === members.length && next.every((one, i) => one === members[i]);
  return same ? node : { ...node, data: { ...node.data, members: next } };
}

/** The one node behind a removed one that stays. */
function past(edges: readonly FlowEdge[], removed: ReadonlySet<string>, from: string): string | undefined {
  const seen = new Set<string>();
  let at = from;
  while (removed.has(at)) {
    const here = at;
    seen.add(here);
    const [next, ...others] = new Set(
      edges.filter(({ source }) => source === here).map(({ target }) => target),
    );
    if (next === undefined || others.length > 0 || seen.has(next)) return undefined;
    at = next;
  }
  return at;
}

export function freeNodeId(document: WorkflowDocument, type: string): string {
  const taken = new Set(document.flow.nodes.map(({ id }) => id));
  const base = type.slice(0, 48);
  if (!taken.has(base)) return base;
  for (let i = 2; ; i++) if (!taken.has(`${base}-${i}`)) return `${base}-${i}`;
}

function freeEdgeId(edges: readonly FlowEdge[], source: string, outcome: string): string {
  const taken = new Set(edges.map(({ id }) => id));
  const base = `${source}-${outcome}`.slice(0, 110);
  if (!taken.has(base)) return base;
  for (let i = 2; ; i++) if (!taken.has(`${base}-${i}`)) return `${base}-${i}`;
}
