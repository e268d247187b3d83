/** A node type as the server serves it (`GET /api/node-types`). */
import type { FlowNode } from '../../../types/flow.ts';
import { outcomesFrom, type Outcome, type OutcomePart } from '../../../types/outcomes.ts';

export type { Outcome } from '../../../types/outcomes.ts';

export interface NodeSpec {
  readonly type: string;
  /** English; shown where the page's language has no text for it. */
  readonly title: string;
  readonly description: string;
  readonly category: string;
  /** A lucide icon's name. */
  readonly icon: string;
  /** Whether a connection may lead to it. */
  readonly entered: boolean;
  /** JSON Schema (2020-12) of `node.data`. */
  readonly schema: JsonSchema;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly outcomesRule: string;
  readonly outcomeParts: readonly OutcomePart[];
}

/** The part of JSON Schema that node types use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export type NodeSpecs = ReadonlyMap<string, NodeSpec>;

/** In the order in which the card shows them. A type that this server does not know has none. */
export function outcomesOf(specs: NodeSpecs, node: Pick<FlowNode, 'type' | 'data'>): Outcome[] {
  const spec = specs.get(node.type);
  return spec ? outcomesFrom(spec.outcomeParts, node.data, spec.defaults) : [];
}

/** Outcomes after which the flow hangs up on purpose. */
export function hangUpsOf(node: Pick<FlowNode, 'data'>): readonly string[] {
  const list = node.data['hangUp'];
  return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string') : [];
}

/** Settings of a new node: the type's defaults, and one entry in each list that must have one. */
export function newData(spec: NodeSpec): Record<string, unknown> {
  return { ...structuredClone(spec.defaults), ...missing(spec.schema, spec.defaults) };
}

function missing(schema: JsonSchema, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const required = (schema.required ?? []).filter((name) => !(name in given));
  return Object.fromEntries(required.map((name) => [name, least(schema.properties?.[name] ?? {}, name)]));
}

/** The least value of a schema. It may still be refused (an empty condition): the problem then says what to write. */
export function least(schema: JsonSchema, name: string): unknown {
  if (schema.default !== undefined) return structuredClone(schema.default);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (first) return least(first, name);
  switch (schema.type) {
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, (_, i) =>
        numbered(least(schema.items ?? {}, name), name, i),
      );
    case 'object':
      return missing(schema, {});
    case 'number':
    case 'integer':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    default:
      return '';
  }
}

/** `options` begins with `option-1`: outcomes go by these ids. */
function numbered(entry: unknown, list: string, i: number): unknown {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return entry;
  return { ...entry, id: `${list.replace(/s$/, '')}-${i + 1}` };
}
