/** Changes of a node's settings that keep its connections: an outcome that got another name keeps its way, one that is gone loses it. */
import type { FlowEdge } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { changeNode, nodeOf, withNodes } from '../document/edit.ts';
import { hangUpsOf, outcomesOf, type NodeSpecs } from '../document/spec.ts';

export interface Renamed {
  readonly from: string;
  readonly to: string;
}

export function withData(
  document: WorkflowDocument,
  specs: NodeSpecs,
  nodeId: string,
  data: Record<string, unknown>,
  renamed?: Renamed,
): WorkflowDocument {
  const before = nodeOf(document, nodeId);
  if (!before) return document;
  const gone = lost(specs, before, { ...before, data });
  // Another outcome of that name stays what it was.
  const moved = renamed && gone.has(renamed.from) ? renamed : undefined;
  const hangUps = hangUpsOf(before).flatMap((id) =>
    id === moved?.from ? [moved.to] : gone.has(id) ? [] : [id],
  );
  const kept = changeNode(document, nodeId, (node) => ({
    ...node,
    data: hangUpsOf(before).length === 0 ? data : { ...data, hangUp: hangUps },
  }));
  return gone.size === 0 ? kept : withNodes(kept, kept.flow.nodes, edges(kept, nodeId, gone, moved));
}

function lost(
  specs: NodeSpecs,
  before: Parameters<typeof outcomesOf>[1],
  after: Parameters<typeof outcomesOf>[1],
): ReadonlySet<string> {
  const left = new Set(outcomesOf(specs, after).map(({ id }) => id));
  return new Set(
    outcomesOf(specs, before)
      .map(({ id }) => id)
      .filter((id) => !left.has(id)),
  );
}

function edges(
  { flow }: WorkflowDocument,
  nodeId: string,
  gone: ReadonlySet<string>,
  moved: Renamed | undefined,
): FlowEdge[] {
  return flow.edges.flatMap((edge) => {
    if (edge.source !== nodeId || !gone.has(edge.outcome)) return [edge];
    return edge.outcome === moved?.from && moved.to !== '' ? [{ ...edge, outcome: moved.to }] : [];
  });
}
