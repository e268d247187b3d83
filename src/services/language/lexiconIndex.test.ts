import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexiconIndex } from './lexiconIndex.ts';

const entry = (written: string, spoken: string) => ({ written, spoken });

describe('a lexicon', () => {
  const index = lexiconIndex([
    entry('SQL', 'sequel'),
    entry('SQL Server', 'sequel server'),
    entry('茶', 'tê'),
    entry('Wi-Fi', 'why fye'),
  ]);
  it.each([
    ['our SQL server is down, sql too', 'our sequel server is down, sequel too'],
    ['MySQL and SQLite are words of their own', 'MySQL and SQLite are words of their own'],
    ['飲茶未', '飲tê未'],
    ['我用SQL呀', '我用sequel呀'],
    ['the wi-fi key', 'the why fye key'],
    ['İSQL', 'İSQL'],
  ])('%s → %s', (text, said) => expect(index.replace(text)).toBe(said));

  it('of any text gives what replacing its words one after the other gives', () => {
    const words = fc.array(fc.constantFrom('SQL', 'sql', 'x', '茶', ' ', ',', '😀', '1'), { maxLength: 12 });
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join('');
        const expected = text
          .replace(/(?<![[\p{L}\p{N}]--\p{Script=Han}])sql(?![[\p{L}\p{N}]--\p{Script=Han}])/giv, 'sequel')
          .replaceAll('茶', 'tê');
        expect(index.replace(text)).toBe(expected);
      }),
    );
  });
});
