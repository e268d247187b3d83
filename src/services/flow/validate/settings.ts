import { problem, problemOf, type Rule } from './problem.ts';

/** Node types are known, and their settings fit the type's schema and its own check. */
export const validSettings: Rule = function* (graph) {
  for (const { node, issues, unknownType } of graph.broken) {
    const nodeId = node.id;
    if (unknownType) yield problem('FLOW_NODE_TYPE_UNKNOWN', 'error', { type: node.type }, { nodeId });
    for (const issue of issues) yield problemOf(issue, 'error', { nodeId, path: issue.path });
  }
  for (const { node, type, data, outcomes } of graph.sound.values()) {
    for (const finding of type.check?.(data, graph.config) ?? [])
      yield problemOf(finding, finding.severity, { nodeId: node.id, path: finding.path });
    const seen = new Set<string>();
    for (const { id } of outcomes) {
      if (seen.has(id)) yield problem('FLOW_DUPLICATE_ID.outcome', 'error', { id }, { nodeId: node.id });
      seen.add(id);
    }
  }
};
