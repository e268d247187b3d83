import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWords, normalWords } from './words.ts';

const character = fc.constantFrom(...'abIS um\'’-.,:;?!"()\t\n 5$%<é今'.split(''));

describe('normalWords', () => {
  it('takes the short way only where it leads to the same words', () => {
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 40 }), (text) => {
        const words = anyWords(text);
        const kept = words.filter((word) => !['um', 'mm'].includes(word));
        expect(normalWords(text)).toBe((kept.length > 0 ? kept : words).join(' '));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["What's the time, please?", 'whats the time'],
    ['Um.', 'um'],
    ['It is 10:30. O’Brien', 'it is 10:30 obrien'],
    ['唔該，幾點開門？', '幾點開門'],
  ])('%s → %s', (text, words) => expect(normalWords(text)).toBe(words));
});
