/** Texts that were once read wrongly, by the defect. */
import { describe, expect, it } from 'vitest';
import { speakable, warmSpoken } from './index.ts';

type Case = readonly [language: string, written: string, said: string];

function reads(list: readonly Case[]): void {
  it.each(list)('%s: %s → %s', (language, text, said) => {
    expect(speakable(text, language)).toBe(said);
    expect(speakable(said, language)).toBe(said);
  });
}

describe('a range with the unit on both ends was read as a minus', () => {
  reads([
    ['zh-HK', '9點-6點', '九點至六點'],
    ['zh-HK', '3月4日-5日', '三月四日至五日'],
    ['zh-HK', '2026年3月4日-3月6日', '二零二六年三月四日至三月六日'],
    ['zh-HK', '2樓-3樓', '二樓至三樓'],
    ['zh-HK', '5歲-12歲', '五歲至十二歲'],
    ['zh-HK', '5%-10%，5%–10%', '百分之五至百分之十，百分之五至百分之十'],
    ['zh-HK', '上午9點 - 下午6點', '上午九點至下午六點'],
    ['zh-CN', '9点-6点', '九点至六点'],
    ['zh-TW', '10%-20%', '百分之十至百分之二十'],
    ['en-US', '10%-20%', 'ten percent to twenty percent'],
    ['en-US', '1 hour-2 hours', 'one hour to two hours'],
    ['de-DE', '5€-10€', 'fünf Euro bis zehn Euro'],
    ['es-ES', '5 km - 10 km', 'cinco kilómetros a diez kilómetros'],
    ['fr-FR', '10%-20%', 'dix pour cent à vingt pour cent'],
    ['es-ES', '10%-20%', 'diez por ciento a veinte por ciento'],
    ['th-TH', '5€-10€', 'ห้ายูโรถึงสิบยูโร'],
    ['vi-VN', '3 ngày-5 ngày', 'ba ngày đến năm ngày'],
  ]);
});

describe('a minus stays one', () => {
  reads([
    ['zh-HK', '-5°C，(-5)，氣溫-5°C', '攝氏零下五度，(負五)，氣溫攝氏零下五度'],
    ['en-US', 'from -5 to -10', 'from minus five to minus ten'],
    ['en-US', 'a12b-34b', 'a12b-34b'],
    ['zh-HK', '折扣-5%', '折扣-百分之五'],
    ['zh-HK', '$-5', '$負五'],
  ]);
});

describe('the second telephone number after a slash was read as a quantity', () => {
  reads([
    ['zh-HK', '電話:2345 6789/9765 4321', '電話:二三四五,六七八九或九七六五,四三二一'],
    ['zh-HK', '23456789/97654321', '二三四五,六七八九或九七六五,四三二一'],
    ['zh-HK', '2345 6789/6780', '二三四五,六七八九或六七八零'],
    ['en-US', '555-0123/555-0124', 'five five five, zero one two three or five five five, zero one two four'],
  ]);
});

describe('identifiers were read as quantities', () => {
  reads([
    ['en-US', 'card ending in 4821', 'card ending in four eight two one'],
    ['en-US', 'IL 62704', 'IL six two seven zero four'],
    ['en-US', 'order 10234', 'order one zero two three four'],
    ['en-US', 'account 12345', 'account one two three four five'],
    ['en-US', 'reach 911', 'reach nine one one'],
    ['en-US', 'emergency number is 911', 'emergency number is nine one one'],
    ['en-US', '1-800-555-0199', 'one, eight zero zero, five five five, zero one nine nine'],
    ['zh-HK', '尾號 6789，尾四位 6789', '尾號 六七八九，尾四位 六七八九'],
    ['zh-HK', '1823, 999, 打 999', '一八二三, 九九九, 打 九九九'],
    ['zh-CN', '12306，95588，110', '幺二三零六，九五五八八，幺幺零'],
    ['zh-CN', '编号12345，尾号1234', '编号幺二三四五，尾号幺二三四'],
  ]);
  describe('and quantities are not read as identifiers', () => {
    reads([
      ['en-US', 'order 100 books, order 10000 books', 'order one hundred books, order ten thousand books'],
      ['en-US', 'reach 500 people, call 300 people', 'reach five hundred people, call three hundred people'],
      ['zh-CN', '95000，我有110', '九万五千，我有一百一十'],
      ['zh-HK', '999個，一共999', '九百九十九個，一共九百九十九'],
      ['zh-CN', '110人，110平方米', '一百一十人，一百一十平方米'],
      ['zh-HK', '24號 12345人', '二十四號 一萬二千三百四十五人'],
    ]);
  });
});

describe('English date ranges lost their second day', () => {
  reads([
    ['en-US', 'May 10-12', 'May tenth to twelfth'],
    ['en-US', 'Nov 3-5, 2026', 'November third to fifth, twenty twenty-six'],
    ['en-US', 'Nov 24–26.', 'November twenty-fourth to twenty-sixth.'],
    ['en-US', 'Nov 30 - Dec 2', 'November thirtieth to December second'],
    ['en-GB', '3-5 Nov', 'the third to the fifth of November'],
    ['zh-HK', 'Nov 3-5, 2026', '二零二六年十一月三號至五號'],
  ]);
});

describe('a falling price range left a bare dollar sign', () => {
  reads([
    ['en-US', '$20 - $5 discount', 'twenty dollars - five dollars discount'],
    ['en-US', '$1.5 million -$5', 'one million five hundred thousand dollars -five dollars'],
    ['zh-HK', '原價 $200 - $50', '原價 兩百蚊 - 五十蚊'],
    ['zh-HK', '$200-$50', '兩百蚊 - 五十蚊'],
  ]);
});

describe('short forms in English', () => {
  reads([
    ['en-US', '120 Elm Dr. Call us', 'one hundred twenty Elm Drive. Call us'],
    ['en-US', 'lives on Elm Dr. and', 'lives on Elm Drive and'],
    ['en-US', 'Ask Dr. Chan, room 5 See Dr. Chan', 'Ask Doctor Chan, room five See Doctor Chan'],
    ['en-US', 'w/e 3/4', 'w/e 3/4'],
    ['en-US', 'w/ milk, w/milk, w/3 guests', 'with milk, with milk, with three guests'],
    ['en-US', 'min. order 5', 'minimum order five'],
    ['en-US', 'five min. left, 10 min.', 'five minutes left, ten minutes.'],
    ['en-US', 'yes or no. 5 people', 'yes or no. five people'],
    ['en-US', 'In May 5 people', 'In May five people'],
    ['en-US', 'May 5 is fine', 'May fifth is fine'],
  ]);
});

describe('Cantonese pairs, discounts and sums', () => {
  reads([
    ['zh-HK', '85折，8折', '八五折，八折'],
    ['zh-HK', '2日1夜，3日2夜', '兩日一夜，三日兩夜'],
    ['zh-HK', '2大1細，1大2細', '兩大一細，一大兩細'],
    ['zh-HK', '2日', '二日'],
    ['zh-HK', '10%至20%，5%折扣', '百分之十至百分之二十，百分之五折扣'],
    ['zh-HK', '$2蚊，$12.5蚊', '兩蚊，十二個半'],
    ['zh-HK', '7-11 便利店，7-11歲', 'Seven-Eleven 便利店，七至十一歲'],
    ['zh-HK', '$99.50，$1,200.50', '九十九個半，一千二百蚊五毫'],
  ]);
});

describe("08/27 is a card's expiry as well", () => {
  reads([
    ['zh-HK', '08/27，12/24，24/11', '08/27，12/24，十一月二十四號'],
    ['en-US', '08/27, 8/27, exp 12/26', '08/27, August twenty-seventh, exp 12/26'],
    ['zh-CN', '11/24', '十一月二十四日'],
  ]);
});

describe('a time stamp kept its seconds and zone', () => {
  reads([
    ['zh-HK', '2026-11-24T15:30:00Z', '二零二六年十一月二十四號 下晝三點半 UTC'],
    ['zh-HK', '2026-11-24T15:30:00.000+08:00', '二零二六年十一月二十四號 下晝三點半'],
  ]);
});

describe('rows of digits', () => {
  reads([
    ['en-US', '5550100199', 'five five five, zero one zero, zero one nine nine'],
    ['en-US', '+14155550123', 'one, four one five, five five five, zero one two three'],
    ['zh-CN', '2015年，1101室', '二零一五年，幺幺零幺室'],
    ['zh-TW', '0911 111 222', '零九一一,一一一,二二二'],
  ]);
});

describe('the first caller paid for patterns and formats', () => {
  it.each(['zh-HK', 'zh-CN', 'en-US', 'ar-SA', 'qaa', 'bogus!'])(
    'warms %s and changes nothing',
    (language) => {
      const before = speakable('$12.50, 15:30, 24/11, 2345 6789', language);
      warmSpoken(language);
      expect(speakable('$12.50, 15:30, 24/11, 2345 6789', language)).toBe(before);
    },
  );
});
