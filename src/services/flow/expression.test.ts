import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeaverError } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import { parseExpression, type Scope } from './expression.ts';
import { parseTemplate, render } from './template.ts';

const scope: Scope = {
  variables: {
    age: 20,
    name: 'Ann',
    tags: ['a', 'b'],
    order: { items: [{ price: 2.5 }] },
    empty: null,
    yes: true,
  },
  call: { id: 'CA1', caller: { number: '+12025550100' } },
  last: { text: 'hello', digits: '12' },
  lang: 'en-US',
};
const run = (source: string): JsonValue => parseExpression(source).evaluate(scope);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof WeaverError) return error.code;
    throw error;
  }
  return 'none';
};

describe('expressions', () => {
  it.each<[string, JsonValue]>([
    ['age + 1', 21],
    ['1 + age', 21],
    ['age * 1.5', 30],
    ['age % 2 == 0', true],
    ['age >= 18 && name == "Ann"', true],
    ['order.items[0].price', 2.5],
    ['"a" in tags', true],
    ['tags.exists(t, t == "b")', true],
    ['empty == null', true],
    ['call.caller.number', '+12025550100'],
    ['last.text + last.digits', 'hello12'],
    ['has(order.nothing)', false],
    ['{"a": 1, "b": [true]}', { a: 1, b: [true] }],
    ['sayDate("2026-12-01", lang)', 'Tuesday, the 1st of December'],
    ['sayTime("15:30", "zh-HK")', '下晝三點半'],
    ['sayTime("10:05", "zh-HK")', '朝早十點零五分'],
    ['sayDigits("23456789", "zh-HK")', '二三四五,六七八九'],
  ])('%s', (source, value) => expect(run(source)).toEqual(value));

  it.each([
    ['nobody', 'FLOW_EXPRESSION_UNKNOWN_VARIABLE'],
    ['constructor', 'FLOW_EXPRESSION_UNKNOWN_VARIABLE'],
    ['toString', 'FLOW_EXPRESSION_UNKNOWN_VARIABLE'],
    ['__proto__', 'FLOW_EXPRESSION_SYNTAX'],
    ['name.constructor', 'FLOW_EXPRESSION_FAILED'],
    ['order["__proto__"]', 'FLOW_EXPRESSION_FAILED'],
    ['name.matches("(a+)+$")', 'FLOW_EXPRESSION_FORBIDDEN'],
    ['tags.map(a, tags.map(b, a + b))', 'FLOW_EXPRESSION_FORBIDDEN'],
    ['1 +', 'FLOW_EXPRESSION_SYNTAX'],
    ['empty + 1', 'FLOW_EXPRESSION_FAILED'],
    ['1 / 0', 'FLOW_EXPRESSION_FAILED'],
    ['2.0 / 0.0', 'FLOW_EXPRESSION_RESULT'],
    ['type(age)', 'FLOW_EXPRESSION_RESULT'],
    [`${'('.repeat(400)}1${')'.repeat(400)}`, 'FLOW_EXPRESSION_SYNTAX'],
    ['1+'.repeat(600), 'FLOW_EXPRESSION_TOO_LONG'],
  ])('%s is refused', (source, code) => expect(codeOf(() => run(source))).toBe(code));

  it('keeps a value within its limit', () => {
    const long = { ...scope, variables: { s: 'x'.repeat(6_000) } };
    expect(codeOf(() => parseExpression('s + s').evaluate(long))).toBe('FLOW_VALUE_TOO_LARGE');
  });

  it('says nothing of the caller in its errors', () => {
    try {
      parseExpression('name + 1').evaluate({ ...scope, variables: { name: 'Mary Secret' } });
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify([String(error), (error as WeaverError).detail])).not.toContain('Mary');
    }
  });

  it('throws nothing but its own errors, on 30,000 random sources', () => {
    const tokens = fc.constantFrom(
      ...'age name tags order call last lang empty 1 2u 1.5 "x" b"x" true null + - * / % == != < > && || ! ? : . , ( ) [ ] { } in has( size( .map(x, .all( .exists( constructor __proto__ prototype .x timestamp( duration( string( type( dyn( 0x 9223372036854775807 r" """'.split(
        ' ',
      ),
    );
    const sources = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.array(tokens, { maxLength: 14 }).map((list) => list.join(' ')),
    );
    let checked = 0;
    fc.assert(
      fc.property(sources, (source) => {
        checked += 1;
        codeOf(() => run(source));
        codeOf(() => render(parseTemplate(`a {{ ${source} }} b`), scope, () => undefined));
      }),
      { numRuns: 30_000, seed: 7 },
    );
    expect(checked).toBe(30_000);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('templates', () => {
  const fill = (text: string, encode?: (value: string) => string) =>
    render(parseTemplate(text), scope, () => undefined, encode);

  it('fills in, leaves failures empty, and keeps secrets as placeholders', () => {
    expect(fill('Hi {{ name }}, {{empty}}{{ nobody }}!')).toBe('Hi Ann, !');
    expect(fill('{{ tags }} {{ yes }}')).toBe('a, b true');
    expect(fill('Bearer {{ secret.API_KEY }}')).toBe('Bearer {{secret.API_KEY}}');
    expect(fill('open {{ name')).toBe('open {{ name');
    expect(fill('/o/{{ "a/b c" }}', encodeURIComponent)).toBe('/o/a%2Fb%20c');
  });
});
