import { askedForAt, globalsOf, type Graph } from '../graph.ts';
import { problem, type Rule } from './problem.ts';

/** Ids that some call can come to. */
export function reachable(graph: Graph): ReadonlySet<string> {
  const seen = new Set<string>();
  const askedFor = askedForAt(graph);
  const todo = [...graph.starts.slice(0, 1), ...globalsOf(graph)];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    todo.push(...drawnFrom(graph, id));
    todo.push(...(askedFor.get(id) ?? []));
  }
  return seen;
}

/** Where the drawing leads. A node that is not finished leads wherever it is connected: one mistake is told once. */
function drawnFrom(graph: Graph, id: string): string[] {
  const own = graph.sound.get(id)?.outcomes;
  return (graph.outgoing.get(id) ?? []).flatMap(({ outcome, target }) =>
    graph.ids.has(target) && (!own || own.some((one) => one.id === outcome)) ? [target] : [],
  );
}

export const allReachable: Rule = function* (graph) {
  if (graph.starts.length === 0) return;
  const seen = reachable(graph);
  for (const { node, type } of graph.sound.values()) {
    if (!seen.has(node.id) && type.entered)
      yield problem('FLOW_UNREACHABLE', 'warning', {}, { nodeId: node.id });
  }
};
