import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../types/json.ts';
import { parseDocument, validateFlow } from '../index.ts';
import { doc, end, node, start, way } from '../testDocuments.ts';
import { portOf } from '../testPort.ts';
import { textCall } from '../textCall.ts';

interface Line {
  readonly variable: string;
  readonly value: string;
}

const variables = [
  { name: 'price', type: 'number', initial: 3 },
  { name: 'total', type: 'number', initial: 0 },
  { name: 'label', type: 'string', initial: 'old' },
];

function run(outputs: readonly Line[], values: Readonly<Record<string, JsonValue>> = {}) {
  const port = portOf(
    [
      ['start', 'start'],
      ['work', 'function', { outputs }],
      ['end', 'end'],
    ],
    [
      ['start', 'next', 'work'],
      ['work', 'ok', 'end'],
      ['work', 'error', 'end'],
    ],
    { variables },
  );
  const call = textCall(port, { start: { variables: values } });
  return { outcome: call.state.path[1]?.outcome, values: call.state.variables, effects: call.effects };
}

describe('function', () => {
  it('works out values in order, each from those before it', () => {
    const done = run([
      { variable: 'price', value: 'price * 4' },
      { variable: 'total', value: 'price + 1' },
      { variable: 'label', value: '"sum " + string(total)' },
    ]);
    expect(done.outcome).toBe('ok');
    expect(done.values).toEqual({ price: 12, total: 13, label: 'sum 13' });
  });

  it('keeps nothing when one fails, and tells the operator why without the values', () => {
    const done = run([
      { variable: 'total', value: 'price + 1' },
      { variable: 'label', value: 'price + "secret"' },
    ]);
    expect(done.outcome).toBe('error');
    expect(done.values).toEqual({ price: 3, total: 0, label: 'old' });
    expect(done.effects.find(({ type }) => type === 'note')).toMatchObject({
      code: 'FLOW_FUNCTION_FAILED',
      detail: { reason: 'FLOW_EXPRESSION_FAILED' },
    });
    expect(JSON.stringify(done.effects)).not.toContain('secret');
  });

  it('keeps nothing when a value is of another type than its variable', () => {
    expect(run([{ variable: 'total', value: '"four"' }]).outcome).toBe('error');
    expect(run([{ variable: 'total', value: '[1]' }]).outcome).toBe('error');
    // null empties a variable, whatever its type.
    expect(run([{ variable: 'total', value: 'null' }]).values['total']).toBeNull();
  });

  it('is checked: undeclared names, values that read what comes later', () => {
    const found = (outputs: readonly Line[]) =>
      validateFlow(
        parseDocument(
          doc(
            [start, node('f', 'function', { outputs }), end],
            [way('start', 'next', 'f'), way('f', 'ok', 'end'), way('f', 'error', 'end')],
            variables,
          ),
        ),
      ).map(({ code, path }) => [code, path?.join('.')]);
    expect(found([{ variable: 'total', value: 'price' }])).toEqual([]);
    expect(found([{ variable: 'total', value: 'price +' }])).toEqual([
      ['FLOW_EXPRESSION_SYNTAX', 'outputs.0.value'],
    ]);
    expect(found([{ variable: 'nowhere', value: '1' }])).toEqual([['FLOW_VARIABLE_UNDECLARED', undefined]]);
    expect(
      found([
        { variable: 'total', value: 'later' },
        { variable: 'later', value: '1' },
      ]),
    ).toEqual([
      ['FLOW_VARIABLE_UNDECLARED', undefined],
      ['FLOW_VARIABLE_UNDECLARED', 'outputs.0.value'],
    ]);
  });

  it('commits all or nothing, whatever the expressions and values are', () => {
    const expression = fc.constantFrom(
      'price + 1',
      'total / price',
      'label + "x"',
      'label.size()',
      'price > 1',
      '[price]',
      'null',
      'int(label)',
      'total + label',
    );
    const output = fc.record({ variable: fc.constantFrom('price', 'total', 'label'), value: expression });
    const value = fc.oneof(fc.double({ noNaN: true }), fc.string({ maxLength: 5 }), fc.constant(null));
    fc.assert(
      fc.property(
        fc.array(output, { minLength: 1, maxLength: 5 }),
        fc.record({ price: value, label: value }),
        (outputs, values) => {
          const before = { total: 0, ...values };
          const done = run(outputs, values);
          const given = { ...before, ...(values.price === null ? { price: 3 } : {}) };
          const started = { ...given, ...(values.label === null ? { label: 'old' } : {}) };
          if (done.outcome === 'error') expect(done.values).toEqual(started);
          else {
            expect(done.outcome).toBe('ok');
            const kept: ReadonlySet<string> = new Set(outputs.map(({ variable }) => variable));
            for (const [name, one] of Object.entries(started))
              if (!kept.has(name)) expect(done.values[name]).toEqual(one);
            for (const name of kept) {
              const result = done.values[name];
              const type = name === 'label' ? 'string' : 'number';
              expect(result === null || typeof result === type).toBe(true);
            }
          }
        },
      ),
      { numRuns: 400, seed: 7 },
    );
  });
});
