import { z } from 'zod';
import * as answerTypes from './answer.ts';
import * as api from './api.ts';
import * as callTypes from './call.ts';
import * as expectation from './expectation.ts';
import * as flowTypes from './flow.ts';
import * as language from './language.ts';
import * as metrics from './metrics.ts';
import * as timeline from './timeline.ts';
import * as turnTypes from './turn.ts';
import * as workflowTypes from './workflow.ts';
import * as workflowConfig from './workflowConfig.ts';

/** Everything whose schemas are part of the contract; importing registers them under their `meta.id`. */
const contract = [
  answerTypes,
  api,
  callTypes,
  expectation,
  flowTypes,
  language,
  metrics,
  timeline,
  turnTypes,
  workflowTypes,
  workflowConfig,
];

/** A JSON Schema (draft 2020-12) document with every named schema under `$defs`. */
export interface JsonSchemaDocument {
  readonly $schema: string;
  readonly $id: string;
  readonly $defs: Readonly<Record<string, unknown>>;
}

/**
 * The whole contract as one JSON Schema document: `{"$ref": "…#/$defs/WorkflowDocument"}`.
 *
 * @param io `input`: as a person writes it, defaults left out; `output`: as the server answers it.
 */
export function jsonSchemaDocument(io: 'input' | 'output' = 'output'): JsonSchemaDocument {
  const named = z.registry<{ id?: string }>();
  for (const schema of contract.flatMap((module) => Object.values(module))) {
    if (!(schema instanceof z.ZodType)) continue;
    const id = schema.meta()?.id;
    if (id) named.add(schema, { id });
  }
  const { schemas } = z.toJSONSchema(named, { io, unrepresentable: 'any', uri: (id) => `#/$defs/${id}` });
  const flat = Object.entries(schemas).flatMap(([id, schema]) => hoisted(id, schema));
  const $defs = Object.fromEntries(flat.sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `https://callflowweaver.invalid/schema/${io}.json`,
    $defs: JSON.parse(JSON.stringify($defs).replaceAll(`#/$defs/${SHARED}#/$defs/`, '#/$defs/')),
  };
}

/** Where zod puts what has no name of its own (recursive JSON values): a document within the document. */
const SHARED = '__shared';

function hoisted(id: string, schema: object): [string, unknown][] {
  if (id !== SHARED) return [[id, withoutOwnAddress(schema)]];
  const inner = '$defs' in schema && typeof schema.$defs === 'object' ? schema.$defs : {};
  return Object.entries(inner ?? {});
}

/** Inside `$defs` a schema is found by its key; its own `$id` would change what its references mean. */
function withoutOwnAddress(schema: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$id' && key !== '$schema'));
}
