/**
 * Marks in a node type's schema which settings are expressions and which are texts with `{{ }}` in them (`format`), found out by
 * asking the type for its sources with one entry in every list. So `sources` stays the only place where they are said.
 */
import type { JsonValue } from '../../types/json.ts';
import type { DataPath, NodeType } from './nodeType.ts';

type Schema = Readonly<Record<string, JsonValue>>;

export function withSourceFormats(type: NodeType, schema: Schema): Schema {
  let marked = schema;
  for (const data of samples(schema))
    for (const { path, kind } of sourcesOf(type, data)) marked = withFormat(marked, path, kind);
  return marked;
}

/** What is asked with is not always a valid setting; a type that cannot stand that says nothing. */
function sourcesOf(type: NodeType, data: JsonValue) {
  try {
    return type.sources?.(data) ?? [];
  } catch {
    return [];
  }
}

/** With every value of each choice: other settings may mean nothing with the first. */
function samples(schema: Schema): JsonValue[] {
  const one = sample(schema);
  const choices = Object.entries(asSchema(schema['properties'])).flatMap(([name, given]) => {
    const values = asSchema(given)['enum'];
    return Array.isArray(values) ? values.slice(1).map((value) => ({ ...asSchema(one), [name]: value })) : [];
  });
  return [one, ...choices];
}

/** Settings in which everything is there once. */
function sample(schema: Schema): JsonValue {
  if (Array.isArray(schema['enum'])) return schema['enum'][0] ?? null;
  switch (schema['type']) {
    case 'object': {
      const inner = { ...asSchema(schema['properties']), ...named(asSchema(schema['additionalProperties'])) };
      return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, sample(asSchema(one))]));
    }
    case 'array':
      return [sample(asSchema(schema['items']))];
    case 'string':
      return 'x';
    case 'number':
    case 'integer':
      return schema['minimum'] ?? 1;
    case 'boolean':
      return true;
    default:
      return null;
  }
}

const named = (values: Schema): Schema => (Object.keys(values).length === 0 ? {} : { x: values });

function withFormat(schema: Schema, path: DataPath, format: string): Schema {
  const [step, ...rest] = path;
  if (step === undefined) return schema['type'] === 'string' ? { ...schema, format } : schema;
  if (typeof step === 'number')
    return { ...schema, items: withFormat(asSchema(schema['items']), rest, format) };
  const properties = asSchema(schema['properties']);
  if (Object.hasOwn(properties, step))
    return {
      ...schema,
      properties: { ...properties, [step]: withFormat(asSchema(properties[step]), rest, format) },
    };
  const others = asSchema(schema['additionalProperties']);
  return Object.keys(others).length === 0
    ? schema
    : { ...schema, additionalProperties: withFormat(others, rest, format) };
}

function asSchema(value: JsonValue | undefined): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
