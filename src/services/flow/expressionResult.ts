import { WeaverError } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';

/** Characters that one value may have, counted over everything in it. */
export const MAX_VALUE_SIZE = 10_000;
const MAX_DEPTH = 16;

/**
 * An expression's result as plain JSON: ints become numbers, times become ISO text.
 * @throws WeaverError FLOW_EXPRESSION_RESULT, FLOW_VALUE_TOO_LARGE
 */
export function toJson(value: unknown): JsonValue {
  const budget = { left: MAX_VALUE_SIZE };
  return convert(value, budget, 0);
}

function convert(value: unknown, budget: { left: number }, depth: number): JsonValue {
  budget.left -= typeof value === 'string' ? value.length : 1;
  if (budget.left < 0 || depth > MAX_DEPTH)
    throw new WeaverError('FLOW_VALUE_TOO_LARGE', { limit: MAX_VALUE_SIZE });
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint' || typeof value === 'number') return number(Number(value));
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) refuse('an invalid time');
    return value.toISOString();
  }
  if (Array.isArray(value)) return value.map((item) => convert(item, budget, depth + 1));
  if (value instanceof Map) return object([...value.entries()], budget, depth);
  if (typeof value === 'object' && isPlain(value)) return object(Object.entries(value), budget, depth);
  return refuse(typeof value === 'object' ? 'a value of a special type' : `a ${typeof value}`);
}

function object(entries: [unknown, unknown][], budget: { left: number }, depth: number): JsonValue {
  const made: [string, JsonValue][] = [];
  for (const [key, item] of entries) {
    const name = String(key);
    budget.left -= name.length;
    made.push([name, convert(item, budget, depth + 1)]);
  }
  // fromEntries defines own properties, also for a key such as __proto__.
  return Object.fromEntries(made);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function number(value: number): number {
  return Number.isFinite(value) ? value : refuse('a number that is not finite');
}

function refuse(what: string): never {
  throw new WeaverError('FLOW_EXPRESSION_RESULT', { what });
}
