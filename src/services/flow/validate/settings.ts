import { problem, type Rule } from './problem.ts';

/** Node types are known, and their settings fit the type's schema and its own check. */
export const validSettings: Rule = function* (graph) {
  for (const { node, issues, unknownType } of graph.broken) {
    const nodeId = node.id;
    if (unknownType)
      yield problem(
        'FLOW_NODE_TYPE_UNKNOWN',
        'error',
        `Calls could not go on here: this server has no node type “${node.type}”.`,
        { nodeId },
      );
    for (const { message, path } of issues)
      yield problem('FLOW_NODE_INVALID', 'error', `Calls could not go on here: ${at(path)}${message}.`, {
        nodeId,
        path,
      });
  }
  for (const { node, type, data, outcomes } of graph.sound.values()) {
    for (const { code, severity, message, path } of type.check?.(data, graph.config) ?? [])
      yield problem(code, severity, message, { nodeId: node.id, path });
    const seen = new Set<string>();
    for (const { id } of outcomes) {
      if (seen.has(id))
        yield problem(
          'FLOW_DUPLICATE_ID',
          'error',
          `Two answers of a caller would lead the same way: the outcome “${id}” exists twice.`,
          { nodeId: node.id },
        );
      seen.add(id);
    }
  }
};

function at(path: readonly (string | number)[]): string {
  return path.length === 0 ? '' : `${path.join('.')}: `;
}
