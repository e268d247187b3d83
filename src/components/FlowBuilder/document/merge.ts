/**
 * Two people changed one document since it was the same: both changes in one document. Lists whose entries have a name of their
 * own (nodes, connections, variables, languages, options) are merged entry by entry, objects setting by setting.
 */
import type { WorkflowDocument } from '../../../types/workflow.ts';

export type Path = readonly (string | number)[];

export interface Merged {
  readonly document: WorkflowDocument;
  /** Where both changed the same thing in different ways. The document holds mine there; nothing that was changed is dropped. */
  readonly conflicts: readonly Path[];
}

export function mergeDocuments(
  base: WorkflowDocument,
  mine: WorkflowDocument,
  theirs: WorkflowDocument,
): Merged {
  const conflicts: Path[] = [];
  const merged = merge(base, mine, theirs, [], conflicts) as WorkflowDocument;
  return { document: withoutLooseEnds(merged), conflicts };
}

function merge(base: unknown, mine: unknown, theirs: unknown, path: Path, conflicts: Path[]): unknown {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  if (isObject(mine) && isObject(theirs)) return mergeObjects(base, mine, theirs, path, conflicts);
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const name = nameOf([...mine, ...theirs, ...(Array.isArray(base) ? base : [])]);
    if (name) return mergeLists(base, mine, theirs, name, path, conflicts);
  }
  conflicts.push(path);
  return mine === undefined ? theirs : mine;
}

function mergeObjects(base: unknown, mine: Json, theirs: Json, path: Path, conflicts: Path[]): Json {
  const before = isObject(base) ? base : {};
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = merge(before[name], mine[name], theirs[name], [...path, name], conflicts);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** In my order; what they added comes behind what it stood behind. */
function mergeLists(
  base: unknown,
  mine: readonly Json[],
  theirs: readonly Json[],
  name: string,
  path: Path,
  conflicts: Path[],
): Json[] {
  const [bases, own, other] = [Array.isArray(base) ? (base as Json[]) : [], mine, theirs].map(
    (list) => new Map(list.map((entry) => [String(entry[name]), entry])),
  ) as [Map<string, Json>, Map<string, Json>, Map<string, Json>];
  const order = [...own.keys()];
  let behind = -1;
  for (const id of other.keys()) {
    const at = order.indexOf(id);
    if (at < 0) order.splice(behind + 1, 0, id);
    behind = at < 0 ? behind + 1 : at;
  }
  return order.flatMap((id) => {
    const merged = merge(bases.get(id), own.get(id), other.get(id), [...path, id], conflicts);
    return merged === undefined ? [] : [merged as Json];
  });
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the entries of a list are called by, if they all have it and no two in a list share it. */
function nameOf(entries: readonly unknown[]): string | undefined {
  if (entries.length === 0 || !entries.every(isObject)) return undefined;
  return ['id', 'name', 'language', 'variable', 'node'].find((name) =>
    entries.every((entry) => typeof entry[name] === 'string'),
  );
}

/** Somebody connected what somebody else removed. */
function withoutLooseEnds(document: WorkflowDocument): WorkflowDocument {
  const ids = new Set(document.flow.nodes.map(({ id }) => id));
  const edges = document.flow.edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
  return edges.length === document.flow.edges.length
    ? document
    : { ...document, flow: { ...document.flow, edges } };
}

/** Deep equality of JSON; the order of names does not matter. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, i) => same(value, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a).filter((name) => a[name] !== undefined);
  return (
    names.length === Object.keys(b).filter((name) => b[name] !== undefined).length &&
    names.every((name) => same(a[name], b[name]))
  );
}
