import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soundKey } from './index.ts';
import { foldLazySounds } from './lazySounds.ts';

const same = (a: string, b: string, language: string) => soundKey(a, language) === soundKey(b, language);

describe('soundKey, Cantonese', () => {
  it.each([
    ['你哋幾點開門呀', '你地几点开门'],
    ['幾錢', '几钱'],
    ['三點', '3點'],
    ['幾多錢呢', '幾多錢'],
    ['係唔係', '係咪'],
    ['我想Check張單', '我想check张单啦'],
    ['雲吞麵', '云吞面'],
    ['我要去廣東道', '我要去港東道'],
    ['裏面有冇位', '里面有冇位'],
  ])('%s = %s', (a, b) => expect(same(a, b, 'zh-HK')).toBe(true));

  it.each([
    ['買嘢', '賣嘢'],
    ['有位', '冇位'],
    ['一百蚊', '一八蚊'],
    ['百蚊', '八蚊'],
    ['我姓吳呀', '我姓唔呀'],
    ['星期日呢', '星期日'],
    ['係我嘅', '係我'],
    ['開門未', '開門'],
    ['你哋開門咩', '你哋開門'],
    ['想去', '上去'],
    ['二十', '一十'],
  ])('%s ≠ %s', (a, b) => expect(same(a, b, 'zh-HK')).toBe(false));

  it.each(['zh-HK', 'zh-MO', 'yue-CN', 'yue', 'zh-Hant-HK'])('%s is Cantonese', (tag) =>
    expect(soundKey('你好', tag)).toBe('lei5 hou2'),
  );

  it('keeps finals apart where little else is said', () => {
    expect(foldLazySounds(['hang4', 'saang1'])).toEqual(['hang4', 'saang1']);
    expect(foldLazySounds(['ngan4', 'hong4', 'gwok3'])).toEqual(['an4', 'hon4', 'got3']);
  });
});

describe('soundKey, Mandarin', () => {
  it.each([
    ['你好吗', '泥好嗎'],
    ['頭髮', '头发'],
    ['我要預約', '我要预约啊'],
  ])('%s = %s', (a, b) => expect(same(a, b, 'zh-TW')).toBe(true));
  it.each([
    ['买', '卖'],
    ['开门吗', '开门'],
    ['好吧', '好'],
  ])('%s ≠ %s', (a, b) => expect(same(a, b, 'zh-CN')).toBe(false));
});

describe('soundKey', () => {
  it('has none for other languages and for nothing', () => {
    expect(soundKey('hello', 'en-US')).toBeNull();
    expect(soundKey('こんにちは', 'ja-JP')).toBeNull();
    expect(soundKey(' 。', 'zh-HK')).toBeNull();
  });

  it('is the same each time, and blind to punctuation and width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('你', '幾', '點', '開', '呀', '3', 'A', ' ', '?', '三', '呢') }),
        (text) => {
          const key = soundKey(text, 'zh-HK');
          expect(soundKey(`${text}?!`, 'zh-HK')).toBe(key);
          expect(soundKey(text.replaceAll('A', 'a'), 'zh-HK')).toBe(key);
        },
      ),
    );
  });

  it('tells any two rows of digits apart', () => {
    const row = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 8 });
    const han = (digits: readonly number[]) => digits.map((digit) => '零一二三四五六七八九'[digit]).join('');
    fc.assert(
      fc.property(row, row, fc.constantFrom('zh-HK', 'zh-CN'), (a, b, tag) => {
        expect(same(han(a), a.join(''), tag)).toBe(true);
        expect(same(han(a), han(b), tag)).toBe(a.join('') === b.join(''));
      }),
    );
  });
});
