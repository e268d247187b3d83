import fc from 'fast-check';
import { getJyutpingList } from 'to-jyutping';
import { describe, expect, it } from 'vitest';
import { syllables } from './jyutping.ts';
import { MORE_WORDS } from './moreWords.ts';
import { readByWords } from './readCantonese.ts';
import { Trie } from './trie.ts';

const codes = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
const read = (trie: Trie, text: string) => {
  const match = trie.longest(codes(text), 0, codes(text).length);
  return match.length === 0 ? null : trie.readings(match);
};

describe('Trie', () => {
  it('reads the list: branches, two syllables of one character, characters beyond 16 bits', () => {
    const number = (at: number) =>
      String.fromCharCode(33 + Math.floor(at / 90)) + String.fromCharCode(33 + (at % 90));
    const [a, b, c] = [0, 100, 8_039];
    const text = `你${number(a)}{好${number(a)}${number(b)}{𡃉${number(b)}${number(b)}${number(c)}}}卅${number(a)}~${number(c)}`;
    const trie = new Trie(text);
    expect(read(trie, '你')).toEqual([syllables[a]]);
    expect(read(trie, '你好嗎')).toEqual([syllables[a], syllables[b]]);
    expect(read(trie, '你好𡃉')).toEqual([syllables[b], syllables[b], syllables[c]]);
    expect(read(trie, '卅')).toEqual([`${syllables[a]} ${syllables[c]}`]);
    expect(read(trie, '好')).toBeNull();
  });

  it('finds the longest of any words', () => {
    const word = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '𠻹'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 30 }), word, (words, text) => {
        const trie = new Trie(
          '',
          words.map(
            (each) =>
              [
                each,
                codes(each)
                  .map(() => 'aa1')
                  .join(' '),
              ] as const,
          ),
        );
        const longest = Math.max(
          0,
          ...words.filter((each) => text.startsWith(each)).map((each) => codes(each).length),
        );
        expect(trie.longest(codes(text), 0, codes(text).length).length).toBe(longest);
      }),
    );
  });

  it('refuses words without a syllable for each character', () => {
    expect(() => new Trie('', [['你好', 'nei5']])).toThrow(RangeError);
    expect(() => new Trie('', [['你', 'nei9']])).toThrow(RangeError);
  });
});

describe('readByWords', () => {
  it('reads as to-jyutping does, but for our words', () => {
    const unit = fc.constantFrom(
      ...'我你佢哋係唔去返工學生電話行銀街上下到會長重要中國香港人大小時間分成朝今日食飯卅廿呢嗰個A1 ，。🙂',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        fc.pre(!MORE_WORDS.some(([word]) => text.includes(word)));
        expect(readByWords(text)).toEqual(getJyutpingList(text));
      }),
    );
  });
});
