import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heardUpTo } from './heardUpTo.ts';

describe('where a text goes on', () => {
  it.each([
    ['Hello there, how are you?', 'Hello there,', 12],
    ['Hello there, how are you?', 'Hello the', 6],
    ['Hello there.', 'Hello there.', 12],
    ['Hello there.', '', 0],
    ['Hello there, how', 'Hello there', 12],
    ['It is "(open)", today', 'It is', 6 - 1],
    ['Hello there.', 'Good', 0],
    [' Hello  there.', 'Hello there.', 14],
    ['我哋朝九晚五開門。', '我哋朝九', 4],
  ])('%s, heard %s', (text, heard, at) => expect(heardUpTo(text, heard)).toBe(at));

  it('at the beginning of a word, and never behind what was heard', () => {
    const words = fc.array(fc.constantFrom('ab', 'cde', 'f,', '早', '晨。', '12'), { maxLength: 12 });
    fc.assert(
      fc.property(words, fc.nat(60), (parts, length) => {
        const text = parts.join(' ');
        const at = heardUpTo(text, text.slice(0, length));
        expect(text.slice(length, at)).toMatch(/^[,。 ]*$/);
        expect(/[a-z0-9]$/.test(text.slice(0, at)) && /^[a-z0-9]/.test(text.slice(at))).toBe(false);
        expect(text.slice(at, length)).not.toMatch(/\S\s+\S/);
      }),
    );
  });
});
