import { describe, expect, it } from 'vitest';
import { WeaverError } from '../../types/errors/index.ts';
import { compileFlow, exportDocument, nodeSpecs, parseDocument } from './index.ts';
import { doc, end, hi, node, start, way, type Raw } from './testDocuments.ts';

describe('documents', () => {
  const sound = doc([start, hi, end], [way('start', 'next', 'hi'), way('hi', 'next', 'end')]);
  const refusal = (input: unknown) => {
    try {
      parseDocument(input);
    } catch (error) {
      if (error instanceof WeaverError) return `${error.code} ${String(error.detail['path'] ?? '')}`.trim();
      throw error;
    }
    return 'none';
  };

  it('come back the same from their text', () => {
    const parsed = parseDocument(sound);
    const text = exportDocument(parsed);
    expect(parseDocument(text)).toEqual(parsed);
    expect(exportDocument(parseDocument(text))).toBe(text);
  });

  it('are brought forward from version 0', () => {
    const old = {
      formatVersion: 0,
      settings: { name: 'Old', languages: [{ language: 'en-US' }] },
      nodes: [start, node('hi', 'say', { text: 'Hi {{ who }}.' }), end],
      links: [
        { from: 'start', to: 'hi' },
        { from: 'hi', outcome: 'next', to: 'end' },
      ],
      variables: { who: 'you', count: 2 },
    };
    const document = parseDocument(old);
    expect(document.formatVersion).toBe(1);
    expect(document.flow.nodes[1]?.data).toEqual({ lines: { default: 'Hi {{ who }}.' } });
    expect(document.flow.variables.map(({ name, type, initial }) => [name, type, initial])).toEqual([
      ['who', 'string', 'you'],
      ['count', 'number', 2],
    ]);
    expect(compileFlow(document)).toMatchObject({ ok: true, problems: [] });
  });

  it('are refused with the place', () => {
    const cyclic: Raw = {};
    cyclic['self'] = cyclic;
    expect(refusal('{')).toBe('FLOW_DOCUMENT_INVALID (document)');
    expect(refusal(cyclic)).toBe('FLOW_DOCUMENT_INVALID (document)');
    expect(refusal(undefined)).toBe('FLOW_DOCUMENT_INVALID (document)');
    expect(refusal({ ...sound, formatVersion: 9 })).toBe('FLOW_DOCUMENT_VERSION');
    expect(refusal({ ...sound, flow: { nodes: [{ id: 3 }], edges: [] } })).toBe(
      'FLOW_DOCUMENT_INVALID flow.nodes.0.id',
    );
    expect(refusal(`"${'x'.repeat(5_000_001)}"`)).toBe('FLOW_DOCUMENT_TOO_LARGE');
    expect(refusal({ ...sound, x: 'x'.repeat(5_000_001) })).toBe('FLOW_DOCUMENT_TOO_LARGE');
    expect(refusal(`${'['.repeat(200_000)}`)).toMatch(/^FLOW_DOCUMENT_INVALID/);
  });
});

it('node specifications are plain JSON, one for each type', () => {
  const specs = nodeSpecs();
  expect(JSON.parse(JSON.stringify(specs))).toEqual(specs);
  expect(new Set(specs.map(({ type }) => type)).size).toBe(specs.length);
  for (const spec of specs) expect(spec.schema).toMatchObject({ type: 'object' });
});
