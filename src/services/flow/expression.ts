/**
 * Conditions, assignments and templates: the Common Expression Language (CEL), which has no loops of its own, no side
 * effects and no way to the host's objects. On top of it: length and depth limits, no regular expressions (a pattern can
 * take exponential time), no macro inside a macro, and only plain JSON comes out.
 */
import { Environment, type ParseResult } from '@marcbachmann/cel-js';
import { WeaverError } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import { inspect, type AstNode } from './expressionAst.ts';
import { toJson } from './expressionResult.ts';
import { speakDate, speakDigits, speakTime } from './spoken.ts';

export const MAX_EXPRESSION_LENGTH = 1_000;
const MAX_CACHED = 2_000;

/** Names that expressions may read besides the flow's variables. */
export const reservedNames: ReadonlySet<string> = new Set(['call', 'last', 'lang', 'secret']);

/** What an expression sees. A declared variable that is not set is null. */
export interface Scope {
  readonly variables: Readonly<Record<string, JsonValue>>;
  readonly call: Readonly<Record<string, JsonValue>>;
  readonly last: { readonly text: string; readonly digits: string };
  readonly lang: LanguageTag;
}

export interface Expression {
  readonly source: string;
  /** Free names, reserved ones included. */
  readonly names: readonly string[];
  /** @throws WeaverError FLOW_EXPRESSION_* or FLOW_VALUE_TOO_LARGE */
  evaluate(scope: Scope): JsonValue;
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

const environment = makeEnvironment();
const cache = new Map<string, Expression>();

/** Reads an expression. @throws WeaverError FLOW_EXPRESSION_SYNTAX, _TOO_LONG or _FORBIDDEN */
export function parseExpression(source: string): Expression {
  const known = cache.get(source);
  if (known) return known;
  if (source.length > MAX_EXPRESSION_LENGTH)
    throw new WeaverError('FLOW_EXPRESSION_TOO_LONG', { limit: MAX_EXPRESSION_LENGTH });
  const made = makeExpression(source);
  if (cache.size >= MAX_CACHED) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
  cache.set(source, made);
  return made;
}

function makeExpression(source: string): Expression {
  const program = parse(source);
  const { names, forbidden } = inspect(program.ast as unknown as AstNode);
  if (forbidden) throw new WeaverError('FLOW_EXPRESSION_FORBIDDEN', { what: forbidden });
  return { source, names, evaluate: (scope) => toJson(run(program, scope)) };
}

function parse(source: string): ParseResult {
  try {
    return environment.parse(source);
  } catch (error) {
    throw new WeaverError('FLOW_EXPRESSION_SYNTAX', { reason: reasonOf(error) });
  }
}

function run(program: ParseResult, scope: Scope): unknown {
  // A null prototype: nothing is reachable but what is put here.
  const context: Record<string, unknown> = Object.assign(Object.create(null), scope.variables);
  context['call'] = scope.call;
  context['last'] = scope.last;
  context['lang'] = scope.lang;
  try {
    const result: unknown = program(context);
    return result;
  } catch (error) {
    if (error instanceof WeaverError) throw error;
    if (codeOf(error) === 'unknown_variable')
      throw new WeaverError('FLOW_EXPRESSION_UNKNOWN_VARIABLE', { name: unknownName(error) });
    // The library's message may quote the caller's values: only its code goes on.
    throw new WeaverError('FLOW_EXPRESSION_FAILED', { reason: codeOf(error) });
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof RangeError ? 'too_deep' : 'failed';
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'summary' in error && typeof error.summary === 'string'
    ? error.summary.slice(0, 120)
    : codeOf(error);
}

function unknownName(error: unknown): string {
  const found = error instanceof Error ? /Unknown variable: (\w{1,64})/.exec(error.message) : null;
  return found?.[1] ?? '?';
}

function makeEnvironment(): Environment {
  const env = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 400, maxDepth: 24, maxListElements: 64, maxMapEntries: 64, maxCallArguments: 8 },
  });
  // JSON numbers are doubles, literals are ints: people expect `count + 1` to work all the same.
  for (const [left, right] of [['double', 'int'] as const, ['int', 'double'] as const]) {
    for (const [sign, work] of Object.entries(arithmetic))
      env.registerOperator(`${left} ${sign} ${right}`, (a: number | bigint, b: number | bigint) =>
        work(Number(a), Number(b)),
      );
  }
  env.registerOperator('double % double', (a: number, b: number) => a % b);
  env.registerFunction('sayDigits(dyn, string): string', (value: unknown, lang: string) =>
    speakDigits(plain(value), lang),
  );
  env.registerFunction('sayDate(dyn, string): string', (value: unknown, lang: string) =>
    speakDate(plain(value), lang),
  );
  env.registerFunction('sayTime(dyn, string): string', (value: unknown, lang: string) =>
    speakTime(plain(value), lang),
  );
  return env;
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value).slice(0, 200)
    : '';
}
