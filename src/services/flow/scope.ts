/**
 * Whose variables a node sees. A flow inside another has its own, kept in the state under its node's id (`ask-who/name`), so
 * that two flows, or one flow in two places, never touch each other's.
 */
import type { FlowVariable } from '../../types/flow.ts';
import type { JsonValue } from '../../types/json.ts';
import type { SubflowSettings } from './nodes/subflow.ts';

export interface FlowScope {
  /** '' for the call's own flow; else the sub-flow node's id and a slash. Ids of its nodes begin with it. */
  readonly prefix: string;
  /** By their own names. */
  readonly variables: ReadonlyMap<string, FlowVariable>;
  /** Where it is called from; absent for the call's own flow. */
  readonly caller?: {
    readonly nodeId: string;
    readonly settings: SubflowSettings;
    readonly scope: FlowScope;
  };
  /** Of an inner flow the node behind Start, else Start. */
  readonly firstId: string;
}

type Values = Readonly<Record<string, JsonValue>>;

/** The scope's values by their own names. */
export function valuesIn(scope: FlowScope, all: Values): Values {
  const { prefix } = scope;
  const names = Object.keys(all);
  if (prefix === '' && !names.some((name) => name.includes('/'))) return all;
  const own = names.flatMap((name) => {
    const local = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    return local === '' || local.includes('/') ? [] : [[local, all[name] ?? null] as const];
  });
  return Object.fromEntries(own);
}

/** A call comes into the flow: what is given, else what is declared. Nothing of an earlier visit stays. */
export function openScope(scope: FlowScope, all: Record<string, JsonValue>, given: Values): void {
  for (const [name, { initial }] of scope.variables) {
    const value = given[name] ?? initial;
    if (value === undefined) delete all[scope.prefix + name];
    else all[scope.prefix + name] = value;
  }
}

/** A call leaves the flow: what is taken goes to the caller's variables, and the flow's own are forgotten. */
export function closeScope(scope: FlowScope, all: Record<string, JsonValue>): void {
  const { caller, prefix } = scope;
  for (const { variable, name } of caller?.settings.outputs ?? [])
    if (caller?.scope.variables.has(variable))
      all[caller.scope.prefix + variable] = all[prefix + name] ?? null;
  for (const name of scope.variables.keys()) delete all[prefix + name];
}
