/**
 * Which control a setting is drawn with, from its JSON Schema alone: a new node type needs no code here. What no rule knows is
 * edited as JSON, so nothing is ever left out.
 */
import type { JsonSchema } from '../../document/spec.ts';

export interface FieldSchema extends JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly additionalProperties?: FieldSchema | boolean;
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
  readonly oneOf?: readonly FieldSchema[];
  /** Shown only while a setting beside it has one of these values. */
  readonly when?: { readonly setting: string; readonly values: readonly unknown[] };
}

export interface RootSchema extends FieldSchema {
  readonly $defs?: Readonly<Record<string, FieldSchema>>;
}

export type FieldKind =
  /** A text per language. */
  | { readonly kind: 'localised' }
  /** A list of phrases per language. */
  | { readonly kind: 'phrases' }
  | { readonly kind: 'text'; readonly multiline: boolean; readonly template: boolean }
  | { readonly kind: 'expression' }
  /** The name of a variable of the flow. */
  | { readonly kind: 'variable' }
  /** Names an outcome: connections go by it. */
  | { readonly kind: 'id' }
  /** A step of the flow, by its id. */
  | { readonly kind: 'node' }
  /** Another flow, by its slug. */
  | { readonly kind: 'workflow' }
  /** A key of the telephone. */
  | { readonly kind: 'key' }
  /** A language of the workflow. */
  | { readonly kind: 'language' }
  | { readonly kind: 'number'; readonly integer: boolean }
  | { readonly kind: 'choice'; readonly values: readonly unknown[] }
  | { readonly kind: 'boolean' }
  /** A list of texts, numbers or names. */
  | { readonly kind: 'scalars'; readonly items: FieldSchema }
  /** A list of objects. */
  | { readonly kind: 'list'; readonly items: FieldSchema }
  /** Names that somebody chooses, each with a value. */
  | { readonly kind: 'map'; readonly values: FieldSchema }
  | { readonly kind: 'group'; readonly properties: Readonly<Record<string, FieldSchema>> }
  /** One of several forms. */
  | { readonly kind: 'variants'; readonly variants: readonly FieldSchema[] }
  | { readonly kind: 'json' };

const VARIABLE = '^[a-z][A-Za-z0-9_]{0,63}$';
const KEY = '^[0-9*#]$';
/** Longer texts get more than one line. */
const ONE_LINE = 300;

/** The schema behind a `$ref`, and behind "or nothing". */
export function resolved(schema: FieldSchema, root: RootSchema): FieldSchema {
  const name = schema.$ref?.replace('#/$defs/', '');
  const target = name === undefined ? undefined : root.$defs?.[name];
  if (target) {
    const { $ref: _ref, ...own } = schema;
    return resolved({ ...target, ...own }, root);
  }
  const forms = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  const [only] = forms;
  if (!only || forms.length > 1) return schema;
  const { anyOf: _any, oneOf: _one, ...own } = schema;
  return resolved({ ...only, ...own }, root);
}

/** `schema` must be resolved. `name`: of the property, or of the list for its entries. */
export function fieldKind(schema: FieldSchema, name: string, root: RootSchema): FieldKind {
  if (schema.enum) return { kind: 'choice', values: schema.enum };
  if (schema.const !== undefined) return { kind: 'choice', values: [schema.const] };
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms) return unionKind(forms);
  switch (schema.type) {
    case 'string':
      return stringKind(schema, name);
    case 'number':
    case 'integer':
      return { kind: 'number', integer: schema.type === 'integer' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'array':
      return arrayKind(schema, name, root);
    case 'object':
      return objectKind(schema, root);
    default:
      return { kind: 'json' };
  }
}

function unionKind(forms: readonly FieldSchema[]): FieldKind {
  if (forms.every((form) => form.const !== undefined))
    return { kind: 'choice', values: forms.map((form) => form.const) };
  return forms.every(({ type }) => type === 'object')
    ? { kind: 'variants', variants: forms }
    : { kind: 'json' };
}

function stringKind({ pattern, format, maxLength = Infinity }: FieldSchema, name: string): FieldKind {
  if (pattern === KEY) return { kind: 'key' };
  // A parameter's own name is no variable of the flow.
  if (pattern === VARIABLE && name !== 'name') return { kind: 'variable' };
  if (format === 'node' || format === 'workflow') return { kind: format };
  if (format === 'expression') return { kind: 'expression' };
  if (name === 'id') return { kind: 'id' };
  if (name === 'language') return { kind: 'language' };
  const multiline = pattern === undefined && maxLength !== Infinity && maxLength > ONE_LINE && name !== 'url';
  return { kind: 'text', multiline, template: format === 'template' };
}

function arrayKind({ items = {} }: FieldSchema, name: string, root: RootSchema): FieldKind {
  const entry = resolved(items, root);
  const { kind } = fieldKind(entry, name, root);
  if (kind === 'group' || kind === 'variants') return { kind: 'list', items: entry };
  const scalar = ['text', 'expression', 'variable', 'key', 'language', 'number', 'choice', 'id'];
  return scalar.includes(kind) ? { kind: 'scalars', items: entry } : { kind: 'json' };
}

function objectKind(schema: FieldSchema, root: RootSchema): FieldKind {
  const { properties, additionalProperties, propertyNames } = schema;
  if (properties && Object.keys(properties).length > 0) return { kind: 'group', properties };
  if (typeof additionalProperties !== 'object') return { kind: 'json' };
  const values = resolved(additionalProperties, root);
  if (byLanguage(propertyNames)) {
    if (values.type === 'string') return { kind: 'localised' };
    if (values.type === 'array' && values.items?.type === 'string') return { kind: 'phrases' };
  }
  return ['string', 'number', 'integer'].includes(String(values.type))
    ? { kind: 'map', values }
    : { kind: 'json' };
}

/** Keyed by `en-US`, `zh-HK`, or `default`. */
function byLanguage(names: JsonSchema | undefined): boolean {
  return names?.pattern?.startsWith('^(default|') === true;
}

/** `timeoutMs` is in milliseconds, `timeoutSeconds` in seconds, `maxBytes` in bytes, `width` in pixels. */
export function unitOf(name: string): 'ms' | 's' | 'bytes' | 'px' | undefined {
  if (name === 'width' || name === 'height') return 'px';
  if (name.endsWith('Ms')) return 'ms';
  if (name.endsWith('Seconds')) return 's';
  return name.endsWith('Bytes') ? 'bytes' : undefined;
}

/** Which form of a union a value has: the one whose constants it carries, else the first. */
export function variantOf(variants: readonly FieldSchema[], value: unknown): number {
  const settings = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const found = variants.findIndex(({ properties = {} }) =>
    Object.entries(properties).every(
      ([name, { const: constant }]) => constant === undefined || settings[name] === constant,
    ),
  );
  return Math.max(0, found);
}
