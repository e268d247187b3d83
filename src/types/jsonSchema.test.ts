import { describe, expect, it } from 'vitest';
import { jsonSchemaDocument } from './jsonSchema.ts';

describe('jsonSchemaDocument', () => {
  it.each(['input', 'output'] as const)('resolves every reference (%s)', (io) => {
    const document = jsonSchemaDocument(io);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) {
      const id = /^#\/\$defs\/([^/#]+)$/.exec(reference ?? '')?.[1] ?? '';
      expect(Object.keys(document.$defs)).toContain(id);
    }
  });

  it('names every schema of the contract', () => {
    const names = Object.keys(jsonSchemaDocument().$defs);
    for (const name of [
      'WorkflowDocument',
      'WorkflowConfig',
      'Turn',
      'Call',
      'ApiError',
      'LiveMessage',
      'MetricsSnapshot',
    ])
      expect(names).toContain(name);
  });

  it('lets a person leave defaults out on input', () => {
    const config = (io: 'input' | 'output') =>
      jsonSchemaDocument(io).$defs['WorkflowConfig'] as { required: string[] };
    expect(config('input').required).toEqual(['name', 'languages']);
    expect(config('output').required).toContain('transport');
  });
});
