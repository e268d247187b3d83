import { waysFrom, type Graph } from '../graph.ts';
import { problem, type Rule } from './problem.ts';

/** A round trip on which the caller is never listened to. With a look-up in it, it may end by itself: a warning. */
export const loopsListen: Rule = function* (graph) {
  for (const loop of silentLoops(graph)) {
    const nodeId = loop[0];
    const waits = loop.some((id) =>
      ['http', 'message', 'transfer'].includes(graph.sound.get(id)?.type.type ?? ''),
    );
    yield waits
      ? problem('FLOW_LOOP_WITHOUT_LISTENING.waits', 'warning', {}, { nodeId })
      : problem('FLOW_LOOP_WITHOUT_LISTENING', 'error', {}, { nodeId });
  }
};

/** Strongly connected parts of the graph without its listening nodes (Tarjan's algorithm, without recursion). */
function silentLoops(graph: Graph): string[][] {
  const silent = new Set(
    [...graph.sound.values()].filter(({ type, data }) => !type.listens(data)).map(({ node }) => node.id),
  );
  const next = (id: string) =>
    [...waysFrom(graph, id)].map(({ target }) => target).filter((to) => silent.has(to));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const loops: string[][] = [];
  for (const root of silent) {
    if (index.has(root)) continue;
    const work: { id: string; targets: string[]; at: number }[] = [];
    const open = (id: string) => {
      index.set(id, index.size);
      low.set(id, index.get(id) ?? 0);
      stack.push(id);
      onStack.add(id);
      work.push({ id, targets: next(id), at: 0 });
    };
    open(root);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const target = frame.targets[frame.at++];
      if (target !== undefined) {
        if (!index.has(target)) open(target);
        else if (onStack.has(target)) lower(low, frame.id, index.get(target) ?? 0);
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) lower(low, above.id, low.get(frame.id) ?? 0);
      if (low.get(frame.id) === index.get(frame.id)) {
        const part = stack.splice(stack.lastIndexOf(frame.id));
        for (const id of part) onStack.delete(id);
        if (part.length > 1 || next(frame.id).includes(frame.id)) loops.push(part);
      }
    }
  }
  return loops;
}

function lower(low: Map<string, number>, id: string, value: number): void {
  low.set(id, Math.min(low.get(id) ?? value, value));
}
