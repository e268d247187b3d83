import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../types/json.ts';
import { nodeSpecs } from './specs.ts';

type Schema = Record<string, JsonValue>;

/** Settings of a type with a format, as `rules[].when: expression`. */
function formats(type: string): string[] {
  const found: string[] = [];
  const walk = (schema: Schema, path: string) => {
    if (schema['format'] !== undefined) found.push(`${path}: ${String(schema['format'])}`);
    for (const [name, inner] of Object.entries((schema['properties'] ?? {}) as Schema))
      walk(inner as Schema, path === '' ? name : `${path}.${name}`);
    if (schema['items']) walk(schema['items'] as Schema, `${path}[]`);
    if (typeof schema['additionalProperties'] === 'object')
      walk(schema['additionalProperties'] as Schema, `${path}.*`);
  };
  walk(nodeSpecs().find((spec) => spec.type === type)?.schema ?? {}, '');
  return found;
}

describe('settings that are worked out are marked in the schema', () => {
  it.each([
    ['branch', ['rules[].when: expression']],
    ['set', ['assignments[].value: expression']],
    ['transfer', ['to: template']],
    ['http', ['url: template', 'headers.*: template', 'body: template']],
    [
      'message',
      [
        'text.*: template',
        'to: template',
        'from: template',
        'url: template',
        'headers.*: template',
        'body: template',
      ],
    ],
    ['say', []],
  ])('%s', (type, expected) => {
    expect(formats(type)).toEqual(expected);
  });

  it('also inside lists of objects', () => {
    expect(formats('conversation')).toContain('tools[].request.url: template');
  });
});
