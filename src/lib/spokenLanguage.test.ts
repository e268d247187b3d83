import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSimplified, spokenLanguage } from './spokenLanguage.ts';

it.each([
  ['zh-HK', 'yue', 'HK', false],
  ['zh-Hant-HK', 'yue', 'HK', false],
  ['yue', 'yue', 'HK', false],
  ['yue-CN', 'yue', 'CN', true],
  ['yue-Hans', 'yue', 'CN', true],
  ['zh_MO', 'yue', 'MO', false],
  ['zh', 'cmn', 'CN', true],
  ['zh-SG', 'cmn', 'SG', true],
  ['zh-Hant', 'cmn', 'TW', false],
  ['cmn-Hans-CN', 'cmn', 'CN', true],
  ['zh-TW', 'cmn', 'TW', false],
  ['tl', 'fil', undefined, false],
  ['fil-PH', 'fil', 'PH', false],
  ['EN-us', 'en', 'US', false],
  ['es-419', 'es', '419', false],
  ['', '', undefined, false],
])('%s is %s as in %s', (tag, language, region, simplified) => {
  expect(spokenLanguage(tag)).toEqual({ language, region });
  expect(isSimplified(tag)).toBe(simplified);
});

it('takes any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (tag) => {
      expect(spokenLanguage(tag).language).toMatch(/^([a-z]{2,3})?$/);
      expect(typeof isSimplified(tag)).toBe('boolean');
    }),
  );
});
