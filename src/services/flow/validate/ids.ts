import type { FlowProblem } from '../../../types/flow.ts';
import { reservedNames } from '../expression.ts';
import { problem, type Rule } from './problem.ts';

export const uniqueIds: Rule = function* ({ document: { flow } }) {
  const seen = { nodes: new Set<string>(), edges: new Set<string>(), variables: new Set<string>() };
  for (const { id } of flow.nodes) {
    if (seen.nodes.has(id))
      yield twice('A caller would reach only the first of two nodes with one id.', { nodeId: id });
    seen.nodes.add(id);
    if (id.startsWith('$'))
      yield problem(
        'FLOW_RESERVED_NAME',
        'error',
        'The call’s own notes would be overwritten: ids may not begin with $.',
        {
          nodeId: id,
        },
      );
  }
  for (const { id } of flow.edges) {
    if (seen.edges.has(id))
      yield twice('One of two connections with one id could be lost, and callers with it.', { edgeId: id });
    seen.edges.add(id);
  }
  for (const { name } of flow.variables) {
    if (seen.variables.has(name))
      yield twice(`What callers say could be kept under the wrong rules: ${name} is declared twice.`);
    seen.variables.add(name);
    if (reservedNames.has(name))
      yield problem(
        'FLOW_RESERVED_NAME',
        'error',
        `Expressions would read the call instead of the variable: ${name} is reserved.`,
      );
  }
};

function twice(message: string, place: { nodeId?: string; edgeId?: string } = {}): FlowProblem {
  return problem('FLOW_DUPLICATE_ID', 'error', message, place);
}
