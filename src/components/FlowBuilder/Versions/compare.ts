/**
 * What differs between two documents, as people speak of it: steps that came, went or changed (setting by setting), where
 * outcomes lead, variables, and the setup. Places on the canvas do not count.
 */
import type { FlowNode } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { same } from '../document/merge.ts';
import { hangUpsOf } from '../document/spec.ts';

/** Steps into a value; an entry of a list goes by its name where it has one, else by its place. */
export type Path = readonly (string | number)[];

export interface SettingChange {
  readonly path: Path;
  /** `undefined`: it was not there. */
  readonly before: unknown;
  readonly after: unknown;
}

export type What = 'added' | 'removed' | 'changed';

export interface NodeChange {
  readonly what: What;
  /** As it is now; as it was, where it is gone. */
  readonly node: FlowNode;
  /** Of a node that is in both. */
  readonly settings: readonly SettingChange[];
}

/** Where an outcome leads: a node's id, `HANG_UP`, or null for nowhere. */
export interface WayChange {
  readonly source: string;
  readonly outcome: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface VariableChange {
  readonly what: What;
  readonly name: string;
  readonly settings: readonly SettingChange[];
}

export interface Comparison {
  readonly nodes: readonly NodeChange[];
  readonly ways: readonly WayChange[];
  readonly variables: readonly VariableChange[];
  readonly setup: readonly SettingChange[];
  /** Everything above, counted. */
  readonly count: number;
}

export const HANG_UP = '\u0000hang-up';

export function compare(before: WorkflowDocument, after: WorkflowDocument): Comparison {
  const nodes = nodeChanges(before.flow.nodes, after.flow.nodes);
  const ways = wayChanges(before, after);
  const variables = variableChanges(before, after);
  const setup = settingChanges(before.config, after.config);
  const count = nodes.length + ways.length + variables.length + setup.length;
  return { nodes, ways, variables, setup, count };
}

function nodeChanges(before: readonly FlowNode[], after: readonly FlowNode[]): NodeChange[] {
  return pairs(before, after, ({ id }) => id).flatMap(({ old, now }): NodeChange[] => {
    if (!old) return now ? [{ what: 'added', node: now, settings: [] }] : [];
    if (!now) return [{ what: 'removed', node: old, settings: [] }];
    const settings = settingChanges(content(old), content(now));
    return settings.length === 0 ? [] : [{ what: 'changed', node: now, settings }];
  });
}

/** What hangs up is said with the ways. */
function content({ type, label, data }: FlowNode): Record<string, unknown> {
  const { hangUp: _ways, ...settings } = data;
  return { type, label, ...settings };
}

function wayChanges(before: WorkflowDocument, after: WorkflowDocument): WayChange[] {
  const [old, now] = [waysOf(before), waysOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const way = is ?? was;
    if (!way || was?.target === is?.target) return [];
    return [
      { source: way.source, outcome: way.outcome, before: was?.target ?? null, after: is?.target ?? null },
    ];
  });
}

interface Way {
  readonly source: string;
  readonly outcome: string;
  readonly target: string;
}

function waysOf({ flow }: WorkflowDocument): ReadonlyMap<string, Way> {
  const hangUps = flow.nodes.flatMap((node) =>
    hangUpsOf(node).map((outcome): Way => ({ source: node.id, outcome, target: HANG_UP })),
  );
  return new Map([...hangUps, ...flow.edges].map((way) => [`${way.source}\u0000${way.outcome}`, way]));
}

function variableChanges(before: WorkflowDocument, after: WorkflowDocument): VariableChange[] {
  return pairs(before.flow.variables, after.flow.variables, ({ name }) => name).flatMap(
    ({ old, now }): VariableChange[] => {
      if (!old) return now ? [{ what: 'added', name: now.name, settings: [] }] : [];
      if (!now) return [{ what: 'removed', name: old.name, settings: [] }];
      const settings = settingChanges(old, now);
      return settings.length === 0 ? [] : [{ what: 'changed', name: now.name, settings }];
    },
  );
}

interface Pair<T> {
  readonly old: T | undefined;
  readonly now: T | undefined;
}

/** In the order of what is now, then what is gone. */
function pairs<T>(before: readonly T[], after: readonly T[], nameOf: (one: T) => string): Pair<T>[] {
  const [old, now] = [before, after].map((list) => new Map(list.map((one) => [nameOf(one), one]))) as [
    Map<string, T>,
    Map<string, T>,
  ];
  return [...new Set([...now.keys(), ...old.keys()])].map((name) => ({
    old: old.get(name),
    now: now.get(name),
  }));
}

/** The innermost settings that differ. */
export function settingChanges(before: unknown, after: unknown, path: Path = []): SettingChange[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => settingChanges(before[name], after[name], [...path, name]));
  }
  if (isList(before) && isList(after)) {
    const name = nameOf(before, after);
    if (name !== undefined) return entryChanges(before, after, name, path);
  }
  return [{ path, before, after }];
}

function entryChanges(before: readonly Json[], after: readonly Json[], name: string, path: Path) {
  const changes = pairs(before, after, (entry) => String(entry[name])).flatMap(({ old, now }) =>
    settingChanges(old, now, [...path, String((now ?? old)?.[name])]),
  );
  const order = (list: readonly Json[], others: readonly Json[]) => {
    const kept = new Set(others.map((entry) => entry[name]));
    return list.map((entry) => entry[name]).filter((one) => kept.has(one));
  };
  const [was, is] = [order(before, after), order(after, before)];
  // Which rule comes first decides where a call goes.
  return same(was, is) ? changes : [...changes, { path: [...path, ORDER], before: was, after: is }];
}

/** Last step of the path of a list whose entries changed places. */
export const ORDER = '\u0000order';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is readonly Json[] => Array.isArray(value) && value.every(isObject);

/** What the entries of both lists are called by: they all have it, and no two of a list share it. */
function nameOf(before: readonly Json[], after: readonly Json[]): string | undefined {
  return ['id', 'name', 'language', 'variable'].find((name) =>
    [before, after].every(
      (list) =>
        list.every((entry) => typeof entry[name] === 'string') &&
        new Set(list.map((entry) => entry[name])).size === list.length,
    ),
  );
}
