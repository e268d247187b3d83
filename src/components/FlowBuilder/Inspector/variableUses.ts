/** Where a flow reads and writes its variables, found by the schemas of the node types; and a new name for one, everywhere. */
import type { FlowNode } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import type { NodeSpecs } from '../document/spec.ts';
import { fieldKind, resolved, type FieldSchema, type RootSchema } from './schema/kinds.ts';
import { isObject, type Path } from './schema/paths.ts';

export interface VariableUse {
  readonly nodeId: string;
  readonly path: Path;
  readonly how: 'reads' | 'writes';
}

/** A string in a node's settings that may name variables. */
type Source = 'expression' | 'template' | 'name' | 'names';
type Visit = (text: string, source: Source, path: Path) => string;

export function usesOf(
  { flow }: WorkflowDocument,
  specs: NodeSpecs,
): ReadonlyMap<string, readonly VariableUse[]> {
  const uses = new Map<string, VariableUse[]>();
  const found = (name: string, use: VariableUse) => {
    const list = uses.get(name);
    if (list) list.push(use);
    else uses.set(name, [use]);
  };
  for (const node of flow.nodes)
    visitNode(node, specs, (text, source, path) => {
      const how = source === 'name' ? 'writes' : 'reads';
      for (const name of namesIn(text, source)) found(name, { nodeId: node.id, path, how });
      return text;
    });
  return uses;
}

/** `to` must be free and a variable's name. */
export function renameVariable(
  document: WorkflowDocument,
  specs: NodeSpecs,
  from: string,
  to: string,
): WorkflowDocument {
  const { flow } = document;
  const nodes = flow.nodes.map((node) =>
    visitNode(node, specs, (text, source) => renamedIn(text, source, from, to)),
  );
  const variables = flow.variables.map((one) => (one.name === from ? { ...one, name: to } : one));
  return { ...document, flow: { ...flow, nodes, variables } };
}

function visitNode(node: FlowNode, specs: NodeSpecs, visit: Visit): FlowNode {
  const root = specs.get(node.type)?.schema as RootSchema | undefined;
  if (!root) return node;
  const data = visitValue(node.data, root, '', root, [], visit);
  return data === node.data || !isObject(data) ? node : { ...node, data };
}

/** The value with every string that may name variables visited; the same object where nothing changed. */
function visitValue(
  value: unknown,
  given: FieldSchema,
  name: string,
  root: RootSchema,
  path: Path,
  visit: Visit,
): unknown {
  const schema = resolved(given, root);
  const kind = fieldKind(schema, name, root);
  const inside = (inner: (step: string | number) => FieldSchema) =>
    through(value, inner, name, root, path, visit);
  switch (kind.kind) {
    case 'expression':
    case 'variable':
      return typeof value === 'string'
        ? visit(value, kind.kind === 'variable' ? 'name' : 'expression', path)
        : value;
    case 'text':
      return kind.template && typeof value === 'string' ? visit(value, 'template', path) : value;
    case 'localised':
      return through(value, () => ({ type: 'string', format: 'template' }), name, root, path, visit);
    // A list of names is read: answers differ by these variables.
    case 'scalars':
      return through(
        value,
        () => kind.items,
        name,
        root,
        path,
        (text, source, at) => visit(text, source === 'name' ? 'names' : source, at),
      );
    case 'list':
      return inside(() => kind.items);
    case 'map':
      return inside(() => kind.values);
    case 'group':
      return inside((step) => kind.properties[step] ?? {});
    case 'variants':
      return inside((step) => variantSetting(kind.variants, step));
    default:
      return value;
  }
}

function variantSetting(variants: readonly FieldSchema[], step: string | number): FieldSchema {
  return variants.map(({ properties }) => properties?.[step]).find((one) => one !== undefined) ?? {};
}

function through(
  value: unknown,
  inner: (step: string | number) => FieldSchema,
  name: string,
  root: RootSchema,
  path: Path,
  visit: Visit,
): unknown {
  if (Array.isArray(value)) {
    const next = value.map((one: unknown, i) => visitValue(one, inner(i), name, root, [...path, i], visit));
    return next.some((one, i) => one !== value[i]) ? next : value;
  }
  if (!isObject(value)) return value;
  const next = Object.entries(value).map(
    ([step, one]) => [step, visitValue(one, inner(step), step, root, [...path, step], visit)] as const,
  );
  return next.some(([step, one]) => one !== value[step]) ? Object.fromEntries(next) : value;
}

/** Text in quotes, or a name that is no property of another and no function. */
const tokens = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|(?<![.\w])[A-Za-z_]\w*(?!\w|\s*\()/g;
const words = new Set(['true', 'false', 'null', 'in', 'call', 'last', 'lang', 'secret']);
const braces = /\{\{([^{}]*)\}\}/g;

function namesIn(text: string, source: Source): string[] {
  if (source === 'name' || source === 'names') return text === '' ? [] : [text];
  const pieces = source === 'template' ? [...text.matchAll(braces)].map(([, inner = '']) => inner) : [text];
  const names = pieces.flatMap((piece) => [...piece.matchAll(tokens)].map(([token]) => token));
  return [...new Set(names.filter((name) => /^[a-z]/.test(name) && !words.has(name)))];
}

function renamedIn(text: string, source: Source, from: string, to: string): string {
  if (source === 'name' || source === 'names') return text === from ? to : text;
  const inExpression = (piece: string) => piece.replace(tokens, (token) => (token === from ? to : token));
  return source === 'template'
    ? text.replace(braces, (_all, inner: string) => `{{${inExpression(inner)}}}`)
    : inExpression(text);
}
