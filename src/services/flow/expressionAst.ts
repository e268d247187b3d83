/** What an expression reads, and whether it uses what is not allowed; found on its syntax tree. */

export interface AstNode {
  readonly op: string;
  readonly args: unknown;
}

const macros = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
const typeNames = new Set(
  'int uint double bool string bytes list map null_type type dyn optional timestamp duration google'.split(
    ' ',
  ),
);
/** Patterns may take exponential time; bytes and durations cannot be kept in a variable. */
const forbiddenCalls = new Set(['matches', 'bytes', 'b64', 'base64']);

export function inspect(ast: AstNode): { names: readonly string[]; forbidden?: string } {
  const names = new Set<string>();
  let forbidden: string | undefined;
  // A list of its own instead of recursion: the tree is bounded, the stack of the caller is not ours.
  const todo: { node: AstNode; bound: readonly string[]; inMacro: boolean }[] = [
    { node: ast, bound: [], inMacro: false },
  ];
  for (let at = todo.pop(); at; at = todo.pop()) {
    const { node, bound, inMacro } = at;
    if (node.op === 'id' && typeof node.args === 'string') {
      if (!bound.includes(node.args) && !typeNames.has(node.args)) names.add(node.args);
      continue;
    }
    const name = calledName(node);
    if (name !== undefined && forbiddenCalls.has(name)) forbidden ??= `${name}()`;
    const isMacro = node.op === 'rcall' && name !== undefined && macros.has(name);
    if (isMacro && inMacro) forbidden ??= 'a list macro inside another';
    const variable = isMacro ? macroVariable(node) : undefined;
    const inner = variable === undefined ? bound : [...bound, variable];
    for (const child of children(node.args))
      todo.push({ node: child, bound: inner, inMacro: inMacro || isMacro });
  }
  return forbidden === undefined ? { names: [...names] } : { names: [...names], forbidden };
}

function calledName(node: AstNode): string | undefined {
  if (node.op !== 'call' && node.op !== 'rcall') return undefined;
  const first: unknown = Array.isArray(node.args) ? node.args[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

function macroVariable(node: AstNode): string | undefined {
  const list: unknown = Array.isArray(node.args) ? node.args[2] : undefined;
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return isNode(first) && first.op === 'id' && typeof first.args === 'string' ? first.args : undefined;
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

function* children(args: unknown): Generator<AstNode> {
  if (isNode(args)) yield args;
  else if (Array.isArray(args)) for (const item of args) yield* children(item);
}
