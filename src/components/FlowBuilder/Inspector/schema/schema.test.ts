import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowProblem } from '../../../../types/flow.ts';
import { moved, newEntry, summaryOf } from './entries.ts';
import { fieldKind, resolved, unitOf, variantOf, type FieldSchema } from './kinds.ts';
import { getAt, setAt, type Path } from './paths.ts';
import { problemsAt, problemsUnder } from './problems.ts';
import { shownNames } from './shown.ts';

const kindOf = (schema: FieldSchema, name = 'x', root: FieldSchema = {}) =>
  fieldKind(resolved(schema, root), name, root).kind;

describe('fieldKind', () => {
  const language = '^(default|[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)$';
  it.each<[string, FieldSchema, string?]>([
    ['text', { type: 'string' }],
    ['expression', { type: 'string', format: 'expression' }],
    ['variable', { type: 'string', pattern: '^[a-z][A-Za-z0-9_]{0,63}$' }],
    ['text', { type: 'string', pattern: '^[a-z][A-Za-z0-9_]{0,63}$' }, 'name'],
    ['key', { type: 'string', pattern: '^[0-9*#]$' }],
    ['id', { type: 'string' }, 'id'],
    ['number', { type: 'integer' }],
    ['boolean', { type: 'boolean' }],
    ['choice', { type: 'string', enum: ['a'] }],
    ['choice', { anyOf: [{ const: 1 }, { const: 'a' }] }],
    ['number', { anyOf: [{ type: 'number' }, { type: 'null' }] }],
    ['scalars', { type: 'array', items: { type: 'string' } }],
    ['list', { type: 'array', items: { type: 'object', properties: { a: {} } } }],
    [
      'localised',
      { type: 'object', propertyNames: { pattern: language }, additionalProperties: { type: 'string' } },
    ],
    [
      'phrases',
      {
        type: 'object',
        propertyNames: { pattern: language },
        additionalProperties: { type: 'array', items: { type: 'string' } },
      },
    ],
    ['map', { type: 'object', additionalProperties: { type: 'string' } }],
    ['group', { type: 'object', properties: { a: { type: 'string' } } }],
    [
      'variants',
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } } },
          { type: 'object', properties: { kind: { const: 'b' } } },
        ],
      },
    ],
    ['json', {}],
    ['json', { type: 'array', items: {} }],
    ['json', { type: 'object', additionalProperties: { type: 'object' } }],
  ])('draws %s for %j', (kind, schema, name) => {
    expect(kindOf(schema, name)).toBe(kind);
  });

  it('looks behind references', () => {
    const root = { $defs: { Tag: { type: 'string', pattern: '^[0-9*#]$' } } } as FieldSchema;
    expect(kindOf({ $ref: '#/$defs/Tag' }, 'x', root)).toBe('key');
  });

  it('has a control for whatever schema', () => {
    const schema = fc.letrec<{ any: FieldSchema }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.record({ type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'odd') }),
        fc.record({ enum: fc.array(fc.jsonValue(), { minLength: 1 }) }),
        fc.record({ type: fc.constant('array'), items: tie('any') }, { requiredKeys: ['type'] }),
        fc.record(
          { type: fc.constant('object'), properties: fc.dictionary(fc.string(), tie('any')) },
          { requiredKeys: ['type'] },
        ),
        fc.record({ type: fc.constant('object'), additionalProperties: tie('any') }),
        fc.record({ anyOf: fc.array(tie('any'), { maxLength: 3 }) }),
        fc.constant({ $ref: '#/$defs/nowhere' }),
      ) as fc.Arbitrary<FieldSchema>,
    })).any;
    fc.assert(
      fc.property(schema, fc.string(), (one, name) => {
        expect(typeof kindOf(one, name)).toBe('string');
      }),
    );
  });

  it('knows units by names', () => {
    expect(['timeoutMs', 'ringSeconds', 'maxBytes', 'retries'].map(unitOf)).toEqual([
      'ms',
      's',
      'bytes',
      undefined,
    ]);
  });

  it('finds the form that a value has', () => {
    const variants: FieldSchema[] = ['a', 'b'].map((kind) => ({ properties: { kind: { const: kind } } }));
    expect([{ kind: 'b' }, { kind: 'z' }, null].map((value) => variantOf(variants, value))).toEqual([
      1, 0, 0,
    ]);
  });
});

describe('paths', () => {
  const path: fc.Arbitrary<Path> = fc.array(fc.oneof(fc.stringMatching(/^[a-z]{1,3}$/), fc.nat(3)), {
    minLength: 1,
    maxLength: 4,
  });
  it('reads what was written, and changes nothing that was given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), path, fc.integer(), (value, at, written) => {
        const before = JSON.stringify(value);
        expect(getAt(setAt(value, at, written), at)).toBe(written);
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });

  it('removes a setting', () => {
    expect(setAt({ a: { b: 1, c: 2 } }, ['a', 'b'], undefined)).toEqual({ a: { c: 2 } });
  });
});

describe('problems', () => {
  const problem = (...path: (string | number)[]): FlowProblem => ({
    code: 'X',
    severity: 'error',
    message: path.join('.'),
    path,
  });
  const all = [
    problem('rules'),
    problem('rules', 0),
    problem('rules', 0, 'when'),
    problem('rules', 0, 'gone'),
  ];
  const shown = (list: readonly FlowProblem[]) => list.map(({ message }) => message);

  it('are shown once each, at the innermost thing drawn', () => {
    expect(shown(problemsAt(all, ['rules'], [0]))).toEqual(['rules']);
    expect(shown(problemsAt(all, ['rules', 0], ['when']))).toEqual(['rules.0', 'rules.0.gone']);
    expect(shown(problemsUnder(all, ['rules', 0, 'when']))).toEqual(['rules.0.when']);
  });
});

describe('entries', () => {
  const items: FieldSchema = {
    type: 'object',
    required: ['id', 'when'],
    properties: { id: { type: 'string' }, when: { type: 'string' } },
  };
  it('begin with an id of their own', () => {
    expect(newEntry(items, 'rules', [{ id: 'rule-2' }])).toEqual({ id: 'rule-3', when: '' });
  });

  it('move', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  });

  it.each([
    [{ id: 'x', label: 'Yes' }, 'Yes'],
    [{ variable: 'day', kind: 'date' }, 'day · date!'],
    [{ questions: { 'zh-HK': ['喺邊度'], 'en-US': ['where'] } }, 'where'],
    [{}, ''],
    [7, ''],
  ])('are called by %j', (entry, name) => {
    expect(summaryOf(entry, ['en-US'], (_setting, value) => `${String(value)}!`)).toBe(name);
  });
});

describe('shownNames', () => {
  it('leaves out settings of another kind', () => {
    const schema: FieldSchema = {
      properties: {
        kind: { default: 'text' },
        digits: { when: { setting: 'kind', values: ['digits'] } },
      },
    };
    expect(shownNames(schema, {})).toEqual(['kind']);
    expect(shownNames(schema, { kind: 'digits' })).toEqual(['kind', 'digits']);
  });
});
