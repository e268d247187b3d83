import { kindOf, problem, type Rule } from './problem.ts';

/** Connections join what exists, and each outcome has at most one. */
export const soundEdges: Rule = function* (graph) {
  const taken = new Set<string>();
  for (const { id: edgeId, source, outcome, target } of graph.document.flow.edges) {
    if (!graph.ids.has(source) || !graph.ids.has(target)) {
      yield problem('FLOW_EDGE_DANGLING', 'error', {}, { edgeId });
      continue;
    }
    const from = graph.sound.get(source);
    if (from && !from.outcomes.some(({ id }) => id === outcome))
      yield problem('FLOW_EDGE_UNKNOWN_OUTCOME', 'error', { outcome }, { edgeId, nodeId: source });
    const key = `${source}\n${outcome}`;
    if (taken.has(key)) yield problem('FLOW_OUTCOME_TWICE', 'error', { outcome }, { edgeId, nodeId: source });
    taken.add(key);
    const to = graph.sound.get(target);
    if (to && !to.type.entered)
      yield problem('FLOW_EDGE_DANGLING.entry', 'error', kindOf(to), { edgeId, nodeId: target });
  }
};
