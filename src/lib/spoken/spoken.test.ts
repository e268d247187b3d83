import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asciiDigits,
  sayDate,
  sayDay,
  sayDigits,
  sayMoney,
  sayNumber,
  sayOrdinal,
  sayRange,
  sayTime,
  sayYear,
} from './index.ts';

const casual = { register: 'casual' } as const;

describe('numbers', () => {
  it.each([
    ['zh-HK', 2, '二'],
    ['zh-HK', 105, '一百零五'],
    ['zh-HK', 2_000, '兩千'],
    ['zh-HK', 1_001, '一千零一'],
    ['zh-HK', 10_200, '一萬零二百'],
    ['zh-HK', 2.05, '二點零五'],
    ['zh-HK', -3, '負三'],
    ['yue-CN', 20_000, '两万'],
    ['zh-CN', 220, '二百二十'],
    ['zh-TW', 100_000_001, '一億零一'],
    ['en-US', 105, 'one hundred five'],
    ['en-HK', 105, 'one hundred and five'],
    ['vi-VN', 2_026, 'hai nghìn không trăm hai mươi sáu'],
    ['vi-VN', 21, 'hai mươi mốt'],
    ['pt-BR', 16, 'dezesseis'],
    ['pt-PT', 16, 'dezasseis'],
    ['uk-UA', 6, 'шість'],
    ['th-TH', 2.5, 'สองจุดห้า'],
    // What n2words gets wrong is left to the voice.
    ['fi-FI', 105, '105'],
    ['he-IL', 1.5, '1.5'],
    ['sv-SE', 1.5, '1,5'],
    ['qaa', 12, '12'],
  ])('%s %d is %s', (language, value, said) => {
    expect(sayNumber(value, language)).toBe(said);
  });

  it('shortens round numbers among friends in Cantonese only', () => {
    const short = (value: number, language: string) => sayNumber(value, language, casual);
    expect([120, 1_500, 12_000, 25, 125, 105].map((value) => short(value, 'zh-HK'))).toEqual(
      '百二 千五 萬二 廿五 百廿五 一百零五'.split(' '),
    );
    expect(short(120, 'zh-CN')).toBe('一百二十');
  });

  it('writes Ukrainian in Cyrillic letters alone', () => {
    for (let value = 0; value < 2_000; value += 7) expect(sayNumber(value, 'uk-UA')).not.toMatch(/[a-z]/i);
  });

  it.each([
    ['zh-HK', 21, '第二十一'],
    ['en-US', 21, 'twenty-first'],
    ['ko-KR', 2, '두 번째'],
    ['vi-VN', 1, 'thứ nhất'],
    ['de-DE', 21, '21.'],
    ['fil-PH', 3, 'ika-3'],
    ['sw-KE', 3, '3'],
  ])('the ordinal in %s of %d is %s', (language, value, said) => {
    expect(sayOrdinal(value, language)).toBe(said);
  });

  it('gives a text for any number in any language', () => {
    const tags = fc.constantFrom(
      'zh-HK',
      'zh-CN',
      'en-US',
      'da-DK',
      'vi-VN',
      'ar-SA',
      'ru-RU',
      'qaa',
      'not a tag!',
    );
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.integer()), tags, (value, tag) => {
        for (const numerals of ['words', 'digits', 'auto'] as const) {
          expect(sayNumber(value, tag, { numerals })).not.toMatch(/undefined|null|e[+-]?[0-9]/);
          expect(sayOrdinal(value, tag, { numerals })).not.toBe('');
          expect(sayMoney(value, 'USD', tag, { numerals })).not.toContain('undefined');
        }
      }),
    );
  });
});

describe('money', () => {
  it.each([
    ['zh-HK', 12.5, 'HKD', '十二個半'],
    ['zh-HK', 1.5, 'HKD', '個半'],
    ['zh-HK', 12.3, 'HKD', '十二個三'],
    ['zh-HK', 0.5, 'HKD', '五毫'],
    ['zh-HK', 12.35, 'HKD', '十二蚊三毫五仙'],
    ['zh-HK', 99.5, 'HKD', '九十九個半'],
    ['zh-HK', 100.5, 'HKD', '一百蚊五毫'],
    ['zh-HK', 1_200.5, 'HKD', '一千二百蚊五毫'],
    ['zh-HK', 2, 'HKD', '兩蚊'],
    ['zh-HK', 20, 'USD', '二十美元'],
    ['zh-HK', 20, 'CNY', '人民幣二十蚊'],
    ['zh-MO', 20, 'MOP', '二十蚊'],
    ['zh-MO', 20, 'HKD', '二十港元'],
    ['yue-CN', 12.5, 'CNY', '十二个半'],
    ['zh-CN', 12.5, 'CNY', '十二元五角'],
    ['zh-TW', 1_200, 'TWD', '一千二百元'],
    ['en-US', 12.5, 'USD', 'twelve dollars and fifty cents'],
    ['en-US', 1, 'HKD', 'one Hong Kong dollar'],
    ['en-GB', 0.01, 'GBP', 'one penny'],
    ['fr-FR', 12.5, 'EUR', 'douze euros cinquante centimes'],
    ['fr-FR', 21, 'EUR', '21 euros'],
    ['ru-RU', 3, 'USD', '3 доллара США'],
    ['ru-RU', 5.02, 'RUB', '5 рублей 2 копейки'],
    ['ja-JP', 1_200, 'JPY', '1200円'],
    ['ar-SA', 5, 'EUR', '5 يورو'],
  ])('%s %d %s is %s', (language, amount, currency, said) => {
    expect(sayMoney(amount, currency, language)).toBe(said);
  });

  it('says 塊 and 百二蚊 among friends', () => {
    expect(sayMoney(12.5, 'CNY', 'zh-CN', casual)).toBe('十二块五');
    expect(sayMoney(120, 'HKD', 'zh-HK', casual)).toBe('百二蚊');
    expect(sayMoney(20, 'USD', 'zh-HK', casual)).toBe('二十美金');
  });
});

describe('days and times', () => {
  it.each([
    ['zh-HK', '十一月二十四號星期二'],
    ['yue-CN', '十一月二十四号星期二'],
    ['zh-CN', '十一月二十四日星期二'],
    ['en-US', 'Tuesday, the 24th of November'],
    ['fr-FR', 'mardi 24 novembre'],
    ['th-TH', 'วันอังคารที่ 24 พฤศจิกายน'],
  ])('2026-11-24 in %s is %s', (language, said) => {
    expect(sayDate('2026-11-24', language)).toBe(said);
  });

  it('keeps what is no day and no time', () => {
    expect(sayDate('2026-02-30', 'zh-HK')).toBe('2026-02-30');
    expect(sayTime('25:00', 'zh-HK')).toBe('25:00');
    expect(sayDay({ month: 2, day: 30 }, 'en')).toBeNull();
    expect(sayDay({ month: 2, day: 29 }, 'zh-HK')).toBe('二月二十九號');
  });

  it('says a year digit by digit in Chinese and in pairs in English', () => {
    expect(sayDate('2026-11-24', 'zh-HK', { year: true })).toBe('二零二六年十一月二十四號星期二');
    expect([2026, 2005, 1905, 1900, 2000].map(sayYear)).toEqual([
      'twenty twenty-six',
      'two thousand and five',
      'nineteen oh five',
      'nineteen hundred',
      'two thousand',
    ]);
  });

  it('gives a Thai business the Gregorian day and an Iranian one its own', () => {
    expect(sayDate('2026-11-24', 'th-TH', { year: true })).toContain('2026');
    expect(sayDate('2026-11-24', 'fa-IR')).toContain('3 آذر');
  });

  it.each([
    ['zh-HK', '15:15', '下晝三點十五分'],
    ['zh-HK', '15:30', '下晝三點半'],
    ['zh-HK', '12:00', '中午十二點'],
    ['zh-HK', '02:05', '凌晨兩點零五分'],
    ['zh-TW', '14:00', '下午兩點'],
    ['zh-CN', '14:00', '下午两点'],
    ['en-US', '15:30', '3:30 pm'],
    ['ja-JP', '12:15', '午後0時15分'],
    ['ko-KR', '15:30', '오후 세 시 30분'],
    ['de-DE', '01:05', 'ein Uhr fünf'],
    ['es-ES', '13:30', 'una y media de la tarde'],
    ['pt-BR', '02:00', 'duas horas'],
    ['ru-RU', '21:01', '21 час 1 минута'],
    ['ar-SA', '15:30', 'الثالثة والنصف مساءً'],
    ['sv-SE', '15:30', '15:30'],
  ])('in %s %s is %s', (language, time, said) => {
    expect(sayTime(time, language)).toBe(said);
  });

  it('counts five minutes as a 字 among friends', () => {
    expect(sayTime('15:15', 'zh-HK', casual)).toBe('下晝三點三個字');
    expect(sayTime('15:10', 'yue-CN', casual)).toBe('下昼三点两个字');
    expect(sayTime('15:15', 'zh-CN', casual)).toBe('下午三点一刻');
  });

  it('says a part of the day once in a range', () => {
    expect(sayRange('14:05', '15:00', 'zh-HK')).toBe('下晝兩點零五分至三點');
    expect(sayRange('09:00', '18:00', 'zh-HK', casual)).toBe('朝早九點到夜晚六點');
    expect(sayRange('10', '20', 'en-US')).toBe('ten to twenty');
    expect(sayRange('2026-11-24', '2026-11-25', 'fr-FR')).toBe('mardi 24 novembre à mercredi 25 novembre');
  });
});

describe('rows of digits', () => {
  it.each([
    ['zh-HK', '23456789', '二三四五,六七八九'],
    ['zh-HK', '+852 23456789', '八五二,二三四五,六七八九'],
    ['en-US', '23456789', '2 3 4 5, 6 7 8 9'],
    ['en-US', '1-800-555-0199', '1, 8 0 0, 5 5 5, 0 1 9 9'],
    ['en-US', '1 2 3 4', '1 2 3 4'],
    ['en-US', '5550100199', '5 5 5, 0 1 0, 0 1 9 9'],
    ['zh-HK', '+14155550123', '一,四一五,五五五,零一二三'],
    ['en-GB', '5550100199', '5 5, 5 0 1 0, 0 1 9 9'],
    ['zh-CN', '13800138000', '幺三八,零零幺三,八零零零'],
    ['zh-TW', '0911', '零九一一'],
    ['zh-SG', '8111', '八一一一'],
    ['ar-SA', '٠٥٠', '0 5 0'],
  ])('%s %s is %s', (language, text, said) => {
    expect(sayDigits(text, language)).toBe(said);
  });

  it('keeps every digit, whatever is around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const digits = asciiDigits(text).replace(/[^0-9]/g, '');
        expect(sayDigits(text, 'en-US').replace(/[^0-9]/g, '')).toBe(digits);
        expect([...sayDigits(text, 'zh-HK').replaceAll(',', '')]).toHaveLength(digits.length);
      }),
    );
  });

  it('knows the figures of every script', () => {
    expect(asciiDigits('٠١٢٣ ०१२ ๗๘๙ ７８９ 𝟘𝟡')).toBe('0123 012 789 789 09');
  });
});
