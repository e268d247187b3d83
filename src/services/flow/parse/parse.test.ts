import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseDate,
  parseDigits,
  parseName,
  parseNumber,
  parsePhone,
  parseTime,
  parseYesNo,
  localNow,
} from './index.ts';

/** Monday, 23 November 2026, ten in the morning in Hong Kong. */
const now = localNow('2026-11-23T02:00:00Z', 'Asia/Hong_Kong');

describe('localNow', () => {
  it('is the business’s own day', () => {
    expect(now).toEqual({ year: 2026, month: 11, day: 23, hour: 10, minute: 0, weekday: 1 });
    expect(localNow('2026-11-23T23:30:00Z', 'Asia/Hong_Kong').day).toBe(24);
    expect(localNow('nonsense', 'Nowhere/At_All').year).toBe(1970);
  });
});

describe('a misheard or otherwise written 唔 and 冇 was no refusal', () => {
  it.each([
    ['吳係', 'no'],
    ['吾可以', 'no'],
    ['我吾同意', 'no'],
    ['無', 'no'],
    ['無呀', 'no'],
    ['別', 'no'],
    ['沒有', 'no'],
    ['未同意', 'no'],
    ['无问题', 'yes'],
    ['沒有問題', 'yes'],
    ['有冇', null],
    ['有沒有', null],
    ['五係', null],
    ['無所謂', null],
    ['吳生', null],
  ])('%s → %s', (text, said) => expect(parseYesNo(text, 'zh-HK')).toBe(said));
});

describe('yes and no', () => {
  it.each([
    ['yes', 'yes'],
    ['Yeah, that’s right.', 'yes'],
    ['no problem', 'yes'],
    ['sure go ahead', 'yes'],
    ['no', 'no'],
    ["no that's not right", 'no'],
    ['not right', 'no'],
    ['of course not', 'no'],
    ['I know', null],
    ["I don't know", null],
    ['yes no', null],
    ['I would like to book something for the right day next month please', null],
    ['', null],
    ['Tuesday', null],
  ])('en: %s → %s', (text, said) => expect(parseYesNo(text, 'en-US')).toBe(said));

  it.each([
    ['係', 'yes'],
    ['係呀', 'yes'],
    ['啱呀', 'yes'],
    ['好呀唔該', 'yes'],
    ['好', 'yes'],
    ['得', 'yes'],
    ['冇問題', 'yes'],
    ['冇錯', 'yes'],
    ['對', 'yes'],
    ['ok呀', 'yes'],
    ['有', 'yes'],
    ['唔係', 'no'],
    ['唔係呀', 'no'],
    ['唔啱', 'no'],
    ['唔好', 'no'],
    ['唔得', 'no'],
    ['冇', 'no'],
    ['冇喇', 'no'],
    ['唔使喇唔該', 'no'],
    ['不是', 'no'],
    ['唔係,係星期三', 'no'],
    ['好似唔係', 'no'],
    ['唔該', null],
    ['唔知', null],
    ['係唔係', null],
    ['我要改時間', null],
    ['no', 'no'],
    ['yes', 'yes'],
  ])('zh: %s → %s', (text, said) => expect(parseYesNo(text, 'zh-HK')).toBe(said));

  it.each([
    ['sí, claro', 'es-ES', 'yes'],
    ['no', 'es-ES', 'no'],
    ['oui', 'fr-FR', 'yes'],
    ['nein', 'de-DE', 'no'],
    ['stimmt nicht', 'de-DE', 'no'],
    ['はい', 'ja-JP', 'yes'],
    ['違います', 'ja-JP', 'no'],
    ['네', 'ko-KR', 'yes'],
    ['아니요', 'ko-KR', 'no'],
    ['không phải', 'vi-VN', 'no'],
    ['ไม่ใช่', 'th-TH', 'no'],
    ['नहीं', 'hi-IN', 'no'],
  ])('%s (%s) → %s', (text, language, said) => expect(parseYesNo(text, language)).toBe(said));
});

describe('numbers', () => {
  it.each([
    ['two hundred and five', 205],
    ['forty two', 42],
    ['one thousand two hundred', 1200],
    ['a hundred', 100],
    ['minus three', -3],
    ['three point one four', 3.14],
    ['1,250', 1250],
    ['there are 7 of us', 7],
    ['一千零四十二', 1042],
    ['一百二', 120],
    ['千五', 1500],
    ['萬二', 12000],
    ['廿三', 23],
    ['兩個', 2],
    ['三點五', 3.5],
  ])('%s → %s', (text, value) => expect(parseNumber(text)?.value).toBe(value));
  it.each(['hello', '', '你好', 'and and'])('%s is no number', (text) =>
    expect(parseNumber(text)).toBeNull(),
  );

  it.each([
    ['one oh four two', '1042'],
    ['double five, oh, triple seven', '550777'],
    ['ten forty two', '1042'],
    ['twenty three sixteen', '2316'],
    ['1 0 4 2', '1042'],
    ["it's 10-42", '1042'],
    ['my order number is one zero four two', '1042'],
    ['一零四二', '1042'],
    ['孖八三三', '8833'],
    ['二三四五,六七八九', '23456789'],
  ])('digits: %s → %s', (text, digits) => expect(parseDigits(text, { min: 1, max: 12 })?.value).toBe(digits));

  it('is unsure of a digit that only sounds like one', () => {
    expect(parseDigits('one zero for two', { min: 4, max: 6 })).toEqual({ value: '1042', sure: false });
    expect(parseDigits('for you', { min: 1, max: 6 })).toBeNull();
  });

  it('reads telephone numbers', () => {
    expect(parsePhone('two three four five six seven eight nine')?.value).toBe('23456789');
    expect(parsePhone('plus one two oh two five five five oh one four three')?.value).toBe('+12025550143');
    expect(parsePhone('九八七六五四三二')?.value).toBe('98765432');
    expect(parsePhone('123')).toBeNull();
  });

  it('reads every number of three digits as it is spelt', () => {
    const ones = 'zero one two three four five six seven eight nine'.split(' ');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 10 }), (digits) => {
        const spoken = digits.map((digit) => ones[digit]).join(' ');
        expect(parseDigits(spoken, { min: 1, max: 10 })?.value).toBe(digits.join(''));
      }),
    );
  });
});

describe('times', () => {
  it.each([
    ['half past three', '15:30', false],
    ['quarter to four pm', '15:45', true],
    ['3 pm', '15:00', true],
    ['three p.m.', '15:00', true],
    ['ten thirty', '10:30', false],
    ['nine oh five am', '09:05', true],
    ['15:30', '15:30', true],
    ['noon', '12:00', true],
    ['twenty past nine in the morning', '09:20', true],
    ["three o'clock", '15:00', false],
    ['tomorrow at three', '15:00', false],
    ['下晝三點半', '15:30', true],
    ['朝早十點', '10:00', true],
    ['三點三個字', '15:15', false],
    ['下晝三點三', '15:15', false],
    ['下晝四點十五分', '16:15', true],
    ['夜晚八點', '20:00', true],
    ['聽日兩點', '14:00', false],
    ['三點搭三', '15:15', false],
  ])('%s → %s', (text, value, sure) => expect(parseTime(text)).toEqual({ value, sure }));
  it.each(['tomorrow', 'hello', 'three people', '聽日', ''])('%s is no time', (text) =>
    expect(parseTime(text)).toBeNull(),
  );
});

describe('dates', () => {
  it.each([
    ['today', '2026-11-23'],
    ['tomorrow', '2026-11-24'],
    ['the day after tomorrow', '2026-11-25'],
    ['next Monday', '2026-11-30'],
    ['Friday', '2026-11-27'],
    ['the fifth of December', '2026-12-05'],
    ['December 5th', '2026-12-05'],
    ['the twelfth', '2026-12-12'],
    ['on the twenty fifth', '2026-11-25'],
    ['tomorrow at three', '2026-11-24'],
    ['聽日', '2026-11-24'],
    ['後日', '2026-11-25'],
    ['星期三', '2026-11-25'],
    ['下星期三', '2026-12-02'],
    ['下個禮拜日', '2026-12-06'],
    ['十二月五號', '2026-12-05'],
    ['一月三號', '2027-01-03'],
    ['廿五號', '2026-11-25'],
  ])('%s → %s', (text, value) => expect(parseDate(text, now)?.value).toBe(value));
  it.each(['a second please', 'hello', '', '你好', '十三月五號'])('%s is no date', (text) =>
    expect(parseDate(text, now)).toBeNull(),
  );
});

describe('names', () => {
  it.each([
    ['my name is Sarah Connor', 'Sarah Connor'],
    ["it's john smith", 'John Smith'],
    ['UH JOHN', 'John'],
    ["Mary O'Brien please", "Mary O'Brien"],
    ['this is Jean-Luc', 'Jean-Luc'],
    ['我叫陳大文', '陳大文'],
    ['我姓陳', '陳'],
    ['我姓陳,叫大文', '陳大文'],
    ['我個名係李小明呀', '李小明'],
    ['陳生', '陳生'],
  ])('%s → %s', (text, value) => expect(parseName(text)?.value).toBe(value));
  it.each(['what do you need that for', 'I want to book', '12345', '', '我想預約', 'yes'])(
    '%s is no name',
    (text) => expect(parseName(text)).toBeNull(),
  );
});

it('never throws, whatever is said', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constantFrom('en-US', 'zh-HK', 'ja-JP'),
      (text, language) => {
        parseYesNo(text, language);
        parseNumber(text);
        parseDigits(text, { min: 1, max: 64 });
        parsePhone(text);
        parseTime(text);
        parseDate(text, now);
        expect(parseName(text)?.value).not.toBe('');
      },
    ),
    { numRuns: 2_000 },
  );
});

describe('regressions', () => {
  const now = { year: 2026, month: 11, day: 24, hour: 10, minute: 0, weekday: 2 } as const;
  it('a day of the month with its weekday is that day, not the next weekday', () =>
    expect(parseDate('Thursday, the 8th of January', now)?.value).toBe('2027-01-08'));
  it('两百点零一 has a hundred of two', () => expect(parseNumber('两百点零一')?.value).toBe(200.01));
  it('下昼 is an afternoon', () => expect(parseTime('下昼三点半')).toEqual({ value: '15:30', sure: true }));
});
