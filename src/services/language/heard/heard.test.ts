import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillersOf, normaliseHeard } from './index.ts';

describe('what recognisers write', () => {
  it.each([
    ['en-US', 'Um, I I want ２ tables, please!', 'i want 2 tables please'],
    ['en-US', 'two three four five, double six', '234566'],
    ['en-US', 'five five one oh', '5510'],
    ['en-US', 'one or two of them', 'one or two of them'],
    ['en-US', "It's $1,200.50 at 15:30.", "it's $1200.50 at 15:30"],
    ['en-US', 'me@example.com', 'me@example.com'],
    ['en-US', 'no no no', 'no no no'],
    ['en-US', 'Ummm yes', 'yes'],
    ['zh-HK', '呃，我我想訂位', '我想訂位'],
    ['zh-CN', '我 想 订 位', '我想订位'],
    ['zh-HK', '二三四五 六七八九', '2345 6789'],
    ['zh-HK', '孖八一二', '8812'],
    ['zh-HK', '七八個人，二零二六年，一百二十', '七八個人 2026年 一百二十'],
    ['zh-HK', '即係我想book張枱', '我想book張枱'],
    ['zh-CN', '那个，我想，呃，订位', '我想 订位'],
    ['ja-JP', 'えっと、あの、予約をお願いします', '予約をお願いします'],
    ['ko-KR', '음, 저기 예약하고 싶어요', '예약하고 싶어요'],
    ['th-TH', 'เอ่อ ๑๒๓ อ่านหนังสือ', '123 อ่านหนังสือ'],
    ['hi-IN', '५० रुपये', '50 रुपये'],
    ['ar-SA', '٥٠٪', '50%'],
    ['tr-TR', 'IŞIK İstanbul', 'ışık istanbul'],
    ['de-DE', 'Ähm, also ich ich möchte', 'ich möchte'],
    ['fr-FR', 'Euh, j’ai besoin', "j'ai besoin"],
    ['qaa', 'Foo Foo 5 5', 'foo 5 5'],
  ])('%s: %s → %s', (language, text, said) => {
    expect(normaliseHeard(text, language)).toBe(said);
  });

  it('keeps what answers, though it sounds like a filler', () => {
    expect(normaliseHeard('Uh huh.', 'en-US')).toBe('uh huh');
    expect(normaliseHeard('嗯', 'zh-HK')).toBe('嗯');
    expect(normaliseHeard('嗯，唔該', 'zh-HK')).toBe('嗯 唔該');
    expect(normaliseHeard('炒到七七八八', 'zh-HK')).toBe('炒到七七八八');
    expect(normaliseHeard('佢呃我錢', 'zh-HK')).toBe('佢呃我錢');
    expect(normaliseHeard('呃人㗎', 'zh-HK')).toBe('呃人㗎');
    expect(normaliseHeard('ừ', 'vi-VN')).toBe('ừ');
    expect(normaliseHeard('five five five five', 'en-US')).toBe('5555');
    expect(normaliseHeard('cinco cinco', 'es-ES')).toBe('cinco cinco');
    expect(normaliseHeard('睇睇先', 'zh-HK')).toBe('睇睇先');
  });

  it('knows the fillers of twenty languages and none of the rest', () => {
    for (const tag of 'en zh-HK zh-CN ja ko vi th es fr de it pt nl ru uk pl tr ar hi id ms fil tl'.split(
      ' ',
    ))
      expect(fillersOf(tag).length).toBeGreaterThan(2);
    expect(fillersOf('sw-KE')).toEqual([]);
    expect(fillersOf('qaa')).toEqual([]);
  });
});

describe('any text', () => {
  const tags = fc.constantFrom(
    ...'zh-HK zh-CN en-US ja-JP ko-KR th-TH tr-TR ar-SA ru-RU de-DE qaa bogus!'.split(' '),
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          ...'um uh oh 呃 嗯 即係 那个 我 係 二 三 孖 一 十 えー あの 음 also double one two six I no 1 , . 、 。 ? ٣ ２ İ ſ 😀'.split(
            ' ',
          ),
          ' ',
          '\ud800',
          '\ue000',
          '\u200f',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
    fc
      .array(fc.constantFrom(...'um uh oh huh I I two two one double six ähm also euh ну а а'.split(' ')), {
        maxLength: 12,
      })
      .map((words) => words.join(' ')),
  );

  it('gives a clean text, and the same one for it', () => {
    fc.assert(
      fc.property(anyText, tags, (text, tag) => {
        const once = normaliseHeard(text, tag);
        expect(once.isWellFormed()).toBe(true);
        expect(once).toBe(once.trim());
        expect(once).not.toMatch(/ {2}|[\n!?。，]/u);
        expect(normaliseHeard(once, tag)).toBe(once);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    'a ',
    '呃',
    '，',
    '. ',
    '一',
    '孖',
    'um ',
    '1,',
    "'",
    '即係',
    'also ',
    'I ',
    '\ud800',
    '𝟘',
    '\ufdfa',
    'uh huh ',
  ])('takes 50,000 characters of %j in its stride', (piece) => {
    const text = piece.repeat(50_000 / piece.length);
    for (const tag of ['zh-HK', 'en-US', 'de-DE']) expect(typeof normaliseHeard(text, tag)).toBe('string');
  });
});
