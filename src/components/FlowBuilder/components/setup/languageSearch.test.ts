import { expect, test } from 'vitest';
import { matches } from './languageSearch.ts';

test.each([
  ['espanol', true],
  ['ESPAÑOL mex', true],
  ['es-mx', true],
  ['french', false],
])('%s finds Español (México): %s', (search, found) => {
  expect(matches(search, ['Español (México)', 'Spanish (Mexico)', 'es-MX', 'es'])).toBe(found);
});

test('a language is found in its own script', () => {
  expect(matches('廣東', ['廣東話(香港)', 'Cantonese (Hong Kong)', 'zh-HK', 'yue'])).toBe(true);
});
