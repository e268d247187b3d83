import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translator, type Texts } from './translator.ts';

const texts: Record<string, Texts> = {
  calls: {
    title: 'Calls',
    errors_one: '{{count}} error',
    errors_other: '{{count}} errors',
    deep: { a: 'A' },
  },
  common: { title: 'Weaver', save: 'Save', wait: 'Wait {{ms}}', lone: '{{count}} of them' },
  inspector: {
    'values.speed/1.5': 'Faster',
    fields: { url: 'Like {{caller.number}}', constructor: 'Builder' },
  },
};
const t = (language: string, ...namespaces: string[]) =>
  translator(language, namespaces, (namespace) => texts[namespace]);

describe('texts', () => {
  it('are found in the first namespace that has them, or in the one that the key names', () => {
    const both = t('en', 'calls', 'common');
    expect([both('title'), both('common:title'), both('save'), both('deep.a')]).toEqual([
      'Calls',
      'Weaver',
      'Save',
      'A',
    ]);
  });

  it('agree with the number in each language', () => {
    const english = t('en', 'calls', 'common');
    expect([0, 1, 2].map((count) => english('errors', { count }))).toEqual([
      '0 errors',
      '1 error',
      '2 errors',
    ]);
    expect(t('zh-HK', 'calls')('errors', { count: 1 })).toBe('1 errors');
    expect(english('lone', { count: 1 })).toBe('1 of them');
  });

  it('take the first key that has one, then the default, then the last key itself', () => {
    const calls = t('en', 'calls');
    expect(calls(['none', 'title'])).toBe('Calls');
    expect(calls('none', { defaultValue: 'Nothing {{a}}', a: 1 })).toBe('Nothing 1');
    expect(calls('none', { defaultValue: '' })).toBe('');
    expect(calls(['none', 'nothing.at.all'])).toBe('nothing.at.all');
  });

  it('keep their braces and colons when they are asked for as they stand', () => {
    const inspector = t('en', 'inspector');
    expect(inspector('fields.url', { raw: true })).toBe('Like {{caller.number}}');
    expect(inspector(['common:save', 'values.speed/1.5'], { raw: true })).toBe('Faster');
  });

  it('are never found on what every object has', () => {
    const inspector = t('en', 'inspector');
    expect(inspector('fields.constructor')).toBe('Builder');
    expect(inspector('fields.toString', { defaultValue: 'none' })).toBe('none');
    expect(inspector('__proto__.constructor', { defaultValue: 'none' })).toBe('none');
  });

  it('are found at whatever depth, whatever dots their keys have', () => {
    const part = fc.stringMatching(/^[a-z/.]{1,6}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.string(), (path, value) => {
        const tree = path.reduceRight<string | Texts>((inside, key) => ({ [key]: inside }), value);
        const find = translator('en', ['x'], () => tree as Texts);
        expect(find(path.join('.'), { raw: true })).toBe(value);
      }),
    );
  });

  it('are filled with values as they are, once', () => {
    fc.assert(
      fc.property(fc.string(), (ms) => {
        expect(t('en', 'common')('wait', { ms })).toBe(`Wait ${ms}`);
      }),
    );
  });
});
