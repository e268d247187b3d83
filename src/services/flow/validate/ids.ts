import { reservedNames } from '../expression.ts';
import { problem, type Rule } from './problem.ts';

export const uniqueIds: Rule = function* ({ document: { flow } }) {
  const seen = { nodes: new Set<string>(), edges: new Set<string>(), variables: new Set<string>() };
  for (const { id } of flow.nodes) {
    if (seen.nodes.has(id)) yield problem('FLOW_DUPLICATE_ID', 'error', {}, { nodeId: id });
    seen.nodes.add(id);
    if (id.startsWith('$')) yield problem('FLOW_RESERVED_NAME.id', 'error', {}, { nodeId: id });
  }
  for (const { id } of flow.edges) {
    if (seen.edges.has(id)) yield problem('FLOW_DUPLICATE_ID.edge', 'error', {}, { edgeId: id });
    seen.edges.add(id);
  }
  for (const { name } of flow.variables) {
    if (seen.variables.has(name)) yield problem('FLOW_DUPLICATE_ID.variable', 'error', { name });
    seen.variables.add(name);
    if (reservedNames.has(name)) yield problem('FLOW_RESERVED_NAME', 'error', { name });
  }
};
