/** Writes docs/flow-nodes.md from the node types. Run `node scripts/flow-nodes-doc.ts` after changing one; a test compares the two. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeTypes } from '../src/services/flow/nodes/index.ts';
import { nodeSpecs, type NodeSpec } from '../src/services/flow/specs.ts';
import type { JsonValue } from '../src/types/json.ts';

type Schema = Readonly<Record<string, JsonValue>>;

export const flowNodesDocument = join(import.meta.dirname, '../docs/flow-nodes.md');

export async function renderFlowNodes(): Promise<string> {
  const contents = nodeSpecs().map(({ type, title }) => `[${title}](#${type})`);
  const page = [
    '# Node types',
    '',
    '<!-- Made by scripts/flow-nodes-doc.ts from src/services/flow/nodes: change it there. -->',
    '',
    'A flow is made of these. Settings are the fields of `data` in a workflow’s JSON; the builder draws its form from the same',
    'schema. Every node type also takes `hangUp`, a list of outcomes after which the call ends on purpose; every other outcome',
    'must be connected.',
    '',
    contents.join(' · '),
    '',
    nodeSpecs().map(section).join('\n\n'),
    '',
  ].join('\n');
  const { format, resolveConfig } = await import('prettier');
  return format(page, { ...(await resolveConfig(flowNodesDocument)), parser: 'markdown' });
}

function section(spec: NodeSpec): string {
  const rows = settingsOf(spec.schema, spec.schema).filter(([name]) => name !== 'hangUp');
  return [
    `<a id="${spec.type}"></a>`,
    '',
    `## ${spec.title}`,
    '',
    `\`${spec.type}\`. ${spec.description}`,
    '',
    ...(rows.length === 0
      ? []
      : ['| setting | value | default | |', '| --- | --- | --- | --- |', ...rows.map(row), '']),
    `**Outcomes.** ${spec.outcomesRule}`,
    '',
    `**What it means.** ${nodeTypes.get(spec.type)?.consequence ?? ''}`,
  ].join('\n');
}

type Setting = readonly [name: string, schema: Schema];

/** Settings with those inside them: `options[].digit`. */
function settingsOf(schema: Schema, root: Schema, prefix = ''): Setting[] {
  return Object.entries(part(schema, 'properties')).flatMap(([name, given]) => {
    const own = resolved(given, root);
    const items = resolved(own['items'] ?? null, root);
    return [
      [`${prefix}${name}`, own] as const,
      ...settingsOf(own, root, `${prefix}${name}.`),
      ...settingsOf(items, root, `${prefix}${name}[].`),
    ];
  });
}

function row([name, schema]: Setting): string {
  const given = schema['default'];
  const words = [schema['title'], schema['description']].filter((text) => typeof text === 'string');
  const value = isEmpty(given) ? '' : `\`${JSON.stringify(given)}\``;
  return `| \`${name}\` | ${cell(valueOf(schema))} | ${cell(value)} | ${cell(words.join(': '))} |`;
}

const isEmpty = (value: JsonValue | undefined) =>
  value === undefined || value === '' || ['[]', '{}'].includes(JSON.stringify(value));

function valueOf(schema: Schema): string {
  const { type, enum: values, format, minimum, maximum } = schema;
  if (Array.isArray(values)) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  const variants = forms(schema);
  if (variants.length > 1) return [...new Set(variants.map(valueOf))].join(' or ');
  if (format === 'expression') return 'expression';
  if (format === 'template') return 'text with `{{ }}`';
  const limits = [minimum, maximum].filter((limit) => typeof limit === 'number');
  const shown = limits.filter((limit) => Math.abs(limit) < Number.MAX_SAFE_INTEGER).join(' to ');
  switch (type) {
    case 'string':
      return 'text';
    case 'integer':
      return shown === '' ? 'whole number' : `whole number, ${shown}`;
    case 'number':
      return shown === '' ? 'number' : `number, ${shown}`;
    case 'boolean':
      return 'yes or no';
    case 'array':
      return 'list';
    case 'object':
      return objectOf(schema);
    default:
      return 'JSON';
  }
}

function objectOf(schema: Schema): string {
  if (Object.keys(part(schema, 'properties')).length > 0) return 'settings';
  const inner = part(schema, 'additionalProperties')['type'];
  const names = part(schema, 'propertyNames')['pattern'];
  if (typeof names !== 'string' || !names.startsWith('^(default|')) return 'values by name';
  return inner === 'array' ? 'phrases by language' : 'text by language';
}

const forms = (schema: Schema): Schema[] => {
  const list = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(list) ? list.map(asSchema) : [];
};

/** The schema behind a `$ref`, and behind "or nothing". */
function resolved(given: JsonValue, root: Schema): Schema {
  const schema = asSchema(given);
  const reference = schema['$ref'];
  if (typeof reference === 'string')
    return resolved({ ...part(part(root, '$defs'), reference.replace('#/$defs/', '')) }, root);
  const [only, ...more] = forms(schema).filter(({ type }) => type !== 'null');
  return only && more.length === 0 ? { ...resolved(only, root), ...schema } : schema;
}

const part = (schema: Schema, name: string): Schema => asSchema(schema[name]);

function asSchema(value: JsonValue | undefined): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

if (import.meta.main) writeFileSync(flowNodesDocument, await renderFlowNodes());
