import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cantoneseTones, readCantonese, warmCantonese } from './readCantonese.ts';

const read = (text: string) =>
  readCantonese(text)
    .map(({ reading }) => reading ?? '?')
    .join(' ');

beforeAll(() => warmCantonese());

describe('readCantonese', () => {
  it.each([
    ['你好', 'nei5 hou2'],
    ['卅蚊', 'saa1 aa6 man1'],
    ['我想check下張bill', 'ngo5 soeng2 haa5 zoeng1'],
  ])('%s: %s', (text, readings) => expect(read(text)).toBe(readings));

  it.each([
    ['下', '睇下先', 'haa5', '下個月', 'haa6'],
    ['返', '返屋企', 'faan1', '遣返', 'faan2'],
    ['坐', '坐低', 'co5', '打坐', 'zo6'],
    ['着', '着衫', 'zoek3', '瞓着咗', 'zoek6'],
    ['位', '兩位', 'wai2', '地位', 'wai6'],
    ['咁', '咁貴', 'gam3', '佢係咁講', 'gam2'],
    ['嘅', '落咁大雨嘅？', 'ge2', '我嘅書', 'ge3'],
    ['呢', '佢呢？', 'ne1', '呢單生意', 'ni1'],
    ['會', '我會嚟', 'wui5', '個會', 'wui2'],
    ['咪', '咪係囉', 'mai6', '咪郁', 'mai5'],
    ['到', '見到人', 'dou2', '等到聽日', 'dou3'],
    ['哋', '酸酸哋', 'dei2', '我哋', 'dei6'],
    ['樣', '個樣', 'joeng2', '一樣', 'joeng6'],
    ['訂', '訂咗位', 'deng6', '修訂', 'ding6'],
    ['請', '請注意', 'cing2', '請食飯', 'ceng2'],
  ])('%s: %s %s, %s %s', (character, one, oneReading, other, otherReading) => {
    const of = (text: string) =>
      readCantonese(text).find(({ at, length }) => text.slice(at, at + length) === character)?.reading;
    expect(of(one)).toBe(oneReading);
    expect(of(other)).toBe(otherReading);
  });

  it('reads particles as transcripts and as composed sentences spell them', () => {
    const last = (text: string) => readCantonese(text).at(-1)?.reading;
    expect(last('誒，即係噉樣喇')).toBe('laa1');
    expect(last('我走先喇，唔使等我啦，已經夜㗎喇')).toBe('laa3');
  });

  it('reads simplified characters as their traditional ones, places as written', () => {
    const [one, other] = [
      readCantonese('呢单嘢几钱？呢两只狗几靓'),
      readCantonese('呢單嘢幾錢？呢兩隻狗幾靚'),
    ];
    expect(one).toEqual(other);
    expect(read('睇吓先')).toBe('tai2 haa5 sin1');
  });

  it('gives UTF-16 places', () => {
    expect(readCantonese('🙂𡃉好')).toEqual([
      { at: 2, length: 2, reading: 'gaa3', tone: '3' },
      { at: 4, length: 1, reading: 'hou2', tone: '2' },
    ]);
  });

  it('has null for characters that nobody reads, and nothing for other scripts and private use', () => {
    expect(readCantonese('々')).toEqual([{ at: 0, length: 1, reading: null, tone: null }]);
    expect(readCantonese('こんにちは hello ١٢٣ \u{F8FF}\uD800\uDC00\uDBFF')).toEqual([]);
  });

  it('answers any text: in order, each Chinese character once, Jyutping and its tone', () => {
    const unit = fc.oneof(
      fc.constantFrom(...'我哋下咁嘅呢到會咪唔係喇呀，。？！ A-…'),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.integer({ min: 0x10000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
        const text = units.join('');
        const read = readCantonese(text);
        let end = 0;
        for (const { at, length, reading, tone } of read) {
          expect(at).toBeGreaterThanOrEqual(end);
          end = at + length;
          expect(tone === null).toBe(reading === null);
          if (reading !== null) expect(reading).toMatch(/^[a-z]+[1-6](?: [a-z]+[1-6])*$/);
          if (tone !== null) expect(cantoneseTones.tones).toContain(tone);
        }
        const han = [...text].filter((character) => /\p{Script=Han}/u.test(character));
        const places = read.map(({ at, length }) => text.slice(at, at + length));
        expect(places.filter((character) => /\p{Script=Han}/u.test(character))).toEqual(han);
      }),
    );
  });

  it('answers 10,000 characters', () => {
    expect(readCantonese('我哋聽日去睇下先喇，'.repeat(1_000))).toHaveLength(9_000);
    expect(readCantonese('喇'.repeat(10_000))).toHaveLength(10_000);
    expect(readCantonese('\uD800'.repeat(10_000))).toEqual([]);
  });
});

describe('cantoneseTones', () => {
  it.each(['yue', 'yue-CN', 'yue-Hant-HK', 'zh-HK', 'zh-MO', 'zh-Hant-HK'])('reads %s', (tag) =>
    expect(cantoneseTones.reads(tag)).toBe(true),
  );
  it.each(['zh-CN', 'zh-TW', 'cmn', 'en-HK', 'ja-JP'])('does not read %s', (tag) =>
    expect(cantoneseTones.reads(tag)).toBe(false),
  );
});
