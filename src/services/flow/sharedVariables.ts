/** Which variables hold what the flow decided (a choice, a yes or no) and not what belongs to a caller. */
import type { CompiledFlow } from './compiledFlow.ts';

const known = new WeakMap<CompiledFlow, ReadonlySet<string>>();

/**
 * Only variables that nothing but a choice or a yes-no question writes. Everything else (names, numbers, dates, looked-up
 * and computed values) may be a caller's own.
 */
export function sharedVariables(flow: CompiledFlow): ReadonlySet<string> {
  const have = known.get(flow);
  if (have) return have;
  const chosen = new Set<string>();
  const own = new Set<string>();
  for (const { type, data, outcomes } of flow.nodes.values()) {
    const choices = new Set(type.type === 'collect' ? choiceVariables(data) : []);
    for (const { id } of outcomes)
      for (const name of type.writes?.(data, id) ?? []) (choices.has(name) ? chosen : own).add(name);
  }
  for (const [name, { personal }] of flow.variables) if (personal) own.add(name);
  const shared = new Set([...chosen].filter((name) => !own.has(name)));
  known.set(flow, shared);
  return shared;
}

function choiceVariables(data: unknown): string[] {
  const fields = (data as { fields?: readonly { variable: string; kind: string }[] }).fields ?? [];
  return fields.filter(({ kind }) => kind === 'choice' || kind === 'yes-no').map(({ variable }) => variable);
}
