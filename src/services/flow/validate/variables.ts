import type { FlowProblem } from '../../../types/flow.ts';
import { WeaverError } from '../../../types/errors/index.ts';
import { reservedNames } from '../expression.ts';
import { askedForAt, globalsOf, waysFrom, type Graph, type SoundNode } from '../graph.ts';
import { problem, type Rule } from './problem.ts';
import { readings } from './expressions.ts';

/** Variables are declared, and set on every path before they are read (forward "must" analysis over bit sets). */
export const variablesSet: Rule = function* (graph) {
  const { variables } = graph.document.flow;
  const bits = new Map(variables.map(({ name }, i) => [name, 1n << BigInt(i)]));
  const entry = assignedAtEntry(graph, bits);
  for (const node of graph.sound.values()) {
    yield* undeclaredWrites(node, bits);
    const own = node.type.listens(node.data) ? writesOf(node, bits) : 0n;
    const before = entry.get(node.node.id);
    const reported = new Set<string>();
    for (const { path, read } of readings(node)) {
      const names = read();
      if (names instanceof WeaverError) continue;
      for (const name of names) {
        if (reservedNames.has(name) || reported.has(name)) continue;
        const bit = bits.get(name);
        if (bit !== undefined && (before === undefined || ((before | own) & bit) !== 0n)) continue;
        reported.add(name);
        yield bit === undefined
          ? problem('FLOW_VARIABLE_UNDECLARED', 'error', { name }, { nodeId: node.node.id, path })
          : problem('FLOW_VARIABLE_UNSET', 'error', { name }, { nodeId: node.node.id, path });
      }
    }
  }
};

function* undeclaredWrites(node: SoundNode, bits: ReadonlyMap<string, bigint>): Generator<FlowProblem> {
  const names = new Set(node.outcomes.flatMap(({ id }) => node.type.writes?.(node.data, id) ?? []));
  for (const name of names) {
    if (!bits.has(name))
      yield problem('FLOW_VARIABLE_UNDECLARED.write', 'error', { name }, { nodeId: node.node.id });
  }
}

function writesOf(node: SoundNode, bits: ReadonlyMap<string, bigint>, outcome?: string): bigint {
  let mask = 0n;
  for (const { id } of node.outcomes) {
    if (outcome !== undefined && id !== outcome) continue;
    for (const name of node.type.writes?.(node.data, id) ?? []) mask |= bits.get(name) ?? 0n;
  }
  return mask;
}

/** For each node that can be reached, what is surely set when the call comes to it. */
function assignedAtEntry(graph: Graph, bits: ReadonlyMap<string, bigint>): ReadonlyMap<string, bigint> {
  let initial = 0n;
  for (const { name, initial: value } of graph.document.flow.variables)
    if (value !== undefined) initial |= bits.get(name) ?? 0n;
  const entry = new Map<string, bigint>();
  const todo: string[] = [];
  const come = (id: string, mask: bigint) => {
    const before = entry.get(id);
    const now = before === undefined ? mask : before & mask;
    if (now === before) return;
    entry.set(id, now);
    todo.push(id);
  };
  const globals = globalsOf(graph);
  const askedFor = askedForAt(graph);
  for (const id of graph.starts.slice(0, 1)) come(id, initial);
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    const node = graph.sound.get(id);
    const mask = entry.get(id) ?? 0n;
    if (!node) continue;
    if (node.type.listens(node.data))
      for (const step of [...globals, ...(askedFor.get(id) ?? [])]) come(step, mask);
    for (const { outcome, target } of waysFrom(graph, id)) come(target, mask | writesOf(node, bits, outcome));
  }
  return entry;
}
