/** Node types as data: what the API serves, the builder draws forms from, and the documentation lists. */
import { z } from 'zod';
import type { JsonValue } from '../../types/json.ts';
import type { OutcomePart } from '../../types/outcomes.ts';
import type { NodeCategory, Outcome } from './nodeType.ts';
import { nodeTypes } from './nodes/index.ts';
import { outcomeParts } from './outcomeParts.ts';
import { withSourceFormats } from './sourceFormats.ts';

export interface NodeSpec {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly category: NodeCategory;
  readonly icon: string;
  /** Whether a connection may lead to it. */
  readonly entered: boolean;
  /** JSON Schema (2020-12) of `node.data`; every type also takes `hangUp`, outcomes that end the call on purpose. */
  readonly schema: Record<string, JsonValue>;
  /** `data` of a new node, where it has defaults for everything. */
  readonly defaults: JsonValue;
  readonly outcomesRule: string;
  /** The rule as data. */
  readonly outcomeParts: readonly OutcomePart[];
  /** Outcomes of a new node. */
  readonly outcomes: readonly Outcome[];
}

let made: readonly NodeSpec[] | undefined;

export function nodeSpecs(): readonly NodeSpec[] {
  made ??= [...nodeTypes.values()].map((type): NodeSpec => {
    const schema = withSourceFormats(
      type,
      z.toJSONSchema(type.schema, { io: 'input', unrepresentable: 'any' }) as Record<string, JsonValue>,
    );
    const properties = schema['properties'] as Record<string, JsonValue>;
    const empty = type.schema.safeParse({});
    return {
      type: type.type,
      title: type.title,
      description: type.description,
      category: type.category,
      icon: type.icon,
      entered: type.entered,
      schema: {
        ...schema,
        properties: {
          ...properties,
          hangUp: {
            type: 'array',
            items: { type: 'string' },
            default: [],
            title: 'Hang up on purpose after',
          },
        },
      },
      defaults: empty.success ? (JSON.parse(JSON.stringify(empty.data)) as JsonValue) : {},
      outcomesRule: type.outcomesRule,
      outcomeParts: outcomeParts((settings) => type.outcomes(settings), properties),
      outcomes: empty.success ? type.outcomes(empty.data) : [],
    };
  });
  return made;
}
