/** Ways through a flow: from a node along its connections, and all nodes in the order in which a caller may meet them. */
import type { FlowEdge, FlowNode } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { nodeOf } from './edit.ts';
import { outcomesOf, type NodeSpecs } from './spec.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The node that an arrow key leads to: down and up along connections, left and right among the nodes beside. */
export function step(
  document: WorkflowDocument,
  specs: NodeSpecs,
  from: string,
  direction: Direction,
): string | undefined {
  const node = nodeOf(document, from);
  if (!node) return document.flow.nodes[0]?.id;
  if (direction === 'down') return targetsOf(document, specs, node)[0] ?? undefined;
  if (direction === 'up') return nearestSource(document, node);
  const row = rowOf(document, specs, node);
  return row[row.indexOf(from) + (direction === 'right' ? 1 : -1)];
}

/** Where a node's outcomes lead, in their order, each node once. */
export function targetsOf(document: WorkflowDocument, specs: NodeSpecs, node: FlowNode): string[] {
  const order = outcomesOf(specs, node).map(({ id }) => id);
  const rank = ({ outcome }: FlowEdge) => (order.includes(outcome) ? order.indexOf(outcome) : order.length);
  const edges = document.flow.edges.filter(({ source }) => source === node.id);
  return [...new Set(edges.sort((a, b) => rank(a) - rank(b)).map(({ target }) => target))];
}

/** Of the nodes that lead here the next one above; else any. */
function nearestSource(document: WorkflowDocument, node: FlowNode): string | undefined {
  const sources = document.flow.edges
    .filter(({ target, source }) => target === node.id && source !== node.id)
    .flatMap(({ source }) => nodeOf(document, source) ?? []);
  const y = (one: FlowNode) => one.position?.y ?? 0;
  const above = sources.filter((one) => y(one) < y(node)).sort((a, b) => y(b) - y(a));
  return (above[0] ?? sources[0])?.id;
}

/** A node with those beside it: what its parent leads to; without a parent, all nodes that nothing leads to. */
function rowOf(document: WorkflowDocument, specs: NodeSpecs, node: FlowNode): string[] {
  const parent = nearestSource(document, node);
  const source = parent === undefined ? undefined : nodeOf(document, parent);
  if (source) return targetsOf(document, specs, source);
  const entered = new Set(document.flow.edges.map(({ target }) => target));
  return document.flow.nodes
    .filter(({ id }) => !entered.has(id))
    .sort((a, b) => (a.position?.x ?? 0) - (b.position?.x ?? 0))
    .map(({ id }) => id);
}

export interface OutlineEntry {
  readonly node: FlowNode;
  /** How many times the way to it parted from others: a chain of steps is one level. */
  readonly depth: number;
}

/**
 * Every node once, as a caller may meet them: from Start, then from the other nodes that nothing leads to, then what cannot be
 * reached at all.
 */
export function outlineOf(document: WorkflowDocument, specs: NodeSpecs): OutlineEntry[] {
  const { nodes, edges } = document.flow;
  const entered = new Set(edges.map(({ target }) => target));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const leaving = new Map<string, FlowEdge[]>();
  for (const edge of edges) leaving.set(edge.source, [...(leaving.get(edge.source) ?? []), edge]);
  const starts = nodes.filter(({ type }) => type === 'start');
  const roots = nodes.filter(({ id, type }) => type !== 'start' && !entered.has(id));
  const seen = new Set<string>();
  const found: OutlineEntry[] = [];
  // By hand, not by recursion: a chain of two thousand nodes is legal.
  // Notes and frames are no steps: they come last.
  const areas = nodes.filter(({ type }) => specs.get(type)?.category === 'canvas');
  const isArea = new Set(areas);
  const steps = [...starts, ...roots, ...nodes].filter((node) => !isArea.has(node));
  for (const root of [...steps, ...areas]) {
    const stack: OutlineEntry[] = [{ node: root, depth: 0 }];
    for (let entry = stack.pop(); entry; entry = stack.pop()) {
      if (seen.has(entry.node.id)) continue;
      seen.add(entry.node.id);
      found.push(entry);
      const order = outcomesOf(specs, entry.node).map(({ id }) => id);
      const ways = [...(leaving.get(entry.node.id) ?? [])].sort(
        (a, b) => order.indexOf(b.outcome) - order.indexOf(a.outcome),
      );
      const parts = new Set(ways.map(({ target }) => target)).size > 1;
      for (const { target } of ways) {
        const node = byId.get(target);
        if (node && !seen.has(target)) stack.push({ node, depth: entry.depth + (parts ? 1 : 0) });
      }
    }
  }
  return found;
}
