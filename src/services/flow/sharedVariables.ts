/** Which variables hold what the flow decided (a choice, a yes or no) and not what belongs to a caller. */
import type { CompiledFlow, CompiledNode } from './compiledFlow.ts';
import type { FlowScope } from './scope.ts';

const known = new WeakMap<CompiledFlow, ReadonlyMap<FlowScope, ReadonlySet<string>>>();
const none: ReadonlySet<string> = new Set();

/**
 * Only variables that nothing but a choice or a yes-no question writes. Everything else (names, numbers, dates, looked-up
 * and computed values, what is given to a flow inside) may be a caller's own.
 */
export function sharedVariables(flow: CompiledFlow, scope: FlowScope): ReadonlySet<string> {
  let found = known.get(flow);
  if (!found) {
    const nodes = Map.groupBy(flow.nodes.values(), (node) => node.scope);
    found = new Map([...nodes].map(([one, own]) => [one, sharedIn(one, own)]));
    known.set(flow, found);
  }
  return found.get(scope) ?? none;
}

function sharedIn(scope: FlowScope, nodes: readonly CompiledNode[]): ReadonlySet<string> {
  const chosen = new Set<string>();
  const own = new Set(scope.caller?.settings.inputs.map(({ name }) => name));
  for (const { type, data, outcomes } of nodes) {
    const choices = new Set(type.type === 'collect' ? choiceVariables(data) : []);
    for (const { id } of outcomes)
      for (const name of type.writes?.(data, id) ?? []) (choices.has(name) ? chosen : own).add(name);
  }
  for (const [name, { personal }] of scope.variables) if (personal) own.add(name);
  return new Set([...chosen].filter((name) => !own.has(name)));
}

function choiceVariables(data: unknown): string[] {
  const fields = (data as { fields?: readonly { variable: string; kind: string }[] }).fields ?? [];
  return fields.filter(({ kind }) => kind === 'choice' || kind === 'yes-no').map(({ variable }) => variable);
}
