import { problem, type Rule } from './problem.ts';

/** Every outcome leads on, or hangs up on purpose. */
export const connectedOutcomes: Rule = function* (graph) {
  for (const { node, type, outcomes, hangUp } of graph.sound.values()) {
    const connected = new Set((graph.outgoing.get(node.id) ?? []).map(({ outcome }) => outcome));
    for (const { id, label } of outcomes) {
      if (connected.has(id) || hangUp.has(id)) continue;
      const isElse = type.type === 'branch' && id === 'else';
      yield isElse
        ? problem('FLOW_BRANCH_NO_ELSE', 'error', {}, { nodeId: node.id })
        : problem('FLOW_OUTCOME_UNCONNECTED', 'error', { label, outcome: id }, { nodeId: node.id });
    }
  }
};
